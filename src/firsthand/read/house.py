"""Does the outlet itself speak, through its own people? "We counted nine boats", "our reporter saw two men".

What its own people saw is the outlet's word; its byline tells who they are, or the text that calls them "our reporter".
The outlet may call itself by its name ("the Post can reveal"). Within a quotation "we" is somebody else.
"""

import re
from functools import cache, lru_cache

from firsthand.model.coverage import Revision
from firsthand.model.entity import Entity, EntityType
from firsthand.model.span import Span
from firsthand.read.attribution import Attribution
from firsthand.read.lexicons import word_set, words
from firsthand.read.who import Cast, Referent
from firsthand.text.names import fold
from firsthand.text.phrasing import any_of

_WORD = re.compile(r"[^\W_]+")
_OURS = frozenset({"we", "us", "our"})
_LONGEST = 80
"""Code points at the head of a source in which "our reporter at the scene" has room."""


def is_of_house(attribution: Attribution, source: Referent | None, revision: Revision, cast: Cast) -> bool:
    """Whether the source of an attribution is the outlet, or one of its own people who saw or wrote it."""
    if attribution.source is None or attribution.parent is not None or source is None:
        return False
    text, entity = revision.text, source.entity
    if _is_staff(attribution.source, text) or _is_itself(attribution.source, entity, revision, cast):
        return True
    if entity is not None and entity.type is EntityType.PERSON:
        return is_signed(entity.name, revision.byline) or _is_ours(entity, text)
    said = [word.casefold() for word in _WORD.findall(attribution.source.of(text))]
    ours = said[:1] != [] and said[0] in _OURS
    return ours and all(word in word_set("chain", "house", "words") for word in said)


def _is_staff(source: Span, text: str) -> bool:
    """Whether the source is "our reporter at the toll", or "this reporter"."""
    return _staff().match(text, source.start, min(source.end, source.start + _LONGEST)) is not None


def _is_itself(source: Span, entity: Entity | None, revision: Revision, cast: Cast) -> bool:
    """Whether the source is the name of the outlet, or that of one of its reporters: "a Post reporter".

    A body that issues a release speaks as anybody else who is named, and a poll of the outlet's vouches itself.
    """
    if entity is None or entity.type is not EntityType.OUTLET or entity is not cast.outlet_named(revision.outlet):
        return False
    named = cast.named_in(source)
    if not named:
        return False
    rest = [word.casefold() for word in _WORD.findall(revision.text[named[-1][0].end : source.end])]
    owned = rest[1:] if rest[:1] == ["s"] else rest
    return not rest or (len(owned) == 1 and owned[0] in word_set("chain", "house", "staff"))


def _is_ours(person: Entity, text: str) -> bool:
    """Whether the text calls a person "our reporter"."""
    return any(span.start in _introduced(text) for span in person.mentions)


@lru_cache(maxsize=1)
def _introduced(text: str) -> frozenset[int]:
    """Where the names of those begin whom the text that is being read calls its reporters."""
    return frozenset(match.end() for match in _staff_named().finditer(text))


@cache
def _staff() -> re.Pattern[str]:
    return re.compile(rf"(?:[Oo]ur(?: own)?|[Tt]his) (?:[a-z-]+ ){{0,2}}?{_staff_words()}\b")


@cache
def _staff_named() -> re.Pattern[str]:
    return re.compile(
        rf"\b[Oo]ur(?: own)? (?:[a-z-]+ ){{0,2}}?{_staff_words()}(?: [a-z]+ (?:the )?[\w-]+)?,? (?=[A-Z])"
    )


def _staff_words() -> str:
    return any_of(words("chain", "house", "staff"))


def is_signed(name: str, byline: str | None) -> bool:
    """Whether a person's full name stands in the byline."""
    plain = fold(name)
    return " " in plain and bool(byline) and re.search(rf"\b{re.escape(plain)}\b", fold(byline or "")) is not None
