"""Saves readings and links them, again and again, until it is ended from outside: python saving_loop.py LEDGER FROM."""

import sys
from datetime import UTC, date, datetime
from functools import partial
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from factories import a_claim, a_reading, a_revision, a_statement

from firsthand.store import all_readings, open_ledger, save_linked, save_reading

DAY = date(2031, 5, 20)

SAID = 30
say = partial(print, flush=True)
AT = datetime(2031, 5, 4, 12, tzinfo=UTC)


def large_reading(number):
    """A reading of `SAID` statements."""
    text = "\n".join(f"Person {at} said bridge {at} of {number} is shut." for at in range(SAID))
    revision = a_revision(text, url=f"http://harbour.example/{number}")
    return a_reading(
        revision,
        [
            a_statement(revision, source=f"Person {at} ", content=f"bridge {at} of {number} is shut")
            for at in range(SAID)
        ],
    )


def main(where, first):
    """Print "ready", then a line for each reading that is saved."""
    say("ready")
    with open_ledger(where) as ledger:
        for number in count(first):
            reading = large_reading(number)
            save_reading(ledger, reading, read_by="rules 1", at=AT)
            say(reading.revision.id)
            save_reading(ledger, reading, read_by=f"rules {number}", at=AT)
            claims = [a_claim(r) for r in all_readings(ledger)[-20:]]
            save_linked(ledger, stories=(), claims=claims, echoes=(), changes=(), on=DAY)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
