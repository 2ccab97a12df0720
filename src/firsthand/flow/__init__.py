"""The order of the trip, and its wiring."""

from firsthand.flow.newsroom import Followed, Newsroom, Progress
from firsthand.flow.settings import Settings

__all__ = ["Followed", "Newsroom", "Progress", "Settings"]
