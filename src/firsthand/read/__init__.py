"""Who said what, through whom, how surely, on what evidence, and when: Revisions to Readings."""

from firsthand.read.reader import Told, read, read_and_tell
from firsthand.read.rules import RuleTagger

__all__ = ["RuleTagger", "Told", "read", "read_and_tell"]
