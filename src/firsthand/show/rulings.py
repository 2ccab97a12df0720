"""How does a correction look to a program? As the interchange contract has it (`docs/contract.md`)."""

from collections.abc import Sequence

from firsthand.model.correction import Anchor, Case, Page, Ruling, Sighting
from firsthand.model.letter import Letter
from firsthand.model.log import Entry
from firsthand.show.present import Plain


def present_case(case: Case, page: Page | None, seen: Sequence[Sighting] | None = None) -> dict[str, Plain]:
    """A correction, its page and its rulings; with `now` where it was looked for (`seen`) in the latest wordings."""
    correction = case.correction
    now: dict[str, Plain] = {} if seen is None else {"now": [_sighting(one) for one in seen]}
    return {
        "id": correction.id,
        "kind": correction.kind.value,
        "state": case.state.value,
        "page": {"url": page.url, "outlet": page.outlet, "title": page.title} if page is not None else None,
        "target": _anchor(correction.anchor),
        "other": _anchor(correction.other) if correction.other is not None else None,
        "name": correction.name,
        "note": correction.note,
        "by": correction.by,
        "at": correction.at.edtf,
        "rulings": [_ruling(ruling) for ruling in case.rulings],
        **now,
    }


def present_letter(letter: Letter) -> dict[str, Plain]:
    """A letter, as editors see it: with how to reach its reader."""
    return {
        "id": letter.id,
        "url": letter.url,
        "language": letter.language,
        "quote": {"exact": letter.exact, "prefix": letter.prefix, "suffix": letter.suffix},
        "start": letter.start,
        "note": letter.note,
        "contact": letter.contact,
        "site": letter.site,
        "at": letter.at.edtf,
        "correction": letter.correction,
        "why": letter.why,
        "rejected": letter.rejected,
        "rejected_by": letter.rejected_by,
    }


def present_entry(entry: Entry) -> dict[str, Plain]:
    """One entry of the log. `body` stays the text that was hashed."""
    return {
        "number": entry.number,
        "at": entry.at,
        "what": entry.what,
        "body": entry.body,
        "before": entry.before,
        "hash": entry.hash,
    }


def _ruling(ruling: Ruling) -> dict[str, Plain]:
    return {
        "state": ruling.state.value,
        "by": ruling.by,
        "at": ruling.at.edtf,
        "why": ruling.why,
        "of": ruling.of,
        "undoes": ruling.undoes,
    }


def _anchor(anchor: Anchor) -> dict[str, Plain]:
    return {
        "article": anchor.article,
        "revision": anchor.revision,
        "statement": anchor.statement,
        "exact": anchor.exact,
        "start": anchor.span.start,
        "end": anchor.span.end,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
    }


def _sighting(seen: Sighting) -> dict[str, Plain]:
    span = seen.span
    return {
        "start": span.start if span is not None else None,
        "end": span.end if span is not None else None,
        "statement": seen.statement,
        "why": seen.why or None,
    }
