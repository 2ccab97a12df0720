"""How does coverage come in by hand? Pasted text, an address, a file; and what became of each, in words."""

from collections.abc import Sequence

from firsthand.flow import Followed, Newsroom
from firsthand.model.coverage import Hints
from firsthand.model.errors import NotADate, SettingsError
from firsthand.model.when import When
from firsthand.show import words
from firsthand.show.export.markup import Markup, element, joined
from firsthand.show.neutral import brief_line
from firsthand.show.present import CONTRACT
from firsthand.show.web import lines
from firsthand.show.web.frame import heading
from firsthand.show.web.guard import MOST_BYTES
from firsthand.show.web.sheet import Sheet
from firsthand.show.web.works import Job, State, Work

PASTED = "pasted text.txt"
"""What pasted text is called, where a name is asked for."""


def add_page(works: Sequence[Work]) -> Sheet:
    """The forms, and the last works."""
    return Sheet(
        title="Add coverage",
        here="/add",
        main=lambda: _main(works),
        data=lambda: {
            "contract": CONTRACT,
            "works": [
                {
                    "number": work.number,
                    "what": work.what,
                    "state": work.state.value,
                    "stage": work.stage,
                    "result": work.result,
                    "setbacks": [{"input": name, "reason": why} for name, why in work.setbacks],
                }
                for work in works
            ],
        },
    )


def _main(works: Sequence[Work]) -> Markup:
    return joined(
        (
            heading(
                "Add coverage",
                "What shall be read?",
                element(
                    "p",
                    "It is kept, read for who says what, and joined with what is there.",
                    class_="dek",
                ),
            ),
            lines.part("So far", element("ol", *(_work(w) for w in works), class_="works") if works else None),
            element("div", _address(), _file(), _text(), class_="ways-in"),
        )
    )


def _work(work: Work) -> Markup:
    setbacks = (
        element("li", element("b", brief_line(name)), f" was not read in full: {brief_line(why)}")
        for name, why in work.setbacks[:20]
    )
    left = len(work.setbacks) - 20
    more = element("li", f"and {words.counted(left, 'more setback')}") if left > 0 else None
    return element(
        "li",
        element("b", work.state.value, class_=f"state {work.state.name.lower()}"),
        f" {brief_line(work.what, 200)}",
        element("p", brief_line(work.result or work.stage, 600), dir="auto") if work.result or work.stage else None,
        element("ul", *setbacks, more, class_="short") if work.setbacks else None,
    )


def _address() -> Markup:
    return _form(
        "An address",
        element(
            "label",
            element("span", "Page or feed"),
            element("input", name="address", type="url", required=True, placeholder="https://…", maxlength="4000"),
        ),
        "It is asked once, politely; robots.txt is obeyed. To ask again and again, use firsthand watch.",
    )


def _file() -> Markup:
    return _form(
        "A file",
        element("label", element("span", "File"), element("input", name="file", type="file", required=True)),
        "Text, web pages, PDF, mail, feeds, JSON lines, archives; "
        f"at most {MOST_BYTES // 1_000_000} MB. It stays on this machine.",
        *_hints(),
    )


def _text() -> Markup:
    return _form(
        "Text",
        element(
            "label",
            element("span", "Text of one article"),
            element("textarea", name="text", rows="12", required=True, dir="auto", maxlength="900000"),
        ),
        "The first line is taken for the headline.",
        *_hints(),
    )


def _hints() -> Sequence[Markup]:
    """What a text does not say itself."""
    return (
        element("label", element("span", "Outlet"), element("input", name="outlet", maxlength="600")),
        element("label", element("span", "Published"), element("input", name="published", type="date", maxlength="40")),
        element("label", element("span", "Its address"), element("input", name="url", type="url", maxlength="4000")),
    )


def _form(title: str, field: Markup, note: str, *more: Markup) -> Markup:
    return element(
        "form",
        element("h2", title),
        field,
        *more,
        element("p", note, class_="quiet"),
        element("button", "Add", class_="first"),
        method="post",
        action="/add",
        enctype="multipart/form-data",
        class_="form",
    )


def hints_of(published: str, outlet: str, url: str) -> Hints:
    """What was said of a text that does not say it itself. Raises SettingsError."""
    try:
        when = When(published.strip()) if published.strip() else None
    except NotADate as error:
        raise SettingsError(f"Published: expected a date such as 2031-05-04, came {published!r}") from error
    if url.strip():
        an_address(url)
    return Hints(published=when, outlet=outlet.strip() or None, url=url.strip() or None)


def an_address(given: str) -> str:
    """`given`, where it is a web address: nobody reads files of this machine by a form. Raises SettingsError."""
    address = given.strip()
    if not address.lower().startswith(("http://", "https://")):
        raise SettingsError(f"expected an address that begins with http:// or https://, came {address[:80]!r}")
    return address


def following(newsroom: Newsroom, address: str) -> Job:
    """Asks an address, and takes in what is there."""

    def job(work: Work) -> State:
        return _end(work, newsroom.follow([address], listener=work.hear))

    return job


def taking(newsroom: Newsroom, raw: bytes, name: str, hints: Hints) -> Job:
    """Takes in what was sent."""

    def job(work: Work) -> State:
        return _end(work, newsroom.take(raw, name, hints, listener=work.hear))

    return job


def concluding(newsroom: Newsroom) -> Job:
    """Links what is to be linked anew."""

    def job(work: Work) -> State:
        newsroom.conclude(listener=work.hear)
        work.result = "Done."
        return State.DONE

    return job


def _end(work: Work, followed: Followed) -> State:
    """Say what came of it."""
    work.setbacks = tuple((one.input, one.reason) for one in followed.setbacks)
    titles = [brief_line(r.title or r.origin, 120) for r in (*followed.fresh, *followed.changed)]
    if followed.new:
        work.result = f"{words.counted(followed.new, 'article')} taken in: {words.listed(titles, 5)}"
    elif followed.known:
        work.result = f"Nothing new: {words.counted(followed.known, 'article')}, known already."
    else:
        work.result = "Nothing could be read."
        return State.FAILED
    return State.DONE
