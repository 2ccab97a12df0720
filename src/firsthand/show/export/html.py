"""How does a briefing become one page that can be sent, printed and kept? Everything in it, nothing fetched.

The page asks for nothing: its policy forbids every request, its style is within it, it has no script. All
text from outside goes through `markup.element`, which escapes it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from firsthand.model.ids import StatementId
from firsthand.show.export.article import article_section
from firsthand.show.export.claim import LONGEST_PASSAGE, claim_section, slight_claim, standing, wording
from firsthand.show.export.files import write_whole
from firsthand.show.export.markup import NOTHING, Markup, element, joined, linked, trusted
from firsthand.show.export.timeline import timeline
from firsthand.show.neutral import brief_line
from firsthand.show.views import BriefView, ClaimView, Edit, StoryView
from firsthand.show.words import TIMES, counted

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_AT_A_GLANCE = 20
"""Claims in the overview: what fits a screen or two; the sections below hold them all."""
_LONGEST_TITLE = 160
_HOW_TO_READ = (
    ("Claim", "what several statements say alike, in the plainest wording among them."),
    ("Mention", "one statement in one article that bears on the claim. Many mentions are not many sources."),
    (
        "Origin",
        (
            "who vouches first. A person and the body spoken for are one origin; whoever copies or cites adds none. "
            "A range says that the texts do not settle whether two lines are independent."
        ),
    ),
    (
        "Figures",
        (
            "where origins give different ones, each with the number of origins that give it. One origin may give "
            "several, one after the other."
        ),
    ),
    ("Through", "outlets and go-betweens by which the word reached the article."),
    ("Unverified", "an origin that is anonymous or cannot be told apart."),
    (
        "Standing",
        (
            "how the claim stands in this coverage, not whether it is true. This page is made by rules that err: "
            "check the passage before you rely on it."
        ),
    ),
    ("Grey text", "in the articles is furniture of the page: markers, teasers, share bars. Nothing is read from it."),
)


def page(view: BriefView) -> str:
    """The whole page as text."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", f"Briefing: {view.counts if view.stories or not view.limits else view.limits}"),
        element("style", trusted(_style())),
    )
    body = element("body", _masthead(view), _main(view), _foot())
    return f"<!doctype html>\n{element('html', head, body, lang='en').html}\n"


def write_page(view: BriefView, path: Path) -> None:
    """Write the page to `path`, whole or not at all. Raises OSError."""
    write_whole(page(view), path)


@cache
def _style() -> str:
    home = files("firsthand.show.export")
    return "\n".join(home.joinpath(f"{name}.css").read_text("utf-8") for name in ("colours", "drawings", "style"))


def _masthead(view: BriefView) -> Markup:
    return element(
        "header",
        element("p", element("b", "firsthand"), " briefing", class_="brand"),
        element("h1", view.counts if view.stories or not view.limits else view.limits),
        element("p", f"{view.read}. {view.found}.", class_="read"),
        element("p", view.thin, class_="thin") if view.thin else None,
        element("p", view.limits, class_="since") if view.limits and view.stories else None,
        element("p", TIMES, class_="times"),
        _contents(view.stories),
        class_="masthead",
    )


def _contents(stories: Sequence[StoryView]) -> Markup:
    """The stories by the headline of one outlet, which is quoted: it is not what this page says."""
    lines = (
        element(
            "li",
            element("a", _quoted(s), href=f"#story-{n}", dir="auto"),
            element("span", _headline_of(s), class_="of"),
        )
        for n, s in enumerate(stories, 1)
    )
    return element("ol", *lines, class_="contents") if stories else NOTHING


def _quoted(story: StoryView) -> str:
    title = brief_line(story.title, _LONGEST_TITLE)
    return title if story.id is None else f"“{title}”"


def _headline_of(story: StoryView) -> str:
    """Whose headline it is, and how much the story holds."""
    whose = f"headline in {brief_line(story.by)}" if story.by else None
    return ", ".join(p for p in (whose, counted(len(story.claims), "claim")) if p)


def _main(view: BriefView) -> Markup:
    numbers: Mapping[StatementId, Sequence[int]] = _numbers(view.claims)
    return element(
        "main",
        _glance(view),
        _how_to_read(),
        *(_story(s, n) for n, s in enumerate(view.stories, 1)),
        _setbacks(view),
        element(
            "section",
            element("h2", "The articles"),
            element("p", "Complete, as they were read. Each passage that is cited above is marked.", class_="dek"),
            *(article_section(r, numbers) for r in view.readings),
            class_="articles",
            id="articles",
        )
        if view.readings
        else element("p", "No article could be read.", class_="dek"),
    )


