"""What does the rest of the article tell of a name: is it one at all, and of which kind?

"Officials left" opens a sentence, and "officials" stands in small letters further down: no name. "Corvane" alone could
be anything, but "Corvane, which" in another place makes it a body in all.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from firsthand.model.entity import EntityType
from firsthand.model.span import Span
from firsthand.read.figures import BODIES
from firsthand.read.lexicons import word_set
from firsthand.read.mentions import Mention
from firsthand.text.names import fold, words_of

_WORD = re.compile(r"\w+")
_PERSONAL = re.compile(r"(?:, who\b|[^.!?\n“”\"A-Z]{0,60}?\b(?:he|his|him|himself|she|her|herself)\b)")
_NEUTER = re.compile(r"(?:, which\b|[^.!?\n“”\"A-Z]{0,40}?\b(?:its|itself)\b)")
_HINTS_IN = 4
"""One mention in so many must hint at a kind for the name to be of it. Set by hand."""


def without_mere_capitals(text: str, mentions: Sequence[Mention], speaking: Sequence[Span]) -> list[Mention]:
    """Leave out single words that have a capital only because a sentence begins with them."""
    lower = {word for word in set(_WORD.findall(text)) if word.islower() and word.isalpha()}
    sure = {fold(part) for m in mentions for part in words_of(m.name)[m.opens and not m.title :]}
    told = set(speaking)
    kept = []
    for mention in mentions:
        name = mention.span.of(text)
        plain = fold(name)
        alone = mention.opens and mention.acronym is None and " " not in name
        doubtful = alone and (mention.kind is None or (mention.kind in BODIES and not name.isupper()))
        common = doubtful and _is_common_noun(plain)
        doubtful = doubtful and (plain in lower or text[mention.span.end : mention.span.end + 2] not in ("'s", "’s"))
        if common or (
            doubtful and plain not in sure and (plain in lower or told.isdisjoint((mention.span, mention.phrase)))
        ):
            continue
        kept.append(mention)
    return kept


def _is_common_noun(word: str) -> bool:
    """Whether a single word is one by which people and bodies without names are called ("Officials")."""
    lists = ("institution", "official", "media", "media_products", "documents", "offices", "people", "spokes")
    listed = (word_set("names", "stand_ins", name) for name in lists)
    return any(word in nouns or word.removesuffix("s") in nouns for nouns in listed)


def kinds_elsewhere(text: str, mentions: Sequence[Mention]) -> dict[str, EntityType]:
    """The kind that a name shows in at least one place, for the places where it does not."""
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    hints: dict[str, Counter[EntityType]] = defaultdict(Counter)
    seen: Counter[str] = Counter()
    for mention in mentions:
        name = fold(mention.name)
        seen[name] += 1
        if mention.kind is not None:
            votes[name][mention.kind] += 1
        elif _goes_on_as_person(text, mention):
            hints[name][EntityType.PERSON] += 1
        elif _NEUTER.match(text, mention.span.end) is not None:
            hints[name][EntityType.ORGANISATION] += 1
        elif mention.locative:
            hints[name][EntityType.PLACE] += 1
    for name, found in hints.items():
        kind, count = found.most_common(1)[0]
        if name not in votes and count * _HINTS_IN >= seen[name]:
            votes[name][kind] = count
    return {name: found.most_common(1)[0][0] for name, found in votes.items()}


def _goes_on_as_person(text: str, mention: Mention) -> bool:
    """Whether the sentence goes on with "who", "he" or "her", and no other name in between."""
    return _PERSONAL.match(text, mention.span.end) is not None
