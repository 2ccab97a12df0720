"""Claims over time: stories, standing, developments, echoes, what pages changed, and what editors ruled."""

from firsthand.track.changes import changes_between
from firsthand.track.overrides import Overrides, lay_over
from firsthand.track.overruled import source_named
from firsthand.track.rulings import MACHINE, plain_words, rule, undo
from firsthand.track.sightings import sight, statement_at
from firsthand.track.stories import as_stories, find_stories, regrouped, touched_by
from firsthand.track.topics import Topic, topics_of
from firsthand.track.tracker import Tracked, track

__all__ = [
    "MACHINE",
    "Overrides",
    "Topic",
    "Tracked",
    "as_stories",
    "changes_between",
    "find_stories",
    "lay_over",
    "plain_words",
    "regrouped",
    "rule",
    "sight",
    "source_named",
    "statement_at",
    "topics_of",
    "touched_by",
    "track",
    "undo",
]
