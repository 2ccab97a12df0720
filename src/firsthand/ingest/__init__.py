"""Coverage in: bytes to Revisions, and which parts of a page are not the article.

What asks a server, `firsthand.ingest.fetch`, is a door of its own: it loads an HTTP client.
"""

from firsthand.ingest.archives import collect, collect_sent
from firsthand.ingest.capture import Capture, Unchanged
from firsthand.ingest.intake import take_in
from firsthand.ingest.revise import canonical_url, revises

__all__ = ["Capture", "Unchanged", "canonical_url", "collect", "collect_sent", "revises", "take_in"]
