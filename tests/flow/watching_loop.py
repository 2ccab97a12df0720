"""Watches an address until it is ended from outside, as fast as it can: python watching_loop.py LEDGER ADDRESS."""

import sys
from datetime import timedelta
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from flow.site import Asker, OneCue

from firsthand.flow import Clock, Terms
from firsthand.flow.keeping import Keeper
from firsthand.flow.telling import deaf
from firsthand.flow.watch import Watch

say = partial(print, flush=True)


def main(where, address):
    """Print "ready", then a line for each new thing."""
    say("ready")
    keeper, clock = Keeper.at(where), Clock()
    watch = Watch(keeper, Asker(keeper.visiting, clock), OneCue(), clock, lambda news: say(news.url))
    watch.run([address], Terms(every=timedelta(seconds=0.05)), deaf)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
