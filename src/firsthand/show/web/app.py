"""What is answered where? The desk's addresses, each with the page behind it; what goes wrong is a plain page.

Every page answers as JSON too, and every list as CSV: `/claims/cl-....json`, `/today.csv`.
"""

import hashlib
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Final
from urllib.parse import quote, unquote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from firsthand.flow import Newsroom
from firsthand.model.correction import Aim, RulingState
from firsthand.model.errors import FirsthandError, NotFound, RulingError, SettingsError
from firsthand.model.grade import Credibility
from firsthand.show.export.markup import element, joined
from firsthand.show.present import as_json
from firsthand.show.web import addresses
from firsthand.show.web.adding import PASTED, add_page, an_address, concluding, following, hints_of, taking
from firsthand.show.web.article import article_page
from firsthand.show.web.claim import claim_page
from firsthand.show.web.faults import problem
from firsthand.show.web.frame import Told, framed, heading, icon, script, style
from firsthand.show.web.guard import MOST_OF_A_FORM, App, Guard, Refused
from firsthand.show.web.letterbox import Letterbox
from firsthand.show.web.letters import LETTERS, letters_page
from firsthand.show.web.log import FEED, LOG, feed, log_page
from firsthand.show.web.rulings import Desktop, correction_page, corrections_page
from firsthand.show.web.search import search_page
from firsthand.show.web.sheet import Sheet, as_csv
from firsthand.show.web.shown import Layouts
from firsthand.show.web.source import source_page, sources_page
from firsthand.show.web.story import Filter, story_page
from firsthand.show.web.today import SEEN, today
from firsthand.show.web.works import Works

_EDITOR: Final = "firsthand_editor"
"""The cookie in which a browser keeps who rules, so that a name is typed once."""
_FIELDS: Final = 20
_DIGITS: Final = 9
"""More fields than any form of the desk has."""
_MOST_PAGES: Final = 1_000_000
_DO: Final[Mapping[str, RulingState]] = {
    "accept": RulingState.ACCEPTED,
    "reject": RulingState.REJECTED,
    "duplicate": RulingState.DUPLICATE,
    "publish": RulingState.PUBLISHED,
    "withdraw": RulingState.WITHDRAWN,
}
_UNSAID: Final = "Ruled at the desk, without a remark."
_STATUS: Final = (
    (NotFound, HTTPStatus.NOT_FOUND),
    (RulingError, HTTPStatus.CONFLICT),
    (SettingsError, HTTPStatus.UNPROCESSABLE_ENTITY),
)

Make = Callable[[Request], Sheet]


