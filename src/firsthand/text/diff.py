"""What was changed between two wordings? Sentences that were added, dropped or reworded; moving is no change.

>>> found = edits(["Seven died.", "It rained."], ["It rained.", "Seven people died."])
>>> [(e.kind.value, e.before, e.after) for e in found]
[('reworded', 'Seven died.', 'Seven people died.')]
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from firsthand.text.words import content_words, words_of

REWORDED: Final = 0.5
"""Share of the shorter sentence's content words that must stand in the longer one for the one to be the other's
rewording. Chosen: half of a sentence kept reads as an edit, less as a new sentence."""
FEWEST: Final = 0.25
"""And this share of the longer one's, or a long sentence would pass for a rewording of a short one."""
TOO_COMMON: Final = 40
"""A word that more of the changed sentences have pairs none of them."""


class EditKind(StrEnum):
    """What was done to a sentence."""

    ADDED = "added"
    DROPPED = "dropped"
    REWORDED = "reworded"


@dataclass(frozen=True, slots=True)
class Edit:
    """One sentence that is not as it was; `before` is None for an added one, `after` for a dropped one."""

    kind: EditKind
    before: str | None
    after: str | None


def edits(before: Sequence[str], after: Sequence[str]) -> tuple[Edit, ...]:
    """What was done to the sentences `before` to give those `after`: first in the order after, then what was dropped.

    Sentences are equal when their words are; case, marks and spacing do not count.
    """
    gone = _beyond(before, after)
    come = _beyond(after, before)
    origin = _paired(gone, come)
    out = [
        Edit(EditKind.REWORDED, gone[origin[at]], sentence) if at in origin else Edit(EditKind.ADDED, None, sentence)
        for at, sentence in enumerate(come)
    ]
    used = set(origin.values())
    out += [Edit(EditKind.DROPPED, sentence, None) for at, sentence in enumerate(gone) if at not in used]
    return tuple(out)


def _beyond(these: Sequence[str], those: Sequence[str]) -> list[str]:
    """The sentences of `these` that `those` lack, as often as they lack them."""
    left = Counter(_fold(sentence) for sentence in those)
    out = []
    for sentence in these:
        folded = _fold(sentence)
        if left[folded]:
            left[folded] -= 1
        elif folded:
            out.append(sentence)
    return out


def _fold(sentence: str) -> str:
    return " ".join(words_of(sentence))


def _paired(gone: Sequence[str], come: Sequence[str]) -> dict[int, int]:
    """From places in `come` to those in `gone` of which they are rewordings, the most alike first."""
    old = [frozenset(content_words(sentence)) for sentence in gone]
    new = [frozenset(content_words(sentence)) for sentence in come]
    having: dict[str, list[int]] = defaultdict(list)
    for at, words in enumerate(old):
        for word in words:
            having[word].append(at)
    scored: set[tuple[float, int, int]] = set()
    for to, words in enumerate(new):
        near = {at for word in words if len(having.get(word, ())) <= TOO_COMMON for at in having.get(word, ())}
        for at in near:
            shared = len(words & old[at])
            least, most = sorted((len(words), len(old[at])))
            if shared >= REWORDED * least and shared >= FEWEST * most:
                scored.add((-shared / most, to, at))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, to, at in sorted(scored):
        if to not in found and at not in taken:
            found[to] = at
            taken.add(at)
    return found
