"""What is known of an article besides its words, and who told it?

"Headline, outlet and date as the page describes itself (JSON-LD); byline from the text's own lines." A date that the
page's own description gives is trusted more than one that was guessed from its address, and an editor should see which
it is.
"""

from collections.abc import Iterator
from types import MappingProxyType

from firsthand.model.coverage import Revision, Teller
from firsthand.show import words

_FIELDS = MappingProxyType(
    {
        "title": "headline",
        "outlet": "outlet",
        "published": "date",
        "modified": "date of change",
        "byline": "byline",
        "section": "section",
        "wire": "agency",
        "paywalled": "paywall",
    }
)
"""The fields whose teller is shown, in this order, as an editor calls them."""

_TELLERS = MappingProxyType(
    {
        Teller.JSON_LD: "as the page describes itself (JSON-LD)",
        Teller.META_FIELD: "from the page's meta fields",
        Teller.MARKUP: "as the page shows it",
        Teller.INPUT: "as the input says",
        Teller.TEXT: "from the text's own lines",
        Teller.GUESS: "guessed from the page",
        Teller.CALLER: "as you said",
    }
)


def details(revision: Revision) -> tuple[str, ...]:
    """Byline, section, agency, change and paywall, as far as they are known; in words."""
    return tuple(_details(revision))


def _details(revision: Revision) -> Iterator[str]:
    if revision.byline:
        yield f"by {revision.byline}"
    if revision.section:
        yield revision.section
    if revision.wire:
        yield f"credits {revision.wire}"
    if revision.modified and revision.modified != revision.published:
        yield f"changed {words.dated(revision.modified)}"
    if revision.captured:
        yield f"captured {words.dated(revision.captured)}"
    if revision.paywalled:
        yield "not shown whole to everybody"


def told(revision: Revision) -> str:
    """Who told the fields that are known, as one sentence; empty where all is the input's own word."""
    if all(by is Teller.INPUT for field, by in revision.told_by if field in _FIELDS):
        return ""
    return _sentence(revision.told_by)


def _sentence(told_by: tuple[tuple[str, Teller], ...]) -> str:
    teller_of = dict(told_by)
    fields_by_teller = {
        teller: [name for field, name in _FIELDS.items() if teller_of.get(field) is teller] for teller in Teller
    }
    parts = [f"{words.listed(fields)} {_TELLERS[teller]}" for teller, fields in fields_by_teller.items() if fields]
    sentence = "; ".join(parts)
    return f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""
