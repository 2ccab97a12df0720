"""Which names of the article are outlets', by what the text does with them? "Plumbline, citing bankers, reports that".

No list holds every paper, station, podcast and leak site. What people tell something in an interview, what is quoted as
having reported it, what "the Skagen weekly" stands before, is one; the whole article is asked, once, and its answer
holds at each mention. Where people only post their own word ("wrote on the network Plaza") is none.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from firsthand.model.entity import EntityType
from firsthand.model.span import Span
from firsthand.read.gazetteer import has_outlet_shape, is_listed_outlet
from firsthand.read.kinds import is_acronym
from firsthand.read.lexicons import word_set, words
from firsthand.read.mentions import Mention
from firsthand.text.names import fold, words_of

_LOOKED_AT = 64
"""Code points before and behind a name in which the words that tell of it have room."""
_MOST_WORDS = 4
"""Words of the longest phrase of the lists."""
_ENOUGH = 2
"""Points that make a name an outlet's: one phrase that is said of outlets only, or two that are mostly."""
_STRONG, _WEAK = 2, 1
_BREAKS = re.compile(r"[.!?;:,()\n\"“”–—]")
_ENDS = re.compile(r"[.!?;:()\n\"“”–—]")
_APPOSITION = re.compile(r", (?:a|an|the|one of) ([^.!?;:,()\n\"“”]{3,60})")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_NEXT_WORD = re.compile(r" ([a-z]+)")
_THEN_NAME = re.compile(r" ((?:[a-z]+ )?[a-z]+) [A-Z]")
_SUNDAY = re.compile(r"\b[Tt]he (Sunday|Saturday) $")
_CITES = re.compile(
    r"(?:, (?:citing|quoting) [^.!?\n]{3,90}?,| (?:is |has |had )?report(?:s|ed|ing)\b[^.!?\n]{0,60}?,) "
    r"(?:(?:is |has |had )?report(?:s|ed|ing)|citing|quoting)\b"
)
_ARTICLES = frozenset({"the", "a", "an"})
_OPENS_REST = frozenset({"that", "which", "who", "where", "for", "of", "in", "with", "based", "known", "on", "owned"})
"""Words behind the noun of a gloss ("a daily in Skagen")."""
_UNSURE = frozenset({EntityType.PERSON, EntityType.ORGANISATION, EntityType.GROUP, None})


@dataclass(slots=True)
class _Case:
    """What speaks for a name being an outlet's (`points`), and for its being something else."""

    points: int = 0
    told: int = 0
    """At how many places it stands as only outlets, and hearers of the news itself, do ("told IPA")."""
    seen: int = 0
    never: bool = False


def with_outlets(text: str, mentions: Sequence[Mention], house: str | None = None) -> list[Mention]:
    """The same mentions, those of outlets that no list knows and no shape gives away made OUTLET.

    `house` is the outlet of the article itself. Linear in the mentions.
    """
    cases: dict[str, _Case] = defaultdict(_Case)
    for mention in mentions:
        if _may_be(mention):
            _weigh(cases[fold(mention.name)], mention, text)
    persons = _persons(mentions)
    found = {name for name, case in cases.items() if _is_outlet(name, case, persons)}
    found -= _surnames(mentions, found)
    kept = [_as_outlet(mention, found, cases, text) for mention in mentions]
    return _shortened(kept, house)


def _may_be(mention: Mention) -> bool:
    """Whether only the use of the name can tell: no title, and no form of a country, a place or a ministry."""
    if mention.title is not None or mention.common or mention.kind is EntityType.OUTLET:
        return mention.kind is EntityType.OUTLET
    if mention.kind is EntityType.ORGANISATION:
        return not any(part in word_set("names", "kinds", "organisation") for part in words_of(mention.name))
    return mention.kind is None