class Pages:
    """All that the desk answers, of one open newsroom."""

    def __init__(self, newsroom: Newsroom, works: Works) -> None:
        self._newsroom = newsroom
        self._works = works
        self._layouts = Layouts(newsroom)

    def routes(self) -> list[BaseRoute]:
        """Every address. What a page shows is read on a thread, so that one slow page keeps no other waiting."""
        return [
            Route("/", self._shown(self._today, "page")),
            *self._forms("/today", self._today, listed=True),
            *self._forms("/stories/{id}", self._story, listed=True),
            *self._forms("/claims/{id}", self._claim, listed=True),
            *self._forms("/articles/{id}", self._article, listed=True),
            *self._forms("/sources", self._sources, listed=True),
            *self._forms("/source", self._source, listed=True),
            *self._forms("/search", self._search, listed=True),
            *self._forms("/corrections", self._corrections, listed=True),
            *self._forms("/corrections/{id}", self._correction),
            *self._forms("/letters", self._letters, listed=True),
            *self._forms(LOG, self._log, listed=True),
            *self._forms("/add", self._add),
            Route(SEEN, self._see, methods=["POST"]),
            Route("/claims/{id}/grade", self._grade, methods=["POST"]),
            Route("/corrections/{id}", self._rule, methods=["POST"]),
            Route("/letters/{id}", self._see_to, methods=["POST"]),
            Route(FEED, self._feed),
            Route("/add", self._take, methods=["POST"]),
            Route("/desk.css", _file(style, "text/css")),
            Route("/desk.js", _file(script, "text/javascript")),
            Route("/icon.svg", _file(icon, "image/svg+xml")),
        ]

    def _forms(self, path: str, make: Make, *, listed: bool = False) -> list[BaseRoute]:
        """A page in its forms; the ending says which."""
        forms = [Route(f"{path}.json", self._shown(make, "json"))]
        if listed:
            forms.append(Route(f"{path}.csv", self._shown(make, "csv")))
        return [*forms, Route(path, self._shown(make, "page"))]

    def _shown(self, make: Make, form: str) -> Callable[[Request], Response]:
        def answer(request: Request) -> Response:
            mark = self._mark(request)
            if mark in request.headers.get("if-none-match", ""):
                return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={"etag": mark})
            response = self._answer(make(request), request, form)
            response.headers["etag"] = mark
            response.headers["cache-control"] = "private, no-cache"
            return response

        return answer

    def _mark(self, request: Request) -> str:
        """Another one whenever the answer may be another one."""
        told = (
            self._newsroom.cuttings.moment(),
            self._works.going_on(),
            *((work.number, work.state, work.stage) for work in self._works.latest()),
            request.url,
            request.cookies.get(_EDITOR),
            self._newsroom.looks.last(self._editor(request)),
            style(),
        )
        return f'"{hashlib.sha256(repr(told).encode("utf-8", "replace")).hexdigest()[:24]}"'

    def _answer(self, sheet: Sheet, request: Request, form: str) -> Response:
        if form == "json":
            return Response(as_json(sheet.data()), media_type="application/json")
        if form == "csv" and sheet.rows is not None:
            name = request.url.path.strip("/").replace("/", "-")
            given = {"content-disposition": f'attachment; filename="{name.encode("ascii", "replace").decode()}"'}
            return Response(as_csv(sheet.rows()), media_type="text/csv; charset=utf-8; header=present", headers=given)
        path = request.url.path if request.url.path != "/" else "/today"
        query = f"?{request.url.query}" if request.url.query else ""
        also = [("JSON", f"{path}.json{query}")]
        if sheet.rows is not None:
            also.append(("CSV", f"{path}.csv{query}"))
        told = Told(query=sheet.query, going_on=self._works.going_on(), feed=sheet.feed)
        response = _page(framed(sheet.title, sheet.main(), here=sheet.here, also=also, told=told))
        if sheet.here == "/add" and told.going_on:
            response.headers["refresh"] = "2"
        return response

    def _today(self, request: Request) -> Sheet:
        return today(self._newsroom, _number(request), self._editor(request))

    def _story(self, request: Request) -> Sheet:
        asked = request.query_params
        wanted = Filter(**{name: asked.get(name, "") for name in ("source", "standing", "evidence", "certainty")})
        return story_page(self._layouts.story(request.path_params["id"]), wanted)

    def _claim(self, request: Request) -> Sheet:
        return claim_page(*self._layouts.claim(request.path_params["id"]), self._editor(request))

    def _article(self, request: Request) -> Sheet:
        return article_page(*self._newsroom.cuttings.article(request.path_params["id"]))

    def _sources(self, request: Request) -> Sheet:
        return sources_page(self._newsroom, request.query_params.get("name", ""), _number(request))

    def _source(self, request: Request) -> Sheet:
        return source_page(self._newsroom, request.query_params.get("name", ""), _number(request))

    def _search(self, request: Request) -> Sheet:
        return search_page(self._newsroom, request.query_params.get("q", ""))

    def _corrections(self, request: Request) -> Sheet:
        return corrections_page(
            self._newsroom, request.query_params.get("state", ""), _number(request), self._desktop(request)
        )

    def _correction(self, request: Request) -> Sheet:
        case = self._newsroom.desk.case(request.path_params["id"])
        return correction_page(self._newsroom, case, self._desktop(request))

    def _letters(self, request: Request) -> Sheet:
        done = request.query_params.get("done")
        letter = self._newsroom.letters.named(done) if done else None
        return letters_page(self._newsroom, _number(request), self._editor(request), letter)

    def _log(self, request: Request) -> Sheet:
        return log_page(self._newsroom, _number(request))

    def _feed(self, _: Request) -> Response:
        return Response(feed(self._newsroom), media_type="application/atom+xml")

    def _add(self, _: Request) -> Sheet:
        return add_page(self._works.latest())

    def _desktop(self, request: Request) -> Desktop:
        done = request.query_params.get("done")
        return Desktop(editor=self._editor(request), done=self._newsroom.desk.case(done) if done else None)

    def _editor(self, request: Request) -> str:
        return unquote(request.cookies.get(_EDITOR, "")) or self._newsroom.settings.editor

    async def _rule(self, request: Request) -> Response:
        async with request.form(max_files=0, max_fields=_FIELDS) as form:
            return await run_in_threadpool(self._ruled, request.path_params["id"], form)

    def _ruled(self, name: str, form: FormData) -> Response:
        do, by, why = _said(form, "do"), _said(form, "by"), _said(form, "why")
        desk = self._newsroom.desk
        if do == "undo":
            case = desk.undo(name, by=by, why=why or _UNSAID)
        elif do in _DO:
            state = _DO[do]
            needs = state in (RulingState.REJECTED, RulingState.WITHDRAWN)
            of = _said(form, "of") if state is RulingState.DUPLICATE else None
            case = desk.decide(name, state, by=by, why=why or ("" if needs else _UNSAID), of=of)
        else:
            raise SettingsError(f"expected one of {', '.join((*_DO, 'undo'))}, came {do!r}")
        if case.correction.of_reading:
            self._works.add("Putting the stories together anew after a ruling", concluding(self._newsroom))
        return self._back(addresses.asked("/corrections", done=case.correction.id), by)

    async def _see(self, request: Request) -> Response:
        async with request.form(max_files=0, max_fields=_FIELDS) as form:
            upto = _whole(_said(form, "upto")) or 0
            await run_in_threadpool(self._newsroom.looks.keep, self._editor(request), upto)
        return RedirectResponse("/", HTTPStatus.SEE_OTHER)

    async def _see_to(self, request: Request) -> Response:
        async with request.form(max_files=0, max_fields=_FIELDS) as form:
            return await run_in_threadpool(self._seen_to, request.path_params["id"], form)

    def _seen_to(self, name: str, form: FormData) -> Response:
        do, by = _said(form, "do"), _said(form, "by")
        letters = self._newsroom.letters
        if do == "place":
            words = _said(form, "words").replace("\r\n", "\n")
            letters.place(
                name, Aim(which=_said(form, "article").strip(), passage=words, nth=_whole(_said(form, "nth")))
            )
        elif do == "reject":
            letters.reject(name, by=by, why=_said(form, "why"))
        elif do == "forget":
            letters.forget(name)
            if (back := _said(form, "back")).startswith("/corrections/"):
                return RedirectResponse(addresses.correction(back.removeprefix("/corrections/")), HTTPStatus.SEE_OTHER)
        else:
            raise SettingsError(f"expected one of place, reject, forget, came {do!r}")
        return self._back(addresses.asked(LETTERS, done=name), by)

    async def _grade(self, request: Request) -> Response:
        async with request.form(max_files=0, max_fields=_FIELDS) as form:
            return await run_in_threadpool(self._graded, request.path_params["id"], form)

    def _graded(self, name: str, form: FormData) -> Response:
        digit, by = _said(form, "grade"), _said(form, "by")
        if digit not in set(Credibility):
            raise SettingsError(f"expected a digit from 1 to 6, came {digit!r}")
        self._newsroom.desk.grade_claim(name, Credibility(digit), by=by, why=_said(form, "why"))
        return self._back(addresses.claim(name), by)

    def _back(self, address: str, by: str) -> Response:
        response = RedirectResponse(address, HTTPStatus.SEE_OTHER)
        if by.strip():
            response.set_cookie(_EDITOR, quote(by.strip()[:600], errors="replace"), httponly=True, samesite="strict")
        return response

    async def _take(self, request: Request) -> Response:
        async with request.form(max_files=1, max_fields=_FIELDS, max_part_size=MOST_OF_A_FORM) as form:
            file = form.get("file")
            name, raw = (file.filename or "", await file.read()) if isinstance(file, UploadFile) else ("", b"")
            return self._taken(form, name.replace("\\", "/").rpartition("/")[2] or "a file", raw)

    def _taken(self, form: FormData, name: str, raw: bytes) -> Response:
        """Begin to read what was sent: an address, a file that is called `name`, or text."""
        hints = hints_of(_said(form, "published"), _said(form, "outlet"), _said(form, "url"))
        if _said(form, "address").strip():
            address = an_address(_said(form, "address"))
            self._works.add(f"Reading {address}", following(self._newsroom, address))
        elif raw:
            self._works.add(f"Reading {name}", taking(self._newsroom, raw, name, hints))
        elif text := _said(form, "text").strip():
            pasted = text.replace("\r\n", "\n").encode("utf-8", "replace")
            self._works.add("Reading pasted text", taking(self._newsroom, pasted, PASTED, hints))
        else:
            raise SettingsError("expected an address, a file or some text, came nothing; fill in one of the three")
        return RedirectResponse("/add", HTTPStatus.SEE_OTHER)