def _numbers(claims: Sequence[ClaimView]) -> Mapping[StatementId, Sequence[int]]:
    """The claims that each Statement bears on, for the way back from the article."""
    found: dict[StatementId, list[int]] = defaultdict(list)
    for claim in claims:
        for mark in claim.marks:
            found[mark.statement].append(claim.number)
    return found


def _glance(view: BriefView) -> Markup:
    shown = view.most_carried(_AT_A_GLANCE)
    if not shown:
        return NOTHING
    rows = (
        element(
            "li",
            element("span", f"{c.number}.", class_="number"),
            element("a", wording(c), href=f"#claim-{c.number}", dir="auto"),
            element("span", c.figures, class_="counts"),
            standing(c),
        )
        for c in shown
    )
    return element("nav", element("h2", "Most carried"), element("ol", *rows), class_="glance", aria_label="Claims")


def _how_to_read() -> Markup:
    lines = (joined((element("dt", term), element("dd", meaning))) for term, meaning in _HOW_TO_READ)
    return element("details", element("summary", "How to read this page"), element("dl", *lines), class_="how")


def _story(story: StoryView, number: int) -> Markup:
    carried = [c for c in story.claims if not c.is_slight]
    slight = [c for c in story.claims if c.is_slight]
    whose = f"Headline in {brief_line(story.by)}. " if story.by else ""
    dek = ", ".join(p for p in (story.spread, story.dates) if p)
    drawn = timeline(carried or slight)
    return element(
        "section",
        element("h2", _quoted(story), dir="auto"),
        element("p", f"{whose}{dek}.", class_="dek") if dek else None,
        element("figure", drawn, legend(), class_="when") if drawn.html else None,
        *(claim_section(c) for c in carried),
        _slight(slight),
        edits_section(story.edits),
        class_="story",
        id=f"story-{number}",
    )


def legend() -> Markup:
    """What the marks of a timeline mean."""
    shapes = (("says", "says so"), ("open", "leaves it open, predicts it or sets a condition"), ("denies", "denies it"))
    keys = (joined((element("i", class_=f"key {k}"), element("span", f" {said} "))) for k, said in shapes)
    return element("figcaption", "Each mark is a mention, at the date of its article: ", *keys)


def _slight(claims: Sequence[ClaimView]) -> Markup:
    if not claims:
        return NOTHING
    said = f"Said once: {counted(len(claims), 'claim')}"
    return element(
        "details",
        element("summary", said),
        element("ol", *(slight_claim(c) for c in claims)),
        class_="slight",
        open=True,
    )


def edits_section(edits: Sequence[Edit]) -> Markup:
    """What pages changed, passage by passage; nothing where none did."""
    if not edits:
        return NOTHING
    return element(
        "details",
        element("summary", f"Pages that changed: {counted(len(edits), 'passage')}"),
        *(_edit(e) for e in edits),
        class_="edits",
        open=True,
    )


def _edit(edit: Edit) -> Markup:
    return element(
        "div",
        element(
            "p",
            element("b", edit.kind),
            ", silently, in " if edit.silent else " in ",
            linked(brief_line(edit.page), edit.url),
        ),
        element("p", element("span", "Before: ", class_="label"), brief_line(edit.before, LONGEST_PASSAGE), dir="auto")
        if edit.before
        else None,
        element("p", element("span", "After: ", class_="label"), brief_line(edit.after, LONGEST_PASSAGE), dir="auto")
        if edit.after
        else None,
        *(element("p", element("span", "Why: ", class_="label"), brief_line(why, LONGEST_PASSAGE)) for why in edit.why),
        class_="edit",
    )


def _setbacks(view: BriefView) -> Markup:
    if not view.setbacks:
        return NOTHING
    rows = (element("li", element("b", brief_line(s.input)), f" {brief_line(s.reason)}") for s in view.setbacks)
    return element(
        "section", element("h2", "What could not be read"), element("ul", *rows), class_="setbacks", id="setbacks"
    )


def _foot() -> Markup:
    return element(
        "footer",
        element("p", "Made by firsthand, a program. It finds and counts; what is credible is for an editor to decide."),
    )
