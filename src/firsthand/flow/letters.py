"""How does what a reader sent from a page become a correction? Its words are found again, or an editor finds them.

Readers highlight words in a page as it is shown to them; the ledger has the article as it was read. So the words are
sought by themselves and by what stands round them, and where that is not sure, nothing is guessed: the letter waits.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from firsthand.flow.desk import person, suggest
from firsthand.ingest import canonical_url
from firsthand.model.correction import Aim, CorrectionKind, Suggestion
from firsthand.model.errors import NotFound, RulingError
from firsthand.model.ids import CorrectionId, LetterId
from firsthand.model.letter import (
    LONGEST_ADDRESS,
    LONGEST_CONTACT,
    LONGEST_LETTER,
    LONGEST_QUOTE,
    MOST_AROUND,
    Letter,
    letter_id,
)
from firsthand.model.when import When
from firsthand.store import (
    Ledger,
    forget_contact,
    latest_reading,
    letters,
    place_letter,
    reject_letter,
    save_letter,
    wordings,
)
from firsthand.text.anchors import Quoted, find_again
from firsthand.track import plain_words

_MOST_LANGUAGE: Final = 35
"""Characters of the longest language tag that RFC 5646 thinks of."""
_FARTHEST: Final = 10_000_000
_IS_ONE: Final = "{}: has become the correction {}; rule on that"


class LetterBox:
    """All that faces do with letters to an open ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def all(self) -> tuple[Letter, ...]:
        """Every letter, in the order of coming in."""
        return letters(self._ledger)

    def named(self, name: str) -> Letter:
        """The letter of that id. Raises NotFound."""
        return letter_named(self._ledger, name)

    def become(self, correction: CorrectionId) -> tuple[Letter, ...]:
        """The letters that became that correction."""
        return tuple(letter for letter in letters(self._ledger) if letter.correction == correction)

    def receive(self, told: Mapping[str, object], site: str | None = None) -> Letter:
        """Take in what a page at `site` sent (`opened`). Raises RulingError for what is no letter."""
        return receive(self._ledger, opened(told, site))

    def place(self, name: str, aim: Aim) -> Letter:
        """Make a correction of it, where an editor has found its words. Raises NotFound and RulingError."""
        return place(self._ledger, name, aim)

    def reject(self, name: str, *, by: str, why: str) -> Letter:
        """Make no correction of it. Raises NotFound and RulingError."""
        return reject(self._ledger, name, by=by, why=why)

    def forget(self, name: str) -> bool:
        """Delete how to reach its reader; False where nothing is known of that. Raises NotFound."""
        return forget_contact(self._ledger, letter_named(self._ledger, name).id)


def opened(told: Mapping[str, object], site: str | None) -> Letter:
    """The Letter in what a page sent, checked. Raises RulingError for what is missing, too long or no text.

    `told` is `url`, `language`, `quote` (`exact`, `prefix`, `suffix`), `position` (`start`), `note`, and `contact`.
    """
    quote, position = _part(told, "quote"), _part(told, "position")
    url = canonical_url(_text(told, "url", LONGEST_ADDRESS, "the address"))
    if not url.startswith(("http://", "https://")):
        raise RulingError("the address: expected one that begins with http:// or https://")
    exact = _text(quote, "exact", LONGEST_QUOTE, "the words")
    prefix, suffix = (_some(quote, side, "the words beside them") for side in ("prefix", "suffix"))
    note = _text(told, "note", LONGEST_LETTER, "the note")
    start = position.get("start", 0)
    if not isinstance(start, int) or isinstance(start, bool) or not 0 <= start <= _FARTHEST:
        raise RulingError("the position: expected a whole number of characters")
    return Letter(
        id=letter_id(url, exact, prefix, suffix, note),
        url=url,
        language=_some(told, "language", "the language")[:_MOST_LANGUAGE] or None,
        exact=exact,
        prefix=prefix[-MOST_AROUND:],
        suffix=suffix[:MOST_AROUND],
        start=start,
        note=note,
        contact=_text(told, "contact", LONGEST_CONTACT, "how to reach you") if told.get("contact") else None,
        site=site,
        at=When.moment(datetime.now(UTC)),
    )


