"""Who said what, through whom, how surely, on what evidence, and when: Revisions to Readings."""

from firsthand.read.reader import Told, read, read_and_tell
from firsthand.read.tagger import EncoderTagger

__all__ = ["EncoderTagger", "Told", "read", "read_and_tell"]
