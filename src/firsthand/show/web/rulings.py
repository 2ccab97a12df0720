"""What is said to be wrong, and who rules on it? The corrections as they wait, each with all that a ruling needs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from firsthand.flow import Newsroom
from firsthand.model.correction import Anchor, Case, CorrectionKind, Page, Ruling, RulingState, Sighting
from firsthand.model.ids import RevisionId
from firsthand.show import words
from firsthand.show.export.markup import Child, Markup, element, joined, separated
from firsthand.show.neutral import brief_line
from firsthand.show.present import CONTRACT
from firsthand.show.rulings import present_case
from firsthand.show.web import addresses, lines
from firsthand.show.web.claim import by_field
from firsthand.show.web.frame import heading, pager
from firsthand.show.web.letterbox import DEMO
from firsthand.show.web.letters import LETTERS, senders
from firsthand.show.web.log import LOG
from firsthand.show.web.sheet import Row, Sheet
from firsthand.show.web.today import WAITING

SHOWN: Final = 25
"""On one page."""
_AROUND: Final = 160
_LONGEST: Final = 1_200
_KIND: Final[Mapping[CorrectionKind, str]] = {
    CorrectionKind.FACT: "The article is wrong",
    CorrectionKind.WRONG_SOURCE: "Somebody else said it",
    CorrectionKind.NOT_A_STATEMENT: "It is no statement",
    CorrectionKind.SAME_CLAIM: "The two are one claim",
    CorrectionKind.NOT_SAME_CLAIM: "The two are not one claim",
    CorrectionKind.NOT_AN_ORIGIN: "It is no origin",
}
_STATE: Final[Mapping[RulingState, str]] = {
    RulingState.SUGGESTED: "waits for a ruling",
    RulingState.NEEDS_REVIEW: "needs review: its passage has changed",
    RulingState.ACCEPTED: "accepted",
    RulingState.REJECTED: "rejected",
    RulingState.DUPLICATE: "a duplicate",
    RulingState.PUBLISHED: "published",
    RulingState.WITHDRAWN: "withdrawn",
}
_KEYS: Final = (
    ("j, k", "to the next, to the one before"),
    ("Enter", "open it"),
    ("a", "accept it, and on to the next"),
    ("r", "reject it: write the reason, then Enter"),
    ("d", "a duplicate: choose of which"),
    ("u", "undo the last ruling"),
    ("/", "search"),
    ("?", "show these keys"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desktop:
    """What the pages of corrections are told besides: who rules, and which one was ruled on last."""

    editor: str
    done: Case | None = None


def corrections_page(newsroom: Newsroom, state: str, page: int, desktop: Desktop) -> Sheet:
    """Those that wait, or those of one state, in the order in which they came in."""
    every = newsroom.desk.cases()
    wanted = {RulingState(state)} if state in set(RulingState) else WAITING
    found = [case for case in every if case.state in wanted]
    shown = found[(page - 1) * SHOWN : page * SHOWN]
    pages = newsroom.desk.pages()
    return Sheet(
        title="Corrections",
        here="/corrections",
        main=lambda: _list(newsroom, (every, found, shown), pages, (state, page), desktop),
        data=lambda: {
            "contract": CONTRACT,
            "corrections": [present_case(case, pages.get(case.correction.anchor.revision)) for case in shown],
            "total": len(found),
            "page": page,
        },
        rows=lambda: _rows(found, pages),
    )


def correction_page(newsroom: Newsroom, case: Case, desktop: Desktop) -> Sheet:
    """One correction, all that was ruled on it, and where its passage stands now."""
    page = newsroom.desk.pages().get(case.correction.anchor.revision)
    seen = newsroom.desk.sightings(case)
    here = addresses.correction(case.correction.id)
    others = [one for one in newsroom.desk.cases() if one.correction.id != case.correction.id]
    return Sheet(
        title=_KIND[case.correction.kind],
        here="/corrections",
        main=lambda: joined(
            (
                heading("Correction", _KIND[case.correction.kind], element("p", case.correction.id, class_="dek")),
                _flash(desktop),
                _case(case, page, others, desktop, seen=seen),
                lines.part("Sent by readers", senders(newsroom.letters.become(case.correction.id), here)),
                lines.part("What was ruled", _history(case)),
            )
        ),
        data=lambda: {"contract": CONTRACT, **present_case(case, page, seen)},
        rows=None,
    )


def _list(
    newsroom: Newsroom,
    cases: tuple[Sequence[Case], Sequence[Case], Sequence[Case]],
    pages: Mapping[RevisionId, Page],
    at: tuple[str, int],
    desktop: Desktop,
) -> Markup:
    every, found, shown = cases
    state, page = at
    here = addresses.asked("/corrections", state=state)
    counts = {one: sum(case.state is one for case in every) for one in RulingState}
    what = f"{words.counted(len(found), 'correction')} {state or 'waiting'}"
    tabs: list[Child] = [element("a", "Waiting", href="/corrections", aria_current=None if state else "page")]
    tabs += [
        element(
            "a",
            f"{one.value.capitalize()} ({counts[one]:,})",
            href=addresses.asked("/corrections", state=one.value),
            aria_current="page" if state == one.value else None,
        )
        for one in RulingState
        if counts[one]
    ]
    letters = sum(letter.waits for letter in newsroom.letters.all())
    items = (
        _case(case, pages.get(case.correction.anchor.revision), every, desktop, seen=newsroom.desk.sightings(case))
        for case in shown
    )
    return joined(
        (
            heading("Corrections", what, element("nav", *tabs, class_="tabs", aria_label="By state")),
            _flash(desktop),
            element("p", *_elsewhere(letters), class_="quiet"),
            _help() if shown else None,
            element("div", *items, class_="cases", id="cases")
            if shown
            else element("p", "Nothing waits. What readers and editors say is wrong comes in here.", class_="dek"),
            pager(page, -(-len(found) // SHOWN), here),
        )
    )


def _elsewhere(letters: int) -> Iterator[Child]:
    """Ways to what readers sent and see."""
    if letters:
        yield element("b", element("a", f"{words.counted(letters, 'letter')} of readers to place", href=LETTERS))
        yield " · "
    yield element("a", "What is public", href=LOG)
    yield " · "
    yield element("a", "How readers suggest one", href=DEMO)


def _flash(desktop: Desktop) -> Markup | None:
    """What was done a moment ago, and how to take it back."""
    done = desktop.done
    if done is None:
        return None
    undo = element(
        "form",
        element("input", type="hidden", name="by", value=desktop.editor or "the desk"),
        element("input", type="hidden", name="why", value="Taken back at the desk."),
        element("button", "Undo", name="do", value="undo"),
        method="post",
        action=addresses.correction(done.correction.id),
        id="undo",
    )
    said = f"{done.correction.id}: {_STATE[done.state]}."
    return element("div", element("p", said), undo if done.holding else None, class_="flash", role="status")


def _help() -> Markup:
    keys = (joined((element("dt", *_keys(key)), element("dd", does))) for key, does in _KEYS)
    return element(
        "details",
        element("summary", "Keys"),
        element("dl", *keys),
        element(
            "p",
            element("label", element("input", type="checkbox", id="keys-on", checked=True), " Use these keys"),
            class_="quiet",
        ),
        class_="how",
        id="keys",
    )


def _keys(names: str) -> Iterator[Child]:
    for place, name in enumerate(names.split(", ")):
        yield ", " if place else None
        yield element("kbd", name)


def _case(
    case: Case, page: Page | None, others: Sequence[Case], desktop: Desktop, *, seen: Sequence[Sighting]
) -> Markup:
    correction = case.correction
    named = ": ".join(brief_line(p) for p in (page.outlet, page.title) if p) if page else ""
    return element(
        "article",
        element(
            "header",
            element(
                "h2", element("a", _KIND[correction.kind], href=addresses.correction(correction.id), class_="open")
            ),
            element(
                "p",
                separated(
                    (
                        element("b", _STATE[case.state], class_="standing"),
                        f"by {brief_line(correction.by) if correction.by else 'somebody'}",
                        words.dated(correction.at),
                    ),
                    " · ",
                ),
                class_="of",
            ),
        ),
        element(
            "p",
            element("a", named or "the article", href=addresses.article(correction.anchor.article)),
            class_="of",
            dir="auto",
        ),
        *(_passage(anchor, one) for anchor, one in zip(correction.anchors, seen, strict=True)),
        element("p", element("span", "Right would be: ", class_="label"), brief_line(correction.name))
        if correction.name
        else None,
        element("p", brief_line(correction.note, _LONGEST), class_="note", dir="auto"),
        _forms(case, others, desktop),
        class_="case",
        id=correction.id,
        tabindex="-1",
        data_open=addresses.correction(correction.id),
    )


def _passage(anchor: Anchor, seen: Sighting) -> Markup:
    lost = (
        element("figcaption", f"Not found in the latest wording: {brief_line(seen.why)}.", class_="lost")
        if seen.span is None
        else None
    )
    quoted = element(
        "blockquote",
        element("span", f"…{brief_line(anchor.prefix[-_AROUND:])} " if anchor.prefix.strip() else "", class_="around"),
        element("mark", brief_line(anchor.exact, _LONGEST)),
        element("span", f" {brief_line(anchor.suffix[:_AROUND])}…" if anchor.suffix.strip() else "", class_="around"),
        dir="auto",
    )
    return element("figure", quoted, lost, class_="passage")


def _forms(case: Case, others: Sequence[Case], desktop: Desktop) -> Markup:
    """What may be ruled: one form, so that a name and a reason are typed once."""
    name, state = case.correction.id, case.state
    buttons: list[Child] = []
    if state in WAITING:
        buttons = [
            element("button", "Accept", name="do", value="accept", class_="first"),
            element("button", "Reject", name="do", value="reject"),
            _duplicate(case, others),
        ]
    elif state is RulingState.ACCEPTED:
        buttons = [
            element("button", "Publish", name="do", value="publish", class_="first")
            if not case.correction.of_reading
            else None,
            element("button", "Withdraw", name="do", value="withdraw"),
        ]
    elif state is RulingState.PUBLISHED:
        buttons = [element("button", "Withdraw", name="do", value="withdraw")]
    if case.holding:
        buttons.append(element("button", "Undo the last ruling", name="do", value="undo"))
    return element(
        "form",
        by_field(desktop.editor),
        element(
            "label",
            element("span", "Reason"),
            element("input", name="why", maxlength="2000", placeholder="needed to reject"),
        ),
        element("div", *buttons, class_="buttons"),
        method="post",
        action=addresses.correction(name),
        class_="form rule",
    )


def _duplicate(case: Case, others: Sequence[Case]) -> Markup | None:
    """Of which other one it is a duplicate: those of the same article come first."""
    live = [one for one in others if one.state is not RulingState.DUPLICATE and one.correction.id != case.correction.id]
    if not live:
        return None
    article = case.correction.anchor.article
    live.sort(key=lambda one: one.correction.anchor.article != article)
    options = (
        element("option", f"{brief_line(one.correction.note, 60)} ({one.correction.id})", value=one.correction.id)
        for one in live[:50]
    )
    return joined(
        (
            element("label", element("span", "Same as", class_="label"), element("select", *options, name="of")),
            element("button", "Duplicate", name="do", value="duplicate"),
        )
    )


def _history(case: Case) -> Markup | None:
    if not case.rulings:
        return None
    return element("ol", *(_ruling(one) for one in case.rulings), class_="history")


def _ruling(ruling: Ruling) -> Markup:
    did = f"taken back, so that it {_STATE[ruling.state]}" if ruling.undoes else _STATE[ruling.state]
    of = joined((" of ", element("a", ruling.of, href=addresses.correction(ruling.of)))) if ruling.of else None
    return element(
        "li",
        element("time", words.dated(ruling.at)),
        element("b", did),
        of,
        f" by {brief_line(ruling.by)}: {brief_line(ruling.why, _LONGEST)}",
    )


def _rows(cases: Sequence[Case], pages: Mapping[RevisionId, Page]) -> Iterator[Row]:
    yield ("id", "kind", "state", "outlet", "title", "address", "passage", "note", "name", "by", "at")
    for case in cases:
        correction, page = case.correction, pages.get(case.correction.anchor.revision)
        yield (
            correction.id,
            correction.kind.value,
            case.state.value,
            page.outlet if page else None,
            page.title if page else None,
            page.url if page else None,
            correction.anchor.exact,
            correction.note,
            correction.name,
            correction.by,
            correction.at.edtf,
        )
