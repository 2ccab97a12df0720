"""Claims over time: stories, standing, developments, echoes, what pages changed, and what editors ruled."""

from firsthand.track.changes import changes_between
from firsthand.track.overrides import Overrides, lay_over
from firsthand.track.places import Place, find_place, statement_at
from firsthand.track.rulings import MACHINE, plain_words, rule, undo
from firsthand.track.overruled import source_named
from firsthand.track.tracker import Tracked, track

__all__ = [
    "MACHINE",
    "Overrides",
    "Place",
    "Tracked",
    "changes_between",
    "find_place",
    "lay_over",
    "plain_words",
    "rule",
    "source_named",
    "statement_at",
    "track",
    "undo",
]
