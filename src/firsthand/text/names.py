"""Are these two spellings one name? Folding, surnames, initials and acronyms of names as newspapers write them.

"The Harbour Post's" and "Harbour Post" are one name; "A. Lee" may be Ann Lee, "B. Lee" may not.

>>> fold("The Málaga Post’s")
'malaga post'
>>> acronym_of("National Intelligence Service")
'NIS'
"""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*\.?")
_LONGEST_NAME = 400
"""Code points of a name that are looked at; a longer stretch is no name, and folding it would only cost time."""

_REMEMBERED = 1 << 14
"""Foldings kept: the names of some dozens of articles; one article asks for each of its names many times."""

_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "‐": "-", "‑": "-", "–": "-", "—": "-"})
_EDGES = " \t\n.,;:!?\"“”()[]'"
_ARTICLES = ("the ", "a ", "an ")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_PARTICLES = frozenset(
    {"al", "bin", "da", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "ibn", "la", "le"}
    | {"af", "ap", "av", "das", "st", "ten", "ter", "van", "vom", "von", "zu", "zum", "zur"}
)
_NEVER_GIVEN = frozenset(
    {
        *(
            "ap",
            "bin",
            "da",
            "de",
            "del",
            "della",
            "di",
            "du",
            "ibn",
            "st",
            "ten",
            "ter",
            "van",
            "vom",
            "von",
            "zum",
            "zur",
        )
    }
)
"""Particles that are hardly ever a given name, so that "Van Dam" is a surname, and "Al Ray" a man called Al."""
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "de", "la", "du", "des", "der", "&", "a", "an"})
_FEWEST_INITIALS = 2


@lru_cache(maxsize=_REMEMBERED)
def fold(name: str) -> str:
    """The form under which spellings of one name are equal; may be empty, and folding twice is folding once.

    Case, accents, the shape of apostrophes and dashes, the points of "U.S.", a leading article, a possessive
    and white space do not count. Only the first 400 code points are looked at.

    >>> fold("The U.S.") == fold("US")
    True
    """
    text = name[:_LONGEST_NAME]
    folded = _fold_once(text)
    while folded != text:
        text, folded = folded, _fold_once(folded)
    return folded


def _fold_once(text: str) -> str:
    plain = text.translate(_QUOTES)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    plain = " ".join(map(_without_points, plain.casefold().split())).strip(_EDGES)
    for article in _ARTICLES:
        plain = plain.removeprefix(article)
    plain = plain.removesuffix("'s")
    return plain.strip(_EDGES)


def _without_points(word: str) -> str:
    """Drop the points of "u.s." and "j.r.", and keep those of "3.5" and "example.org"."""
    letters = word.split(".") if "." in word else ()
    pointed = letters and all(part.isalpha() or not part for part in letters) and max(map(len, letters)) == 1
    return "".join(letters) if pointed else word


@lru_cache(maxsize=_REMEMBERED)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, with their inner apostrophes and hyphens."""
    return tuple(_WORD.findall(name[:_LONGEST_NAME]))


@lru_cache(maxsize=_REMEMBERED)
def surname_of(name: str) -> str:
    """The family name, particles included, folded; of a single word, that word.

    >>> surname_of("Joris van der Meer Jr."), surname_of("Ann Lee")
    ('van der meer', 'lee')
    """
    words = [fold(word) for word in words_of(name)]
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    at = len(words) - 1
    while at > 1 and words[at - 1] in _PARTICLES:
        at -= 1
    if at == 1 and words[0] in _NEVER_GIVEN:
        at = 0
    return " ".join(words[at:]) if words else ""


def same_person(one: str, other: str) -> bool:
    """Whether two spellings may name one person: surnames agree, and given names do not speak against it.

    >>> same_person("Ann Lee", "A. Lee"), same_person("Ann Lee", "Ben Lee"), same_person("Ann Lee", "Lee")
    (True, False, True)
    """
    if fold(one) == fold(other):
        return bool(fold(one))
    if not surname_of(one) or surname_of(one) != surname_of(other):
        return False
    return _given_agree(_given(one), _given(other))


@lru_cache(maxsize=_REMEMBERED)
def _given(name: str) -> tuple[str, ...]:
    words = [fold(word) for word in words_of(name)]
    kept = [word for word in words if word and word not in _SUFFIXES]
    return tuple(kept[: max(0, len(kept) - len(surname_of(name).split()))])


def _given_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if not one or not other:
        return True
    first, second = one[0], other[0]
    return first == second or (min(len(first), len(second)) == 1 and first[0] == second[0])


def initials_of(name: str) -> str:
    """The first letters of all words that begin with a capital.

    >>> initials_of("Ministry of Ports and Harbours")
    'MPH'
    """
    return "".join(part[0] for word in words_of(name) for part in word.split("-") if part[:1].isupper())


def acronym_of(name: str) -> str | None:
    """The acronym that the words of a name give, small words left out; None where it would have one letter.

    >>> acronym_of("Bank of Norway"), acronym_of("Ann") is None
    ('BN', True)
    """
    letters = "".join(w[0] for w in words_of(name) if w.casefold() not in _SMALL).upper()
    return letters if len(letters) >= _FEWEST_INITIALS else None


def is_acronym_of(short: str, name: str) -> bool:
    """Whether `short` is made of the initials of `name`, with or without those of its small words.

    >>> is_acronym_of("NIS", "National Intelligence Service"), is_acronym_of("KRX", "National Port Registry")
    (True, False)
    """
    wanted = [c for c in fold(short).replace(".", "") if c.isalnum()]
    if len(wanted) < _FEWEST_INITIALS:
        return False
    at = 0
    for word in words_of(name):
        if at < len(wanted) and word[0].casefold() == wanted[at]:
            at += 1
        elif word.casefold() not in _SMALL:
            return False
    return at == len(wanted)
