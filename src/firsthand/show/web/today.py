"""What is new at the desk? Stories by what changed last, what falls due, and the corrections that wait for a ruling."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from firsthand.flow import Newsroom
from firsthand.model.claim import Standing
from firsthand.model.correction import Case, RulingState
from firsthand.model.ids import StoryId
from firsthand.model.listing import ClaimLine, Happening, StoryLine
from firsthand.model.news import Look
from firsthand.model.when import When
from firsthand.show import words
from firsthand.show.export.markup import Markup, element, joined, separated
from firsthand.show.neutral import brief_line
from firsthand.show.present import CONTRACT, Plain
from firsthand.show.web import addresses, lines
from firsthand.show.web.frame import heading, pager
from firsthand.show.web.letters import LETTERS
from firsthand.show.web.sheet import Row, Sheet

STORIES: Final = 20
"""On one page: what can be looked through in a few minutes."""
_HAPPENED: Final = 3
_DUE: Final = 6
_WAITING: Final = 4
_NEWS: Final = 12
SEEN: Final = "/seen"
WAITING: Final = frozenset({RulingState.SUGGESTED, RulingState.NEEDS_REVIEW})
"""The states in which a correction waits for an editor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    """All that is on the page."""

    stories: tuple[StoryLine, ...]
    total: int
    page: int
    happened: Mapping[StoryId, Sequence[Happening]]
    overdue: tuple[ClaimLine, ...]
    overdue_in_all: int
    due: tuple[tuple[str, StoryId, str], ...]
    waiting: tuple[Case, ...]
    letters: int
    look: Look | None
    upto: int
    news: tuple[Happening, ...]
    news_in_all: int
    counts: str


def today(newsroom: Newsroom, page: int, reader: str) -> Sheet:
    """The page of the day for `reader`; `page` counts its stories' pages from 1."""
    look, upto = newsroom.looks.last(reader), newsroom.looks.now()
    news, news_in_all = newsroom.looks.news(look, _NEWS) if look is not None else ((), 0)
    cuttings = newsroom.cuttings
    stories, total = cuttings.stories((page - 1) * STORIES, STORIES)
    articles, claims = cuttings.extent()
    overdue, overdue_in_all = cuttings.standing_as(Standing.OVERDUE, _DUE)
    day = _Day(
        stories=stories,
        total=total,
        page=page,
        happened=cuttings.happenings([story.id for story in stories], _HAPPENED),
        overdue=overdue,
        overdue_in_all=overdue_in_all,
        due=cuttings.next_due(_DUE),
        waiting=tuple(case for case in newsroom.desk.cases() if case.state in WAITING),
        look=look,
        upto=upto,
        news=news,
        news_in_all=news_in_all,
        letters=sum(letter.waits for letter in newsroom.letters.all()),
        counts=words.listed(
            [
                words.counted(articles, "article"),
                words.counted(total, "story", "stories"),
                words.counted(claims, "claim"),
            ]
        ),
    )
    return Sheet(
        title="Today", here="/", main=lambda: _main(day), data=lambda: _data(day), rows=lambda: _rows(day.stories)
    )