def receive(ledger: Ledger, letter: Letter) -> Letter:
    """Keep a Letter, as a Correction where its words are surely found; twice is once."""
    known = next(iter(letters(ledger, letter.id)), None)
    if known is not None:
        return known
    try:
        which, passage, nth = _found(ledger, letter)
        told = Suggestion(kind=CorrectionKind.FACT, aim=Aim(which=which, passage=passage, nth=nth), note=letter.note)
        kept = replace(letter, correction=suggest(ledger, told).correction.id)
    except (NotFound, RulingError) as error:
        kept = replace(letter, why=str(error))
    save_letter(ledger, kept)
    return kept


def place(ledger: Ledger, name: str, aim: Aim) -> Letter:
    """An editor has found its words. Raises NotFound, and RulingError where it is a Correction already."""
    letter = letter_named(ledger, name)
    if letter.correction is not None:
        raise RulingError(_IS_ONE.format(name, letter.correction))
    case = suggest(ledger, Suggestion(kind=CorrectionKind.FACT, aim=aim, note=letter.note))
    place_letter(ledger, letter.id, case.correction.id)
    return letter_named(ledger, name)


def reject(ledger: Ledger, name: str, *, by: str, why: str) -> Letter:
    """An editor makes nothing of it. Raises NotFound, and RulingError where it is a Correction already."""
    letter = letter_named(ledger, name)
    if letter.correction is not None:
        raise RulingError(_IS_ONE.format(name, letter.correction))
    reject_letter(ledger, letter.id, by=person(by), why=plain_words("why", why, LONGEST_LETTER))
    return letter_named(ledger, name)


def letter_named(ledger: Ledger, name: str) -> Letter:
    """The Letter of that id. Raises NotFound."""
    found = next(iter(letters(ledger, LetterId(name))), None)
    if found is None:
        raise NotFound(f"expected the id of a letter (l-...), came {name!r}; firsthand letters list")
    return found


def _found(ledger: Ledger, letter: Letter) -> tuple[str, str, int]:
    """The article, its words as it has them, and which of several such places. Raises NotFound."""
    articles = {wording.article for wording in wordings(ledger, letter.url, letter.url)}
    readings = [reading for name in sorted(articles) if (reading := latest_reading(ledger, name)) is not None]
    if not readings:
        raise NotFound("the ledger does not follow this page; an editor can name the article and the words")
    why = "the words were not found"
    for reading in readings:
        text = reading.revision.text
        seen = find_again(Quoted(letter.start, letter.exact, letter.prefix, letter.suffix), text)
        if seen.span is not None:
            passage = seen.span.of(text)
            starts = [at for at in range(seen.span.start + 1) if text.startswith(passage, at)]
            return reading.revision.article, passage, len(starts)
        why = seen.why
    raise NotFound(why)


def _part(told: Mapping[str, object], name: str) -> Mapping[str, object]:
    found = told.get(name, {})
    if not isinstance(found, Mapping):
        raise RulingError(f"{name}: expected an object with fields, came something else")
    return found


def _text(told: Mapping[str, object], name: str, most: int, what: str) -> str:
    found = told.get(name)
    if not isinstance(found, str):
        raise RulingError(f"{what}: expected text ({name}), came {'nothing' if found is None else 'something else'}")
    return plain_words(what, found, most)


def _some(told: Mapping[str, object], name: str, what: str) -> str:
    """Text that may be missing or empty; what no database takes is refused."""
    found = told.get(name)
    if found is None or found == "" or (isinstance(found, str) and not found.strip()):
        return ""
    if not isinstance(found, str):
        raise RulingError(f"{what}: expected text ({name}), came something else")
    plain_words(what, found, LONGEST_ADDRESS)
    return found
