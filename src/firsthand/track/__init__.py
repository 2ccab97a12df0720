"""Claims over time: stories, standing, developments, echoes, and what pages changed."""

from firsthand.track.changes import changes_between
from firsthand.track.stories import find_stories
from firsthand.track.tracker import Tracked, track

__all__ = ["Tracked", "changes_between", "find_stories", "track"]
