"""The shelf: records to rows and back. No row leaves this room."""

from firsthand.store.captures import (
    MOST_KEPT_BYTES,
    Intake,
    came_by_feed,
    intakes,
    raw_of,
    revisions_of_capture,
    revisions_taken,
    text_is_known,
    wordings,
)
from firsthand.store.find import (
    Counts,
    all_readings,
    articles,
    briefing,
    claims,
    corrections,
    counts,
    has_reading,
    last_revision,
    latest_readings,
    linked_on,
    outlets,
    revisions,
    rulings,
)
from firsthand.store.open import Ledger, open_ledger
from firsthand.store.save import save_correction, save_linked, save_reading, save_ruling
from firsthand.store.search import Found, search
from firsthand.store.visits import Visits
from firsthand.store.watches import Watched, save_watched, watched_at, watched_via

__all__ = [
    "MOST_KEPT_BYTES",
    "Counts",
    "Found",
    "Intake",
    "Ledger",
    "Visits",
    "Watched",
    "all_readings",
    "articles",
    "briefing",
    "came_by_feed",
    "claims",
    "corrections",
    "counts",
    "has_reading",
    "intakes",
    "last_revision",
    "latest_readings",
    "linked_on",
    "open_ledger",
    "outlets",
    "raw_of",
    "revisions",
    "revisions_of_capture",
    "revisions_taken",
    "rulings",
    "save_correction",
    "save_linked",
    "save_reading",
    "save_ruling",
    "save_watched",
    "search",
    "text_is_known",
    "watched_at",
    "watched_via",
    "wordings",
]
