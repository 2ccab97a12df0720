"""Which content belongs to which cue, and which source says it? What the pieces of each seek decides.

Each content goes to the cue that its pieces seek; where they seek one cue, then another, they are two contents. Each
cue has the source that it seeks, if it seeks one more than nobody.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from firsthand.engines.encoder import Floats, Links, Sight, chances_of
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
    to_cues, to_sources = _marked(sight.cues, cues), _marked(sight.sources, sources)
    of_cue: defaultdict[int, list[tuple[Stretch, float]]] = defaultdict(list)
    for content in contents:
        for cue, part, share in _parts(content, to_cues):
            of_cue[cue].append((part, share))
    for number, parts in sorted(of_cue.items()):
        cue_stretch = cues[number]
        low, shares = _shares(cue_stretch, to_sources)
        nobody = float(sight.sources.nobody[cue_stretch.first : cue_stretch.last].sum() / len(shares))
        sought = shares.sum(0) / len(shares)
        best = int(sought.argmax()) if len(sought) else -1
        if best >= 0 and sought[best] > nobody:
            yield Paired(cue_stretch, parts, sources[low + best], float(sought[best]))
        else:
            yield Paired(cue_stretch, parts, None, nobody)


def _all_stretches(sight: Sight) -> list[Stretch]:
    """What the labels say, and what only the links show."""
    words, chances = sight.pieces.units, chances_of(sight.roles)
    stretches = find_stretches(sight.roles, words)
    stretches = with_sought(stretches, Role.CUE, sight.cues, chances[:, 1], words)
    return with_sought(stretches, Role.SOURCE, sight.sources, chances[:, 0], words)


def _marked(links: Links, stretches: Sequence[Stretch]) -> Links:
    """Those of `links` whose sought piece lies in one of `stretches`; they say its number in place of the piece's."""
    number_at = np.full(len(links.nobody), -1, np.int32)
    for number, stretch in enumerate(stretches):
        number_at[stretch.first : stretch.last] = number
    sought = number_at[links.sought]
    kept = (sought >= 0).nonzero()[0]
    return Links(links.seekers[kept], sought[kept], links.shares[kept], links.nobody)


def _shares(stretch: Stretch, marked: Links) -> tuple[int, Floats]:
    """Which stretches the pieces of `stretch` seek, and with what share: a row a piece, a column a stretch.

    Also says the number of the stretch that the first column is for. There is no column where none is sought; one that
    only stands between others is all 0, and never the first.
    """
    rows = stretch.last - stretch.first
    here = slice(*marked.seekers.searchsorted((stretch.first, stretch.last)))
    sought = marked.sought[here]
    if not len(sought):
        return 0, np.zeros((rows, 0), np.float32)
    low = int(sought.min())
    columns = int(sought.max()) - low + 1
    shares = np.zeros(rows * columns, np.float32)
    np.add.at(shares, (marked.seekers[here] - stretch.first) * columns + (sought - low), marked.shares[here])
    return low, shares.reshape(rows, columns)


def _parts(content: Stretch, marked: Links) -> Iterator[tuple[int, Stretch, float]]:
    """The parts of a content that seek one cue each: the cue's number, the part, its share."""
    low, shares = _shares(content, marked)
    if not shares.size:
        return
    chosen = shares.argmax(1)
    if (chosen == chosen[0]).all():
        yield low + int(chosen[0]), content, float(shares[:, chosen[0]].sum() / len(shares))
        return
    chosen = _steady(np.log(shares + _LEAST))
    edges = [0, *(np.flatnonzero(np.diff(chosen)) + 1).tolist(), len(chosen)]
    for at, after in pairwise(edges):
        part = content._replace(first=content.first + at, last=content.first + after)
        yield low + int(chosen[at]), part, float(shares[at:after, chosen[at]].sum() / (after - at))


def _steady(scores: Floats) -> npt.NDArray[np.intp]:
    """The best column for each row, where changing the column costs _SWITCH."""
    total, came = scores[0].copy(), []
    for row in scores[1:]:
        top = int(total.argmax())
        stays = total >= total[top] - _SWITCH
        came.append(np.where(stays, np.arange(len(row)), top))
        total = np.where(stays, total, total[top] - _SWITCH) + row
    out = [int(total.argmax())]
    for back in reversed(came):
        out.append(int(back[out[-1]]))
    return np.array(out[::-1], np.intp)
