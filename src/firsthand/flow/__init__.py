"""The order of the trip, and its wiring."""

from firsthand.flow.newsroom import Newsroom
from firsthand.flow.settings import Settings
from firsthand.flow.telling import Followed, Progress

__all__ = ["Followed", "Newsroom", "Progress", "Settings"]
