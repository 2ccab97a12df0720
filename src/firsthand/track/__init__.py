"""Claims over time: stories, standing, developments, echoes, what pages changed, and what editors ruled."""

from firsthand.track.changes import changes_between
from firsthand.track.overrides import Overrides, lay_over
from firsthand.track.overruled import source_named
from firsthand.track.rulings import MACHINE, plain_words, rule, undo
from firsthand.track.sightings import sight, statement_at
from firsthand.track.stories import find_stories
from firsthand.track.tracker import Tracked, track

__all__ = [
    "MACHINE",
    "Overrides",
    "Tracked",
    "changes_between",
    "find_stories",
    "lay_over",
    "plain_words",
    "rule",
    "sight",
    "source_named",
    "statement_at",
    "track",
    "undo",
]