def desk(newsroom: Newsroom, works: Works, port: int) -> App:
    """The desk of an open newsroom, as it is served at `port` of this machine."""
    app = Starlette(
        routes=[*Pages(newsroom, works).routes(), *Letterbox(newsroom).routes()],
        exception_handlers={
            HTTPException: lambda request, error: _fault(request.url.path, *_http(error)),
            FirsthandError: lambda request, error: _fault(request.url.path, _status(error), str(error)),
            Refused: lambda request, error: _fault(request.url.path, *_refusal(error)),
            Exception: lambda request, _: _fault(request.url.path, HTTPStatus.INTERNAL_SERVER_ERROR, _DEFECT),
        },
    )
    app.router.redirect_slashes = False
    return Guard(app, port, _fault, behind_proxy=newsroom.settings.behind_proxy)


_DEFECT: Final = "This is a defect of firsthand. The terminal in which it was started tells more; please report it."
_NAMES: Final[Mapping[int, str]] = {
    404: "There is no such page. It may have moved into another story; search for its words.",
    405: "This page cannot be asked so.",
}


def _fault(path: str, status: HTTPStatus, why: str) -> Response:
    """What is answered where something went wrong: a plain page, or a problem as JSON (RFC 9457)."""
    if path.endswith(".json"):
        return problem(status, why)
    if path.endswith(".csv"):
        return PlainTextResponse(f"{why}\n", status)
    main = joined(
        (
            heading(str(status.value), status.phrase, element("p", why, class_="dek")),
            element("p", element("a", "To today’s page", href="/")),
        )
    )
    return _page(framed(status.phrase, main, here=""), status)


