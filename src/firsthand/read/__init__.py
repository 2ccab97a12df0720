"""Who said what, through whom, how surely, on what evidence, and when: Revisions to Readings."""

from firsthand.read.reader import read
from firsthand.read.rules import RuleTagger

__all__ = ["RuleTagger", "read"]
