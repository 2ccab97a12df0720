"""Is this the name of a person, a body, a country, an outlet, a place? What the form of a name tells by itself.

"Ministry of Ports" is a body and "Skagen Bay" a place by their last or first words; "Ann Lee" could be anything, so the
answer is None, and what stands around it decides (`read.who`).
"""

from functools import lru_cache

from firsthand.model.entity import EntityType
from firsthand.read.gazetteer import (
    How,
    has_outlet_shape,
    is_doubtful_outlet,
    is_listed_outlet,
    is_named_agency,
    is_region,
    known_country,
)
from firsthand.read.lexicons import word_set
from firsthand.text.names import words_of

_LONGEST_ACRONYM = 6
_REMEMBERED = 1 << 13
"""Names whose kinds are kept: those of some dozens of articles, each of which is asked for several times."""


@lru_cache(maxsize=_REMEMBERED)
def kind_by_form(name: str) -> EntityType | None:
    """What a name is by its words alone; None where they do not tell.

    >>> kind_by_form("Ministry of Ports").value, kind_by_form("Kyiv").value, kind_by_form("Ann Lee") is None
    ('organisation', 'country', True)
    """
    known = known_country(name)
    if known is not None:
        return EntityType.ORGANISATION if known.how is How.BODY else EntityType.COUNTRY
    if is_region(name):
        return EntityType.PLACE
    if is_listed_outlet(name) and not is_doubtful_outlet(name):
        return EntityType.OUTLET
    return _kind_by_words(words_of(name), name)


def _kind_by_words(parts: tuple[str, ...], name: str) -> EntityType | None:
    if not parts:
        return None
    if is_named_agency(name):
        return EntityType.OUTLET
    if len(parts) > 1 and parts[-1] in _listed("organisation"):
        return EntityType.ORGANISATION
    if len(parts) > 1 and (parts[0] in _listed("place_first") or parts[-1] in _listed("place")):
        return EntityType.OUTLET if parts[-1] not in _listed("place") and has_outlet_shape(name) else EntityType.PLACE
    if any(part in _listed("organisation") for part in parts[1:] if len(parts) > 1) or (
        len(parts) > 1 and parts[0] in _listed("carries_on")
    ):
        return EntityType.ORGANISATION
    if has_outlet_shape(name):
        return EntityType.OUTLET
    if parts[-1] in _listed("group"):
        return EntityType.GROUP
    if len(parts) == 1 and (is_acronym(parts[0]) or parts[0] in _listed("organisation")):
        return EntityType.ORGANISATION
    if len(parts) > 1 and any(is_acronym(part) for part in parts):
        return EntityType.ORGANISATION
    return None


def _listed(name: str) -> frozenset[str]:
    return word_set("names", "kinds", name)


def is_acronym(word: str) -> bool:
    """Whether a word is two to six capitals, digits and "&" among them.

    >>> is_acronym("NATO"), is_acronym("Nato"), is_acronym("A")
    (True, False, False)
    """
    plain = word.replace(".", "").replace("&", "")
    return 1 < len(plain) <= _LONGEST_ACRONYM and plain.isupper()