def _main(day: _Day) -> Markup:
    if not day.stories:
        return _empty(day.page)
    pages = -(-day.total // STORIES)
    first = day.page == 1
    return joined(
        (
            heading(
                "Today", "Stories by what changed last", element("p", f"The ledger holds {day.counts}.", class_="dek")
            ),
            element(
                "div",
                element(
                    "div",
                    _news(day) if first else None,
                    element("ol", *(_story(s, day.happened.get(s.id, ())) for s in day.stories), class_="stories"),
                    pager(day.page, pages, "/"),
                    class_="main-column",
                ),
                element("aside", _waiting(day), _due(day), class_="side-column", aria_label="Waiting and due")
                if first
                else None,
                class_="columns" if first else "columns one",
            ),
        )
    )


def _empty(page: int) -> Markup:
    if page > 1:
        return heading("Today", "There are no more stories", element("p", element("a", "Back to the first", href="/")))
    return heading(
        "Today",
        "Nothing is here yet",
        element(
            "p",
            "Coverage that you add is read for who says what, and joined into claims and stories. ",
            element("a", "Add the first articles", href="/add"),
            ", or keep a folder of them: ",
            element("code", "firsthand follow coverage/"),
            class_="dek",
        ),
    )


def _story(story: StoryLine, happened: Sequence[Happening]) -> Markup:
    spread = (
        f"{words.counted(story.articles, 'article')} from {words.counted(story.outlets, 'outlet')}"
        if story.outlets
        else words.counted(story.articles, "article")
    )
    return element(
        "li",
        element("h2", element("a", lines.title_of(story.title), href=addresses.story(story.id)), dir="auto"),
        element(
            "p",
            separated((spread, spell(story.first, story.last), lines.standings(story.standings)), " · "),
            class_="facts",
        ),
        element("ul", *(lines.happened(one) for one in happened), class_="happened") if happened else None,
    )


def spell(first: str | None, last: str | None) -> str | None:
    """From when to when, in words; None where neither is known."""
    dates = [words.dated(When(one)).partition(",")[0] for one in (first, last) if one]
    return " to ".join(dict.fromkeys(dates)) or None


def _news(day: _Day) -> Markup:
    """What came in since the reader looked last, and the button that says that it is seen."""
    when = words.dated(day.look.at) if day.look is not None else ""
    if day.look is None:
        said = "Press this when you have seen what is here; from then on, what is new stands here first."
    elif not day.news_in_all:
        said = f"Nothing is new since you looked on {when}."
    else:
        said = f"{words.counted(day.news_in_all, 'thing')} happened since you looked on {when}."
    seen = element(
        "form",
        element("input", type="hidden", name="upto", value=str(day.upto)),
        element("button", "I have seen this"),
        method="post",
        action=SEEN,
    )
    shown = element("ul", *(lines.happened(one) for one in day.news), class_="happened") if day.news else None
    more = day.news_in_all - len(day.news)
    left = (
        element("p", f"and {words.counted(more, 'more thing')}, in the stories below", class_="quiet")
        if more > 0
        else None
    )
    asks = seen if day.look is None or day.news_in_all else None
    return element(
        "section", element("p", said, class_="dek"), shown, left, asks, class_="news", aria_label="Since you looked"
    )


def _waiting(day: _Day) -> Markup | None:
    letters = (
        element("p", element("a", f"{words.counted(day.letters, 'letter')} of readers to place", href=LETTERS))
        if day.letters
        else None
    )
    if not day.waiting:
        none = element("p", "None waits for a ruling.", class_="quiet")
        return lines.part("Corrections", joined((none, letters)))
    shown = (
        element(
            "li",
            element(
                "a", brief_line(case.correction.note, 140), href=addresses.correction(case.correction.id), dir="auto"
            ),
            element("span", f"of {lines.quoted(case.correction.anchor.exact, 80)}", class_="of"),
        )
        for case in day.waiting[:_WAITING]
    )
    said = f"{words.counted(len(day.waiting), 'correction')} waiting for a ruling"
    return lines.part(
        "Corrections",
        joined((element("p", element("a", said, href="/corrections")), element("ul", *shown, class_="short"), letters)),
    )


def _due(day: _Day) -> Markup | None:
    overdue = joined(
        element("li", element("a", brief_line(line.text, 140), href=addresses.claim(line.id), dir="auto"))
        for line in day.overdue
    )
    due = joined(
        element(
            "li",
            element("time", words.dated(When(on))),
            " ",
            element("a", lines.title_of(title), href=addresses.story(story)),
        )
        for on, story, title in day.due
    )
    past = f"{words.counted(day.overdue_in_all, 'claim')} past the day it named" if day.overdue_in_all else ""
    return lines.part(
        "Falls due",
        joined(
            (
                element("p", element("b", past, class_="standing overdue")) if past else None,
                element("ul", overdue, class_="short") if overdue.html else None,
                element("p", "The next days that something was said for:", class_="quiet") if due.html else None,
                element("ul", due, class_="short") if due.html else None,
                element("p", "Nothing.", class_="quiet") if not past and not due.html else None,
            )
        ),
    )


def _data(day: _Day) -> Plain:
    return {
        "contract": CONTRACT,
        "stories": [_listed(story, day.happened.get(story.id, ())) for story in day.stories],
        "total": day.total,
        "page": day.page,
        "overdue": [lines.listed_claim(line) for line in day.overdue],
        "due": [{"on": on, "story": story, "title": title} for on, story, title in day.due],
        "waiting": [case.correction.id for case in day.waiting],
        "letters": day.letters,
        "looked": day.look.at.edtf if day.look is not None else None,
        "news": [_told(one) for one in day.news],
        "news_in_all": day.news_in_all,
    }


def _listed(story: StoryLine, happened: Sequence[Happening]) -> Plain:
    return {
        "id": story.id,
        "title": story.title,
        "first": story.first,
        "last": story.last,
        "changed": story.changed,
        "articles": story.articles,
        "outlets": story.outlets,
        "standings": {standing.value: many for standing, many in story.standings.items()},
        "happened": [_told(one) for one in happened],
        "href": addresses.story(story.id),
    }


def _told(one: Happening) -> Plain:
    return {"claim": one.claim, "what": one.what.value, "when": one.at, "by": one.by}


def _rows(stories: Sequence[StoryLine]) -> Iterator[Row]:
    yield (
        "story",
        "title",
        "first",
        "last",
        "changed",
        "articles",
        "outlets",
        "claims",
        *(s.value for s in lines.STAKES),
    )
    for story in stories:
        counts = story.standings
        yield (
            story.id,
            story.title,
            story.first,
            story.last,
            story.changed,
            story.articles,
            story.outlets,
            sum(counts.values()),
            *(counts.get(standing, 0) for standing in lines.STAKES),
        )
