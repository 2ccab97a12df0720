"""The order of the trip, and its wiring."""

from firsthand.flow.clock import Clock
from firsthand.flow.newsroom import Newsroom
from firsthand.flow.settings import Settings
from firsthand.flow.telling import Followed, News, NewsKind, Progress, Reread, Terms, Watching

__all__ = [
    "Clock",
    "Followed",
    "News",
    "NewsKind",
    "Newsroom",
    "Progress",
    "Reread",
    "Settings",
    "Terms",
    "Watching",
]
