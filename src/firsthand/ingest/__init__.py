"""Coverage in: bytes to Revisions, and which parts of a page are not the article."""

from firsthand.ingest.archives import collect
from firsthand.ingest.capture import Capture
from firsthand.ingest.fetch import fetch
from firsthand.ingest.intake import take_in
from firsthand.ingest.revise import canonical_url, revises

__all__ = ["Capture", "canonical_url", "collect", "fetch", "revises", "take_in"]
