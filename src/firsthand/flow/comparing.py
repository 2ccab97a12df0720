"""Which pages changed, and what in them? Wordings of any number of pages to the history of each.

Two saved copies of a page often say neither their address nor their date. Who names them together means one page: it
is taken so, and said.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Final

from firsthand.flow.follow import oldest_first
from firsthand.ingest import revises
from firsthand.model.coverage import Revision
from firsthand.model.ids import ArticleId
from firsthand.model.story import Change, PageHistory
from firsthand.text.shingles import containment, shingles
from firsthand.track import changes_between

_TWO: Final = 2
_ALIKE: Final = 0.3
"""Copies without an address that bear one name must share so many runs of five words to be of one page: a rewritten
article keeps more, two articles saved as index.html hardly one in a hundred."""
_DIGITS: Final = re.compile(r"[\d_.-]+")
_THE_TWO: Final = "taken for two wordings of one page because they were named together; {} its address"
_ONE_NAME: Final = "taken for wordings of one page because their files bear one name and their texts are alike"


def compare(revisions: Iterable[Revision]) -> tuple[PageHistory, ...]:
    """The pages that `revisions` are wordings of, in the order in which they first came; each with its changes."""
    came = tuple(revisions)
    assumed = _assumed(came)
    by_article: dict[ArticleId, list[Revision]] = defaultdict(list)
    for revision, (article, _) in zip(came, assumed, strict=True):
        by_article[article].append(replace(revision, article=article))
    why = {article: said for article, said in assumed if said is not None}
    return tuple(_history(article, found, why.get(article)) for article, found in by_article.items())


def _history(article: ArticleId, found: Sequence[Revision], assumed: str | None) -> PageHistory:
    distinct = list({(r.id, r.byline, r.origin, r.captured): r for r in found}.values())
    kept: list[Revision] = []
    changes: list[Change] = []
    for at in oldest_first(distinct):
        if not kept:
            kept.append(distinct[at])
        elif revises(kept[-1], distinct[at]):
            changes.extend(changes_between(kept[-1], distinct[at]))
            kept.append(distinct[at])
    return PageHistory(article=article, wordings=tuple(kept), changes=tuple(changes), assumed=assumed)


def _assumed(came: Sequence[Revision]) -> list[tuple[ArticleId, str | None]]:
    """To which page each of `came` belongs, and why where it does not say so itself."""
    if len(came) == _TWO and came[0].article != came[1].article and None in (came[0].url, came[1].url):
        page = next((r.article for r in came if r.url is not None), came[0].article)
        which = "neither says" if came[0].url == came[1].url else "only one of them says"
        return [(page, _THE_TWO.format(which))] * _TWO
    found = dict(_of_one_name(came))
    return [(found[at], _ONE_NAME) if at in found else (revision.article, None) for at, revision in enumerate(came)]


def _of_one_name(came: Sequence[Revision]) -> Iterator[tuple[int, ArticleId]]:
    """Copies without an address whose files bear one name but for digits ("2031-05-04/pier.html", "pier-2.html")."""
    by_name: dict[str, list[int]] = defaultdict(list)
    for at, revision in enumerate(came):
        if revision.url is None:
            by_name[_DIGITS.sub("", PurePath(revision.origin).name)].append(at)
    for places in by_name.values():
        first = places[0]
        known = shingles(came[first].text)
        alike = [at for at in places[1:] if containment(shingles(came[at].text), known) >= _ALIKE]
        if alike:
            yield from ((at, came[first].article) for at in (first, *alike))
