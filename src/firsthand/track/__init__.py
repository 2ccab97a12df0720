"""Tracking: what belongs together, how every claim stands, and what has changed."""

from firsthand.track.tracker import Tracked, track

__all__ = ["Tracked", "track"]
