"""The shelf: records to rows and back. No row leaves this room."""

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

__all__ = [
    "Counts",
    "Found",
    "Ledger",
    "all_readings",
    "articles",
    "briefing",
    "claims",
    "corrections",
    "counts",
    "has_reading",
    "last_revision",
    "latest_readings",
    "linked_on",
    "open_ledger",
    "outlets",
    "revisions",
    "rulings",
    "save_correction",
    "save_linked",
    "save_reading",
    "save_ruling",
    "search",
]
