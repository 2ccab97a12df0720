"""Add corrections and rulings to a ledger: python adding_loop.py LEDGER NAME HOW_MANY."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from factories import a_correction, a_ruling

from firsthand.store import open_ledger, save_correction, save_ruling


def main():
    """Add them, one transaction each."""
    where, name, many = sys.argv[1:]
    with open_ledger(where) as ledger:
        for turn in range(int(many)):
            correction = a_correction(note=f"{name} {turn}")
            save_correction(ledger, correction)
            save_ruling(ledger, a_ruling(correction, by=name), after=())


if __name__ == "__main__":
    main()
