"""Claims over time: stories, standing, developments, echoes, what pages changed, and what editors ruled."""

from firsthand.track.changes import changes_between
from firsthand.track.grading import grade, is_a_name
from firsthand.track.overrides import Overrides, lay_over
from firsthand.track.overruled import source_named
from firsthand.track.rulings import MACHINE, plain_words, rule, undo
from firsthand.track.sightings import anchor_at, sight, statement_at, statement_sighted
from firsthand.track.stories import as_stories, find_stories, regrouped, touched_by
from firsthand.track.topics import Topic, topics_of
from firsthand.track.tracker import Tracked, track

__all__ = [
    "MACHINE",
    "Overrides",
    "Topic",
    "Tracked",
    "anchor_at",
    "as_stories",
    "changes_between",
    "find_stories",
    "grade",
    "is_a_name",
    "lay_over",
    "plain_words",
    "regrouped",
    "rule",
    "sight",
    "source_named",
    "statement_at",
    "statement_sighted",
    "topics_of",
    "touched_by",
    "track",
    "undo",
]
