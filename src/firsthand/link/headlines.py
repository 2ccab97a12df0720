"""Is a headline surer than what its article has?

"HIRED GUNS: foreign contractors fired on Bezhet", over an article in which nobody says so but a radio station that has
it from nobody it names. A headline that asks, quotes, hedges or tells who says it ("Gallery: panels are a copy") is no
surer than its article; nor is one that says something else, or what somebody in the article vouches for by name.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from firsthand.link.doubts import FEWEST, doubts_of, is_flat, is_flat_text, is_unnamed, is_vouched
from firsthand.link.roster import Roster
from firsthand.link.saying import Saying
from firsthand.model.claim import Drift, DriftKind
from firsthand.model.coverage import Revision
from firsthand.model.statement import SpeechAct, is_own_words
from firsthand.text.firmness import firmness
from firsthand.text.names import fold
from firsthand.text.senses import concepts_of
from firsthand.text.words import words_of

MOST_OF: Final = 0.5
"""So much of a headline's words a statement has that says what it says. On the gold's train and dev (112 headlines) two
thirds lose one of the two that are found, and a third takes in three that are of something else."""
_LONGEST: Final = 300
"""Code points of a headline that are looked at."""
_QUOTED: Final = re.compile(r"[“”\"«»„‘]|(?<!\w)'")
_ASKING: Final = frozenset({"how", "what", "why", "who", "whose", "where", "when", "which", "live"})


def find_headline_drift(sayings: Iterable[Saying], roster: Roster) -> Iterator[Drift]:
    """Each headline that is surer than its article, by article."""
    by_article: dict[str, list[Saying]] = {}
    for saying in sayings:
        by_article.setdefault(saying.reading.revision.article, []).append(saying)
    for _, own in sorted(by_article.items()):
        found = _rests_on(own[0].reading.revision, own, roster)
        if found is not None:
            yield found


def _rests_on(revision: Revision, own: Sequence[Saying], roster: Roster) -> Drift | None:
    title = (revision.title or "")[:_LONGEST]
    words = concepts_of(title)
    if len(words) < FEWEST or not _is_told_outright(title):
        return None
    alike = [s for s in own if not is_own_words(s.statement) and _shared(words, s) >= MOST_OF * len(words)]
    alike = [s for s in alike if _shared(words, s) >= FEWEST and not _is_named_in(title, s, revision)]
    if not alike or any(is_flat(s) and is_vouched(s, roster) and not is_unnamed(s) for s in alike):
        return None
    best = min(alike, key=lambda s: (-_shared(words, s), s.start))
    doubt = next((d for d in doubts_of(best) if len(words & d.words) >= FEWEST), None)
    if doubt is None or best.denies or best.statement.speech_act in {SpeechAct.ASK, SpeechAct.DECLINE}:
        return None
    return Drift(
        kind=DriftKind.HEADLINE,
        article=revision.article,
        statement=None,
        rests_on_article=revision.article,
        rests_on=best.statement.id,
        why=f"{doubt.says}, told outright",
    )


def _is_told_outright(title: str) -> bool:
    """Whether a headline neither asks, nor quotes, nor hedges, nor tells who says it."""
    words = words_of(title)
    return (
        is_flat_text(title)
        and not _QUOTED.search(title)
        and words[0] not in _ASKING
        and firmness().grades.keys().isdisjoint(words)
    )


def _shared(words: frozenset[str], saying: Saying) -> int:
    return len(words & concepts_of(saying.text))


def _is_named_in(title: str, saying: Saying, revision: Revision) -> bool:
    """Whether a headline names the source ("Gallery: panels are a copy"), or that is the outlet itself."""
    if saying.actor is None:
        return False
    if revision.outlet and fold(revision.outlet) == saying.actor:
        return True
    before, mark, _ = title.partition(":")
    return bool(mark) and not set(words_of(before)).isdisjoint(words_of(saying.actor))