def _weigh(case: _Case, mention: Mention, text: str) -> None:
    """Add what the words around one mention say of its name."""
    case.seen += 1
    if _owns_outlet(text, mention):
        return
    before = list(_before(text, mention.span.start))
    behind = list(_behind(text, mention.span.end))
    strong = _any("before", "strong", before) or _any("behind", "strong", behind) or _is_glossed(text, mention)
    weak = _any("before", "weak", before) + _any("behind", "weak", behind)
    told = _any("before", "told", before) and _ends_there(text, mention.span.end)
    sunday = _SUNDAY.search(text[max(mention.span.start - 12, 0) : mention.span.start]) is not None
    shaped = (mention.article or sunday) and mention.name in word_set("outlets", "shape", "last")
    shaped = shaped or (" " in mention.name and words_of(mention.name)[-1] in word_set("outlets", "shape", "weak"))
    dated = sunday or (mention.article and mention.name.partition(" ")[0] in word_set("outlets", "shape", "dated"))
    strong = strong or _CITES.match(text, mention.span.end) is not None
    case.points += _STRONG * strong + _WEAK * (weak + shaped + dated) + _STRONG * (told and "in an interview" in behind)
    airs = any(part in word_set("outlets", "shape", "programme") for part in words_of(mention.name))
    case.told += told and (mention.article or airs or is_acronym(mention.name))
    case.points += _STRONG * (is_acronym(mention.name) and not mention.article and _any("before", "tells", before))
    if _any("before", "platform", before) or _any("behind", "platform", behind):
        case.never = True
    case.points -= _STRONG * _any("behind", "bodies", behind)


def _ends_there(text: str, end: int) -> bool:
    """Whether no noun follows in the same phrase ("told the Biblical story")."""
    match = _NEXT_WORD.match(text, end)
    if match is None:
        return True
    return match[1] in word_set("chain", "ends", "words") or match[1] in word_set("outlets", "behind", "after_hearer")


def _owns_outlet(text: str, mention: Mention) -> bool:
    """Whether the name only says where an outlet is that follows: "the Skagen broadcaster Kanalen"."""
    match = _THEN_NAME.match(text, mention.span.end)
    said = match[1] if match else ""
    return bool(said) and not word_set("outlets", "beside", "words").isdisjoint((said, said.rpartition(" ")[2]))


def _any(side: str, weight: str, phrases: Sequence[str]) -> bool:
    return not word_set("outlets", side, weight).isdisjoint(phrases)


def _before(text: str, start: int) -> Iterator[str]:
    """The phrases of one to four words that end before a name, its article left out, in small letters."""
    near = text[max(start - _LOOKED_AT, 0) : start].replace("’", "'")
    parts = _BREAKS.split(near)
    said = parts[-1].casefold().split()
    if len(parts) == 1 and start > _LOOKED_AT and said:
        del said[0]  # half a word, it may be
    bare = not said or said[-1] not in _ARTICLES
    while said and said[-1] in _ARTICLES:
        said.pop()
    if bare and said[-1:] == ["in"]:
        return  # "a report in Skagen" is of the place
    for count in range(1, min(_MOST_WORDS, len(said)) + 1):
        yield " ".join(said[-count:])


def _behind(text: str, end: int) -> Iterator[str]:
    """The phrases of one to four words that follow a name, "'s" or a comma counted as one of them."""
    near = _ENDS.split(text[end : end + _LOOKED_AT])[0].casefold().replace("’", "'")
    if not near or near[0] not in " ,'":
        return
    said = near.replace("'s ", "'s ", 1).replace(",", " , ").split()
    for count in range(1, min(_MOST_WORDS, len(said)) + 1):
        yield " ".join(said[:count])


def _is_glossed(text: str, mention: Mention) -> bool:
    """Whether the text says what it is: "Paperboat, a volunteer-run site for leaked records"."""
    match = _APPOSITION.match(text, mention.phrase.end)
    if match is None:
        return False
    said = [word.casefold() for word in _WORD.findall(match[1])]
    head = next((at for at, word in enumerate(said) if word in _OPENS_REST), len(said))
    nouns = {said[head - 1], " ".join(said[max(head - 2, 0) : head])} if head else set()
    return bool(nouns & word_set("outlets", "gloss", "nouns")) or _is_leaking_site(said)


def _is_leaking_site(said: Sequence[str]) -> bool:
    return not {"site", "website", "platform", "portal"}.isdisjoint(said) and any("leak" in word for word in said)


def _persons(mentions: Sequence[Mention]) -> frozenset[str]:
    """Names that a title makes a person's, whole and the surname alone."""
    found = set()
    for mention in mentions:
        if mention.kind is EntityType.PERSON or mention.title is not None:
            found.add(fold(mention.name))
            found.add(fold(words_of(mention.name)[-1]) if words_of(mention.name) else "")
    return frozenset(found)


def _surnames(mentions: Sequence[Mention], found: set[str]) -> set[str]:
    """Those of `found` that are the last word of a longer name which is no outlet's: people, most of them."""
    last = set()
    for mention in mentions:
        parts = words_of(mention.name)
        if len(parts) > 1 and mention.kind in (None, EntityType.PERSON) and fold(mention.name) not in found:
            last.add(fold(parts[-1]))
    return found & last


