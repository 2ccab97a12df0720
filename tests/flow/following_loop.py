"""Follows the articles of a folder: python following_loop.py LEDGER FOLDER."""

import sys
from datetime import date
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from flow.site import OneCue

from firsthand.flow.keeping import Keeper
from firsthand.ingest import collect
from firsthand.model.coverage import Hints

TODAY = date(2031, 6, 1)
say = partial(print, flush=True)


def main(where, folder):
    """Print "ready", then a line for each article that is finished, for linking, and for saving what was linked."""
    say("ready")
    keeper = Keeper.at(where)
    keeper.follow(
        collect([folder]), Hints(), OneCue(), today=TODAY, listener=lambda now: say(f"{now.stage}: {now.what}")
    )
    keeper.close()
    say("done")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
