"""Where does a title end and the name of its bearer begin?

In "Ports Secretary Ann Lee" the title ends after "Secretary"; "Secretary of State" is all title; in "Gov. Ann Dean" the
second word for an office is a surname; "spokeswoman Ann Lee" has a title in small letters.
"""

import re
from collections.abc import Sequence
from functools import cache

from firsthand.model.entity import EntityType
from firsthand.model.span import Span
from firsthand.read.gazetteer import known_country
from firsthand.read.kinds import kind_by_form
from firsthand.read.lexicons import word_set
from firsthand.read.tokens import Token

_LONGEST_BEFORE = 60
"""Code points before a name in which it is looked for what it is."""
_KIND_BEFORE = re.compile(r"\b(?:[Tt]he|[Aa]n?) ([a-z][a-z-]*(?: [a-z][a-z-]*){0,2}),? $")
_KIND_AFTER = re.compile(
    r", (?:the|an?) ([a-z][a-z-]*(?: [a-z][a-z-]*){0,2})(?=[,.;:]| (?:that|which|in|of|for|behind)\b)"
)
LONGEST_TITLE = 6
"""Words before a name in which its title, or the country that a title begins with, is looked for."""


def title_end(tokens: Sequence[Token], first: int, end: int) -> int:
    """Where the title ends that the run begins with: `first` if there is none, `end` if it is all title."""
    heads = _heads_and_honorifics()
    bare = [t.bare for t in tokens[first:end]]
    lower = [word.casefold().rstrip(".") for word in bare]
    if heads.isdisjoint(lower):
        return first
    for at in range(len(lower) - 1, -1, -1):
        if lower[at] not in heads:
            continue
        if "of" in lower[at:]:
            after = _field_end(lower, at)
            if after is not None:
                return first + after
        elif at == len(lower) - 1:
            if not _is_surname(bare, lower, at):
                return end
        elif _can_bear_title(bare, at):
            return first + at + 1
    return first


def _can_bear_title(bare: Sequence[str], at: int) -> bool:
    """Whether what follows the word at `at` may be a person's name."""
    if " ".join(bare[at : at + 2]) in word_set("names", "kinds", "never_title"):
        return False
    if all(word in word_set("names", "kinds", "organisation") for word in bare[at + 1 :]):
        return False
    rest = " ".join(bare[at + 1 :])
    return kind_by_form(rest) in (None, EntityType.PERSON) and not known_country(rest)


def _field_end(lower: Sequence[str], at: int) -> int | None:
    """Where a title with "of" ends ("Secretary of State"); None if what follows is no field of office."""
    rest = lower[at + 1 :]
    fields = word_set("names", "titles", "fields") | {"state", "staff"}
    return at + 3 if len(rest) > 1 and rest[0] == "of" and rest[1] in fields else None


def _is_surname(bare: Sequence[str], lower: Sequence[str], at: int) -> bool:
    """Whether a word for an office is a name: "Gov. Ann Dean", "Mark King", and "Major" alone."""
    if not at:
        return lower[0] in ("justice", "general", "major", "king", "head")
    if bare[0] in word_set("names", "given", "he") or bare[0] in word_set("names", "given", "she"):
        return True
    earlier = [k for k in range(at - 1) if lower[k] in word_set("names", "titles", "heads")]
    return bool(earlier) and lower[at - 1] not in words_of_titles()


def words_beside(text: str, phrase: Span) -> set[str]:
    """What a body is, by the words beside its name at `phrase`: "the builder Acme", "Acme, the bus company,"."""
    bodies, firms = word_set("names", "stand_ins", "institution"), word_set("names", "kinds", "companies")
    before = _KIND_BEFORE.search(text, max(0, phrase.start - _LONGEST_BEFORE), phrase.start)
    found: set[str] = set()
    for match in (before, _KIND_AFTER.match(text, phrase.end)):
        said = match[1].split(" ") if match is not None else [""]
        found.update(said if said[-1] in bodies or said[-1] in firms else ())
    return found


def ends_in_head(said: str) -> bool:
    """Whether the last word before "of" is one for an office ("head of testing", and not "minister's house")."""
    head = said.partition(" of ")[0].split(" ")[-1].casefold()
    return head in word_set("names", "titles", "heads") or head in word_set("names", "titles", "kin")


def is_clause(said: str) -> bool:
    """Whether a verb follows the comma ("Ann Lee, said the minister had"), and no apposition."""
    first = said.partition(" ")[0]
    verbs = word_set("names", "stand_ins", "stops") - word_set("names", "stand_ins", "determiners")
    return first in verbs or (first.endswith("ed") and first != "retired")


def title_before(tokens: Sequence[Token], first: int) -> int | None:
    """Where a title in small letters begins that ends right before the word at `first`."""
    if first == 0 or tokens[first].gap not in (" ", "\u00a0"):
        return None
    if tokens[first - 1].word not in word_set("names", "titles", "heads") | word_set("names", "titles", "kin"):
        return None
    at = first - 1
    while at and tokens[at].gap == " " and first - at < LONGEST_TITLE and tokens[at - 1].word in _words_of_offices():
        at -= 1
    return at


@cache
def words_of_titles() -> frozenset[str]:
    """All words that a title can be made of, lower case, honorifics ("Mr") among them."""
    return _words_of_offices() | word_set("names", "titles", "honorifics")


@cache
def _words_of_offices() -> frozenset[str]:
    return frozenset().union(*(word_set("names", "titles", name) for name in ("modifiers", "fields", "heads")))


@cache
def _heads_and_honorifics() -> frozenset[str]:
    return word_set("names", "titles", "heads") | word_set("names", "titles", "honorifics")