def _is_outlet(name: str, case: _Case, persons: frozenset[str]) -> bool:
    """Whether what was found is enough: points, or that nothing is done with it but being told the news."""
    if case.never or name in persons or not name or _hears_only(name):
        return False
    given = word_set("names", "given", "she") | word_set("names", "given", "he")
    parts = words_of(name)
    if len(parts) > 1 and parts[0].capitalize() in given:
        return False
    return case.points >= _ENOUGH or (case.points >= 0 and case.told > 0 and case.told + case.points >= case.seen)


def _hears_only(name: str) -> bool:
    """Whether it is a house of parliament or the like, which is told things and prints none of them."""
    said = {part.casefold() for part in words_of(name)}
    return bool(said & word_set("chain", "audience", "nouns")) or bool(said & word_set("outlets", "before", "hearers"))


def _as_outlet(mention: Mention, found: set[str], cases: dict[str, _Case], text: str) -> Mention:
    name = fold(mention.name)
    if name in found and mention.kind in _UNSURE and mention.title is None:
        day = _SUNDAY.search(text[max(mention.span.start - 12, 0) : mention.span.start])
        if day is None:
            return mention._replace(kind=EntityType.OUTLET)
        span = Span(mention.span.start - len(day[1]) - 1, mention.span.end)
        return mention._replace(kind=EntityType.OUTLET, name=f"{day[1]} {mention.name}", span=span, phrase=span)
    if name in cases and cases[name].never and mention.kind is EntityType.OUTLET and not is_listed_outlet(mention.name):
        return mention._replace(kind=EntityType.ORGANISATION)
    return mention


def _shortened(mentions: Sequence[Mention], house: str | None) -> list[Mention]:
    """Leave open what a single word is by which an outlet can be called, so that "the Gazette" becomes that one."""
    whole = [mention.name for mention in mentions if mention.kind is EntityType.OUTLET]
    called = {short_name(name) for name in (*whole, house or "")}
    return [
        mention._replace(kind=None) if mention.kind is EntityType.OUTLET and fold(mention.name) in called else mention
        for mention in mentions
    ]


def telling_words(name: str) -> frozenset[str]:
    """The words of an outlet's name, folded, of which each can stand for the whole ("gazette" of "Gazette Weekend")."""
    common = word_set("outlets", "shape", "too_common")
    parts = words_of(name)
    listed = (part for part in parts if part in word_set("outlets", "shape", "last") and part not in common)
    return frozenset(map(fold, listed)) if len(parts) > 1 else frozenset()


def short_name(name: str) -> str | None:
    """The one word by which an outlet is called after its full name, folded; None where there is none.

    >>> short_name("The Harbour Gazette"), short_name("Radio Skagen"), short_name("Harbour News")
    ('gazette', None, None)
    """
    parts = words_of(name)
    listed = len(parts) > 1 and parts[-1] in word_set("outlets", "shape", "last")
    return fold(parts[-1]) if listed and parts[-1] not in word_set("outlets", "shape", "too_common") else None


def outlet_called(noun: str, before: int, names: Sequence[tuple[Span, str]], reach: int) -> int | None:
    """Which of `names` (where they stand, in text order) "the paper" or "the station" means: the last that can be.

    `before` is where the words stand, `reach` how far back is looked. None where no outlet was named.
    """
    last: int | None = None
    for place in range(len(names) - 1, -1, -1):
        span, name = names[place]
        if span.end > before:
            continue
        if before - span.end > reach:
            break
        if _fits(noun, name):
            return place
        last = place if last is None else last
    return last if noun in words("outlets", "called", "any") else None


def _fits(noun: str, name: str) -> bool:
    """Whether an outlet can be called so: no radio is a newspaper, and no newspaper a station."""
    said = {part.casefold() for part in words_of(name)}
    airs = bool(said & word_set("outlets", "called", "airing"))
    wires = bool(said & word_set("outlets", "called", "wiring")) or fold(name).endswith("wire")
    if noun in word_set("outlets", "called", "print"):
        return not airs and not wires
    if noun in word_set("outlets", "called", "air"):
        return airs or not has_outlet_shape(name)
    if noun in word_set("outlets", "called", "wire"):
        return wires or is_acronym(name) or not has_outlet_shape(name)
    return True
