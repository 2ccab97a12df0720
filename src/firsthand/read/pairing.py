"""Which content belongs to which cue, and which source says it? What the pieces of each seek decides.

Each content goes to the cue that its pieces seek; where they seek one cue, then another, they are two contents. Each
cue has the source that it seeks, if it seeks one more than nobody.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from firsthand.engines.encoder import Floats, Links, Sight
from firsthand.engines.pieces import Ints
from firsthand.engines.tags import Role
from firsthand.read.sought import with_sought
from firsthand.read.spans import Stretch, find_stretches

_SWITCH = 4.0
"""What it costs, as a logarithm, that one content's pieces seek one cue and then another. Between 1 and 12 hardly
anything changes on PolNeAR dev."""
_LEAST = 1e-4
"""A share that stands for none, so that it has a logarithm."""


class Paired(NamedTuple):
    """A cue with what it reports and who says it.

    Each content comes with the share of its seeking, 0..1, that falls on the cue; `share` is the same for the source,
    or for nobody where there is none.
    """

    cue: Stretch
    contents: list[tuple[Stretch, float]]
    source: Stretch | None
    share: float


def pair(sight: Sight) -> Iterator[Paired]:
    """The cues of a text that report something, in text order."""
    stretches = _all_stretches(sight)
    sources, cues, contents = ([s for s in stretches if s.role is r] for r in (Role.SOURCE, Role.CUE, Role.CONTENT))
    cue_at, source_at = (_places(held, len(sight.pieces)) for held in (cues, sources))
    of_cue: defaultdict[int, list[tuple[Stretch, float]]] = defaultdict(list)
    for content in contents:
        for cue, part, share in _parts(content, sight.cues, cue_at):
            of_cue[cue].append((part, share))
    for number, parts in sorted(of_cue.items()):
        cue_stretch = cues[number]
        nobody = float(sight.sources.nobody[cue_stretch.first : cue_stretch.last].mean())
        places, shares = _shares(cue_stretch, sight.sources, source_at)
        sought = shares.mean(0)
        best = int(sought.argmax()) if len(places) else -1
        if best >= 0 and sought[best] > nobody:
            yield Paired(cue_stretch, parts, sources[places[best]], float(sought[best]))
        else:
            yield Paired(cue_stretch, parts, None, nobody)


def _all_stretches(sight: Sight) -> list[Stretch]:
    """What the labels say, and what only the links show."""
    words, chances = sight.pieces.units, np.exp(sight.roles[:, 1:]).reshape(-1, 3, 2).sum(-1)
    stretches = find_stretches(sight.roles, words)
    stretches = with_sought(stretches, Role.CUE, sight.cues, chances[:, 1], words)
    return with_sought(stretches, Role.SOURCE, sight.sources, chances[:, 0], words)


def _places(stretches: Sequence[Stretch], n: int) -> Ints:
    """For each of `n` pieces the number of the stretch that it lies in; -1 where it lies in none."""
    out = np.full(n, -1, np.int32)
    for number, stretch in enumerate(stretches):
        out[stretch.first : stretch.last] = number
    return out


def _shares(stretch: Stretch, links: Links, place_of: Ints) -> tuple[Ints, Floats]:
    """Which stretches the pieces of `stretch` seek, by number, and with what share: a row a piece, a column each."""
    first, last = np.searchsorted(links.seekers, [stretch.first, stretch.last])
    sought = place_of[links.sought[first:last]]
    kept = sought >= 0
    places, columns = np.unique(sought[kept], return_inverse=True)
    shares = np.zeros((stretch.last - stretch.first, len(places)), np.float32)
    np.add.at(shares, (links.seekers[first:last][kept] - stretch.first, columns), links.shares[first:last][kept])
    return places, shares


def _parts(content: Stretch, links: Links, cue_at: Ints) -> Iterator[tuple[int, Stretch, float]]:
    """The parts of a content that seek one cue each: the cue's number, the part, its share."""
    places, shares = _shares(content, links, cue_at)
    if not len(places):
        return
    chosen = _steady(np.log(shares + _LEAST))
    edges = [0, *(np.flatnonzero(np.diff(chosen)) + 1).tolist(), len(chosen)]
    for at, after in pairwise(edges):
        part = content._replace(first=content.first + at, last=content.first + after)
        yield int(places[chosen[at]]), part, float(shares[at:after, chosen[at]].mean())


def _steady(scores: Floats) -> Ints:
    """The best column for each row, where changing the column costs _SWITCH."""
    best = scores.argmax(1)
    if (best == best[0]).all():
        return np.asarray(best, np.int32)
    total, came = scores[0].copy(), []
    for row in scores[1:]:
        top = int(total.argmax())
        stays = total >= total[top] - _SWITCH
        came.append(np.where(stays, np.arange(len(row)), top))
        total = np.where(stays, total, total[top] - _SWITCH) + row
    out = [int(total.argmax())]
    for back in reversed(came):
        out.append(int(back[out[-1]]))
    return np.array(out[::-1], np.int32)
