"""The shelf: records to rows and back. No row leaves this room."""

from firsthand.store.backup import back_up, restore
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
from firsthand.store.corrections import cases, corrected_pages, save_correction, save_ruling
from firsthand.store.find import (
    Counts,
    all_readings,
    articles,
    briefing,
    claims,
    counts,
    has_reading,
    last_revision,
    latest_reading,
    latest_readings,
    linked_on,
    names,
    outlets,
    reading_with,
    revisions,
)
from firsthand.store.grades import grades, save_grade
from firsthand.store.log import entries, head, log_faults
from firsthand.store.open import Ledger, open_ledger
from firsthand.store.save import save_linked, save_reading
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
    "back_up",
    "briefing",
    "came_by_feed",
    "cases",
    "claims",
    "corrected_pages",
    "counts",
    "entries",
    "grades",
    "has_reading",
    "head",
    "intakes",
    "last_revision",
    "latest_reading",
    "latest_readings",
    "linked_on",
    "log_faults",
    "names",
    "open_ledger",
    "outlets",
    "raw_of",
    "reading_with",
    "restore",
    "revisions",
    "revisions_of_capture",
    "revisions_taken",
    "save_correction",
    "save_grade",
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
