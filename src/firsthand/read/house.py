"""Does the outlet itself speak, through its own people? "We counted nine boats", "our reporter saw two men".

What its own people saw is the outlet's word; its byline tells who they are. Within a quotation "we" is somebody else.
"""

import re

from firsthand.model.coverage import Revision
from firsthand.model.entity import EntityType
from firsthand.read.attribution import Attribution
from firsthand.read.lexicons import word_set
from firsthand.read.who import Referent
from firsthand.text.names import fold

_WORD = re.compile(r"[^\W_]+")
_OURS = frozenset({"we", "us", "our"})


def is_of_house(attribution: Attribution, source: Referent | None, revision: Revision) -> bool:
    """Whether the source of an attribution is the outlet, or one of those who signed the article."""
    if attribution.source is None or attribution.parent is not None or source is None:
        return False
    entity = source.entity
    if entity is not None and entity.type is EntityType.PERSON:
        return _signed(entity.name, revision.byline)
    said = [word.casefold() for word in _WORD.findall(attribution.source.of(revision.text))]
    ours = said[:1] != [] and said[0] in _OURS
    return ours and all(word in word_set("chain", "house", "words") for word in said)


def _signed(name: str, byline: str | None) -> bool:
    """Whether a person's full name stands in the byline."""
    plain = fold(name)
    return " " in plain and bool(byline) and re.search(rf"\b{re.escape(plain)}\b", fold(byline or "")) is not None