def _page(html: str, status: HTTPStatus = HTTPStatus.OK) -> Response:
    return Response(html.encode("utf-8", "replace"), status, media_type="text/html; charset=utf-8")


def _status(error: Exception) -> HTTPStatus:
    return next((status for kind, status in _STATUS if isinstance(error, kind)), HTTPStatus.SERVICE_UNAVAILABLE)


def _http(error: Exception) -> tuple[HTTPStatus, str]:
    status = HTTPStatus(error.status_code) if isinstance(error, HTTPException) else HTTPStatus.BAD_REQUEST
    return status, _NAMES.get(status, status.description or status.phrase)


def _refusal(error: Exception) -> tuple[HTTPStatus, str]:
    return (error.status, error.why) if isinstance(error, Refused) else (HTTPStatus.FORBIDDEN, "")


def _file(text: Callable[[], str], media: str) -> Callable[[Request], Response]:
    def answer(_: Request) -> Response:
        return Response(
            text(), media_type=f"{media}; charset=utf-8", headers={"cache-control": "private, max-age=3600"}
        )

    return answer


def _number(request: Request) -> int:
    """Which page is asked for, from 1; what is no number is the first."""
    given = request.query_params.get("page", "1")
    return min(max(int(given), 1), _MOST_PAGES) if given.isascii() and given.isdecimal() and len(given) < 9 else 1  # noqa: PLR2004


def _whole(typed: str) -> int | None:
    """A number from 1 that was typed; None where nothing was. Raises SettingsError for anything else."""
    if not typed.strip():
        return None
    if not (typed.isascii() and typed.strip().isdecimal()):
        raise SettingsError(f"expected a number such as 2, came {typed[:20]!r}")
    return int(typed.strip()[:_DIGITS])


def _said(form: FormData, name: str) -> str:
    """What was typed into a field; empty where nothing was."""
    given = form.get(name)
    return given if isinstance(given, str) else ""
