"""Which words of a line make up one name: where does it begin, and how far does it go?

"Ministry of Ports and Fisheries" goes on over "of" and "and"; in "Ann Lee of Skagen" the name ends before "of"; "Kursk
region" takes in a word in small letters. What the run of words is the name of is for `read.mentions` to say.
"""

import re
from collections.abc import Sequence

from firsthand.read.gazetteer import is_region, known_country
from firsthand.read.lexicons import word_set
from firsthand.read.tokens import Token, abbreviates

PARTY_AND_STATE = re.compile(r"[DIR]-[A-Z][A-Za-z.]*")
"""A party and a constituency behind a politician's name ("D-Ohio"): no name."""

_LONGEST_RUN = 12
_LONGEST_INSTITUTION = 6
_MOST_PARTICLES = 3
_I = re.compile(r"I(?:['’]\w+)?")


def _is_name_word(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if not token.capital or token.gap[-1:] in ("@", "#"):
        return False
    bare = token.bare
    if bare.rstrip(".") in word_set("names", "sentence", "times") or _I.fullmatch(bare):
        return False
    return "-" not in bare or _is_dashed_name(bare)


def _is_dashed_name(bare: str) -> bool:
    """Whether words with a dash between them are of a name ("Jean-Luc", "Al-masri", and not "Pro-government")."""
    head, _, tail = bare.partition("-")
    if PARTY_AND_STATE.fullmatch(bare) or head.casefold() in word_set("names", "kinds", "prefixes"):
        return False
    if tail[:1].islower() and head.casefold() not in word_set("names", "sentence", "particles"):
        if tail in word_set("names", "kinds", "syllables"):
            return True
        known = known_country(bare) or is_region(bare)
        return bool(known) or bare.casefold() in word_set("names", "titles", "heads")
    return True


def starts_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a name begins with the word at `at`: a capital, and no "The", "I", "Monday" or "@"."""
    token = tokens[at]
    if not _is_name_word(tokens, at):
        return False
    plain = token.bare.casefold().replace("’", "'")
    if len(plain) == 1 and at + 1 < len(tokens) and tokens[at + 1].gap[:1] == ".":
        return _joins(tokens, at, at + 1)
    if plain in word_set("names", "sentence", "never") and not (len(plain) > 1 and token.bare.isupper()):
        return plain != "the" and not token.opens and _joins(tokens, at, at + 1)
    return len(plain) > 1 or _joins(tokens, at, at + 1)


def _joins(tokens: Sequence[Token], at: int, following: int) -> bool:
    """Whether the word at `following` carries on a name whose last word is at `at`."""
    if following >= len(tokens) or not _is_name_word(tokens, following):
        return False
    last, token = tokens[at], tokens[following]
    plural = last.word.endswith(("s'", "s’")) and token.word in word_set("names", "kinds", "organisation")
    if last.owns and not plural and last.bare.casefold() not in word_set("names", "kinds", "possessive_inside"):
        return False
    near = token.gap in (" ", "\u00a0", " & ")
    return near or (token.gap in (". ", ".\u00a0") and abbreviates(last, token.gap))


def run_end(tokens: Sequence[Token], first: int) -> int:
    """The word after the last of the name that begins at `first`."""
    end = first + 1
    while end - first < _LONGEST_RUN and end < len(tokens):
        if _joins(tokens, end - 1, end):
            end += 1
            continue
        onward = _over_small_words(tokens, first, end)
        if onward is None:
            break
        end = onward
    return end


def _over_small_words(tokens: Sequence[Token], first: int, end: int) -> int | None:
    """Where a name goes on after "of", "for", "and" or a particle; None if it ends at `end`."""
    token = tokens[end]
    if token.gap != " " or tokens[end - 1].owns:
        return None
    small = token.word
    onward = end + 1
    particles = word_set("names", "sentence", "particles")
    if small in particles:
        while onward < min(len(tokens), end + _MOST_PARTICLES) and tokens[onward].word in particles:
            onward += 1
        return onward + 1 if _is_next_name(tokens, onward) else None
    if small not in ("of", "for", "and"):
        return None
    run = [t.bare for t in tokens[first:end]]
    if small == "of" and not _joins_with_of(run):
        return None
    if small == "for" and not any(w in word_set("names", "kinds", "carries_on") for w in run):
        return None
    if small == "and" and not ({"of", "for"} & set(run) and run[0] in word_set("names", "kinds", "carries_on")):
        return None
    if onward < len(tokens) and tokens[onward].word == "the" and small != "and":
        onward += 1
    if not _is_next_name(tokens, onward):
        return None
    country = known_country(tokens[onward].bare)
    return None if small == "and" and country else onward + 1


def _joins_with_of(run: Sequence[str]) -> bool:
    last = run[-1]
    lists = ("organisation", "carries_on", "place", "of_joins")
    return any(last in word_set("names", "kinds", name) for name in lists)


def _is_next_name(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].gap == " " and _is_name_word(tokens, at)


def with_place_word(tokens: Sequence[Token], end: int) -> int:
    """The same `end`, or after a word in small letters that makes the name a place's ("Kursk region")."""
    near = end < len(tokens) and tokens[end].gap == " " and not tokens[end - 1].owns
    return end + 1 if near and tokens[end].bare in word_set("names", "kinds", "place") else end


def institution_after(tokens: Sequence[Token], end: int) -> int | None:
    """Where a body in small letters ends that the country before owns ("coast guard"); None without one."""
    nouns = word_set("names", "stand_ins", "institution")
    fields, modifiers = word_set("names", "titles", "fields"), word_set("names", "titles", "modifiers")
    stop = end
    best: int | None = None
    while stop < min(len(tokens), end + _LONGEST_INSTITUTION) and tokens[stop].gap == " ":
        word = tokens[stop].bare
        pair = f"{tokens[stop - 1].word} {word}" if stop > end else ""
        if word in nouns or pair in nouns:
            best = stop + 1
        elif word not in fields and word not in modifiers and not _begins_pair(tokens, stop, nouns):
            break
        stop += 1
    return best if best is not None and _stands_alone(tokens, best) else None


def _stands_alone(tokens: Sequence[Token], end: int) -> bool:
    """Whether no noun follows ("the Russian military said", and not "a Russian military base")."""
    if end >= len(tokens) or tokens[end].gap != " " or tokens[end - 1].owns:
        return True
    following = tokens[end].word
    return following.endswith("ed") or following in word_set("names", "sentence", "after_body")


def _begins_pair(tokens: Sequence[Token], at: int, nouns: frozenset[str]) -> bool:
    return at + 1 < len(tokens) and f"{tokens[at].word} {tokens[at + 1].bare}" in nouns
