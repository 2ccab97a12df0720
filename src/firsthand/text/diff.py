"""What was changed between two wordings? Which sentences came, went or were reworded; moving is no change.

Sentences come as their tokens (see `typeset`). One that was split in two, or two that were joined, are no change
either while their words stay.

>>> [(e.before, e.after) for e in align([("seven", "died"), ("it", "rained")], [("it", "rained"), ("nine", "died")])]
[((0,), (1,))]
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, NamedTuple, TypeAlias

from firsthand.text.senses import senses
from firsthand.text.words import lexicon

Key: TypeAlias = tuple[str, ...]
"""The tokens of one sentence."""

REWORDED: Final = 0.5
"""Share of the shorter sentence's content words that must stand in the longer one for the one to be the other's
rewording. Chosen: half of a sentence kept reads as an edit, less as a new sentence."""
FEWEST: Final = 0.25
"""And this share of the longer one's, or a long sentence would pass for a rewording of a short one."""
COVERED: Final = 0.6
"""Share of its content words by which a sentence next to a reworded one is the other half of what was divided."""
TOO_COMMON: Final = 40
"""A word that more of the changed sentences have pairs none of them."""
_GAP: Final = 12
"""So many sentences that changed between two that stayed are compared each with each."""
_PIECES: Final = 4
"""Into so many sentences one may be split."""
_LONGEST: Final = 400
"""Tokens of a sentence that are weighed when pairs are sought; no sentence has more, hostile text does."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Sentences that are not as they were, by their places; `before` is empty where they came, `after` where not."""

    before: tuple[int, ...]
    after: tuple[int, ...]


class Run(NamedTuple):
    """Tokens `[b0, b1)` before became `[a0, a1)` after; one of both may be empty."""

    b0: int
    b1: int
    a0: int
    a1: int


