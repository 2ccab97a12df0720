"""In whose words is a claim put? In the plainest of those that were said; never in words of our own.

An indirect statement in one piece, not too long, that does not open with "she" or "but": it can stand alone on a
line. It is quoted as it stands, without marks, with a first capital and a full stop.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from firsthand.link.saying import Saying
from firsthand.link.worth import has_verb
from firsthand.model.claim import Bearing
from firsthand.model.ids import StatementId
from firsthand.model.statement import QuoteType, is_own_words
from firsthand.text.senses import senses
from firsthand.text.words import plain, words_of

SHORTEST: Final = 5
LONGEST: Final = 24
"""Words between which a wording reads as one sentence on one line; outside it costs, but is not barred."""
MOST_CHARACTERS: Final = 280
"""A longer wording is cut at a word, with an ellipsis."""

_OPENING: Final = 5
"""Words among which an "it" may stand for what the sentence is about."""
_STAND_INS: Final = frozenset({"he", "she", "it", "they", "there", "this", "these", "those", "i", "we", "you"})
_PLAINNESS: Final = {QuoteType.INDIRECT: 0, QuoteType.MIXED: 1, QuoteType.DIRECT: 2}
_ASIDE: Final = frozenset({Bearing.DENIES, Bearing.DOUBTS, Bearing.DOES_NOT_KNOW})


def plainest(sayings: Sequence[Saying], bearing: Mapping[StatementId, Bearing], latest: Mapping[str, float]) -> Saying:
    """The one of `sayings` (at least one) in whose words the claim is put.

    `latest` has the last amount of each slot by its kind: a wording with an older one would read as if it stood, and
    one without any leaves out what the claim counts.
    """
    wordings = {saying.fold: saying.words for saying in sayings}.values()
    told_by = Counter(word for words in wordings for word in words)

    def colour(saying: Saying) -> int:
        return sum(told_by[word] == 1 for word in saying.words) if len(wordings) > 1 else 0

    return min(sayings, key=lambda s: (_cost(s, bearing[s.statement.id], latest, colour(s)), s.order))


def _cost(saying: Saying, bearing: Bearing, latest: Mapping[str, float], colour: int) -> tuple[int, ...]:
    """What speaks against a wording; `colour` is how many of its words no other wording has ("shocking", "mystery")."""
    words = words_of(saying.text, most=LONGEST * 4)
    # "To refloat the ship" and "a corroded tank" need the sentence around them, as "he" does.
    dangles = not words or not has_verb(words) or {words[0], plain(words[0])} & {"to", *senses().dangling}
    # So does talk, and what has its "it" or "there" further in.
    leans = any(plain(word) in _STAND_INS for word in words[1:_OPENING])
    talks = saying.statement.cue is None and not is_own_words(saying.statement)
    length = max(SHORTEST - len(words), 0) * 3 + max(len(words) - LONGEST, 0)
    return (
        int(bearing in _ASIDE),
        int(_is_outdated(saying, latest)),
        int(bool(latest) and latest.keys().isdisjoint(saying.slots)),
        int(bool(dangles)) * 4
        + (int(leans) + int(talks)) * 3
        + _PLAINNESS[saying.statement.quote_type] * 3
        + len(saying.statement.content[1:]) * 2
        + length
        + colour,
        length,
    )


def _is_outdated(saying: Saying, latest: Mapping[str, float]) -> bool:
    """Whether it gives older amounts alone; "31 tonnes, down from 40" gives the latest."""
    given: dict[str, set[float]] = defaultdict(set)
    for figure in saying.figures:
        given[figure.kind or ""].add(figure.amount)
    return any(kind in latest and latest[kind] not in amounts for kind, amounts in given.items())


def as_sentence(saying: Saying) -> str:
    """The words of `saying` as a sentence."""
    page = saying.reading.revision.text
    parts = [span.of(page)[: MOST_CHARACTERS * 2].strip(' \t\n"“”„«»') for span in saying.statement.content]
    # What stands between two pieces of a quotation is not the source's: the gap is shown.
    text = (
        " ".join(" … ".join(part.rstrip(" ,;:–—-") for part in parts).split())
        .removeprefix("> ")
        .replace("“", "")
        .replace("”", "")
        .replace('"', "")
    )
    text = text.removeprefix("that ").strip(" ,;:–—-")
    if len(text) > MOST_CHARACTERS:
        text = text[:MOST_CHARACTERS].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + " …"
    if not text:
        return "…"
    # A word such as "iPhone" that has its own capital keeps its shape.
    first = text.split(" ", 1)[0]
    text = text if any(c.isupper() for c in first[1:]) else text[0].upper() + text[1:]
    return text if text[-1] in ".!?…" else text + "."