def runs(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    """Where two lists of tokens differ, in order. Of very long ones only the ends are told apart.

    >>> [tuple(run) for run in runs(["seven", "died"], ["seven", "may", "have", "died"])]
    [(1, 1, 1, 3)]
    """
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    middle = old[start : len(old) - end], new[start : len(new) - end]
    if max(map(len, middle)) > _LONGEST:
        yield Run(start, len(old) - end, start, len(new) - end)
        return
    for tag, b0, b1, a0, a1 in SequenceMatcher(None, *middle, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Run(start + b0, start + b1, start + a0, start + a1)


def align(before: Sequence[Key], after: Sequence[Key]) -> tuple[Edit, ...]:
    """What was done to the sentences `before` to give `after`: in the order of `after`, then what went. Near linear."""
    kept = _kept(before, after)
    stayed = set(kept.values())
    gone = [at for at in range(len(before)) if at not in kept]
    come = [at for at in range(len(after)) if at not in stayed]
    joined = _divided(before, gone, after, come)
    split = {at: parts for parts, at in ((v, k) for k, v in _divided(after, come, before, gone).items())}
    gone_done = set(joined) | {at for parts in split.values() for at in parts}
    come_done = set(split) | {at for parts in joined.values() for at in parts}
    gone = [at for at in gone if at not in gone_done]
    come = [at for at in come if at not in come_done]
    pairs = _paired(before, gone, after, come, _gaps(kept, len(before), len(after)))
    return tuple(_edits(before, gone, after, come, pairs))


def _kept(before: Sequence[Key], after: Sequence[Key]) -> dict[int, int]:
    """From places before to places after of sentences that stayed, as often as both have them."""
    places: dict[Key, deque[int]] = defaultdict(deque)
    for at, key in enumerate(after):
        places[key].append(at)
    return {at: places[key].popleft() for at, key in enumerate(before) if places.get(key)}


def _divided(
    wholes: Sequence[Key], of: Sequence[int], parts: Sequence[Key], among: Sequence[int]
) -> dict[int, tuple[int, ...]]:
    """Places of `wholes` whose words are those of several neighbours in `parts`, with the places of these."""
    by_key: dict[Key, list[int]] = defaultdict(list)
    for at in of:
        by_key[wholes[at]].append(at)
    longest = max((len(key) for key in by_key), default=0)
    free = set(among)
    found: dict[int, tuple[int, ...]] = {}
    for start in among:
        key = parts[start]
        for end in range(start + 1, start + _PIECES):
            if end not in free or start not in free or len(key) > longest:
                break
            key = (*key, *parts[end])
            if by_key.get(key):
                run = tuple(range(start, end + 1))
                found[by_key[key].pop()] = run
                free.difference_update(run)
                break
    return found


def _gaps(kept: Mapping[int, int], befores: int, afters: int) -> tuple[list[int], list[int]]:
    """For each sentence before and after, the place after of the last one up to it that stayed; -1 for none."""
    stayed = set(kept.values())
    old, new, last = [], [], -1
    for at in range(befores):
        last = kept.get(at, last)
        old.append(last)
    last = -1
    for at in range(afters):
        last = at if at in stayed else last
        new.append(last)
    return old, new


def content_of(key: Iterable[str]) -> frozenset[str]:
    """The families of the content words of a sentence: "killed" and "died" are one."""
    empty, concept = lexicon().empty, senses().concept
    return frozenset(concept(word) for word in key if word not in empty and word[0].isalnum())


def _paired(
    before: Sequence[Key],
    gone: Sequence[int],
    after: Sequence[Key],
    come: Sequence[int],
    gaps: tuple[Sequence[int], Sequence[int]],
) -> dict[int, int]:
    """From places after to those before of which they are rewordings, the most alike first."""
    old = {at: content_of(before[at][:_LONGEST]) for at in gone}
    new = {at: content_of(after[at][:_LONGEST]) for at in come}
    scored = [*_by_words(old, new), *_by_place(before, gone, after, come, gaps)]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, to, at in sorted(set(scored)):
        if to not in found and at not in taken:
            found[to] = at
            taken.add(at)
    return found


def _by_words(old: Mapping[int, frozenset[str]], new: Mapping[int, frozenset[str]]) -> Iterator[tuple[float, int, int]]:
    """Pairs that share enough words, of which one at least is not common."""
    having: dict[str, list[int]] = defaultdict(list)
    for at, words in old.items():
        for word in words:
            having[word].append(at)
    for to, words in new.items():
        near = {at for word in words if len(having.get(word, ())) <= TOO_COMMON for at in having.get(word, ())}
        for at in near:
            shared = len(words & old[at])
            least, most = sorted((len(words), len(old[at])))
            if shared >= REWORDED * least and shared >= FEWEST * most:
                yield -shared / most, to, at


def _by_place(
    before: Sequence[Key],
    gone: Sequence[int],
    after: Sequence[Key],
    come: Sequence[int],
    gaps: tuple[Sequence[int], Sequence[int]],
) -> Iterator[tuple[float, int, int]]:
    """Pairs between the same two sentences that stayed, of which half of all tokens are alike."""
    at_gap: dict[int, list[int]] = defaultdict(list)
    for at in gone:
        at_gap[gaps[0][at]].append(at)
    counts = {at: Counter(before[at][:_LONGEST]) for at in gone}
    for to in come:
        near = at_gap.get(gaps[1][to], [])
        words = Counter(after[to][:_LONGEST])
        for at in near if len(near) <= _GAP else ():
            shared = (words & counts[at]).total()
            most = max(words.total(), counts[at].total())
            if most and shared >= REWORDED * most:
                yield -shared / most, to, at


def _edits(
    before: Sequence[Key], gone: Sequence[int], after: Sequence[Key], come: Sequence[int], pairs: Mapping[int, int]
) -> Iterator[Edit]:
    """The edits, with the other halves of sentences that were divided and reworded at once."""
    used = set(pairs.values())
    spare_new = {at for at in come if at not in pairs}
    spare_old = {at for at in gone if at not in used}
    ends: dict[int, Edit] = {}
    for to, at in pairs.items():
        news = _beside(to, spare_new, after, before[at])
        olds = _beside(at, spare_old, before, after[to]) if len(news) == 1 else (at,)
        ends[to] = Edit(olds, news)
        spare_new.difference_update(news)
        spare_old.difference_update(olds)
    for to in come:
        if to in ends:
            yield ends[to]
        elif to in spare_new:
            yield Edit((), (to,))
    yield from (Edit((at,), ()) for at in gone if at in spare_old)


def _beside(at: int, spare: set[int], these: Sequence[Key], whole: Key) -> tuple[int, ...]:
    """`at` with the neighbour among `spare` whose words mostly stand in `whole`, where there is one."""
    words = content_of(whole[:_LONGEST])
    for other in (at - 1, at + 1):
        if other in spare:
            own = content_of(these[other][:_LONGEST])
            if own and len(own & words) >= COVERED * len(own):
                return (min(at, other), max(at, other))
    return (at,)
