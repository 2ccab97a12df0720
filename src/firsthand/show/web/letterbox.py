"""How do readers of other sites' pages reach the desk? What `firsthand.js` sends, or a form that needs no script.

All that is here may be reached by strangers, where an editor's own server passes it on. So it takes plain words alone,
few of them, a few times an hour; it answers all alike, whatever became of the words; and it shows nothing.
"""

import json
import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from http import HTTPStatus
from importlib.resources import files
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from firsthand.flow import Newsroom
from firsthand.model.errors import FirsthandError, RulingError
from firsthand.model.letter import LONGEST_ADDRESS, LONGEST_CONTACT, LONGEST_LETTER, LONGEST_QUOTE
from firsthand.show.export.markup import Markup, element, joined
from firsthand.show.present import as_json
from firsthand.show.samples import samples_folder
from firsthand.show.web.faults import problem
from firsthand.show.web.frame import framed, heading
from firsthand.show.web.guard import HEADERS, SUGGESTIONS
from firsthand.show.web.limits import Limits, network_of

FORM: Final = "/suggest"
SCRIPT: Final = "/firsthand.js"
DEMO: Final = "/demo"
_DEMO_PAGE: Final = ("ferry", "harbourpost-0504-toll-corrected.html")
_STYLE: Final = re.compile(r"<style>([^<]*)</style>")
EACH_HOUR: Final = 30
"""Letters from one network. An office that reads a long report together stays below it."""
ON_ONE_PAGE: Final = 120
IN_ALL: Final = 1_000
"""Letters in an hour, of whomever: what one editor could read in a week, and a fiftieth of a gigabyte at the most."""
_JSON: Final = "application/json"
_TRAP: Final = "website"
"""A field that people do not see; programs that fill in all they find fill it in."""
_TAKEN: Final = as_json({"taken": True})

Passed = tuple[str, str | None]
"""The origin that an answer is for (empty for the desk's own), and what is kept as the letter's site."""


class Letterbox:
    """What strangers may ask of an open newsroom's desk."""

    def __init__(self, newsroom: Newsroom, limits: Limits | None = None) -> None:
        self._newsroom = newsroom
        self._sites = frozenset(newsroom.settings.letters_from)
        self._limits = limits or Limits()

    def routes(self) -> list[BaseRoute]:
        """The addresses that are here."""
        return [
            Route(SUGGESTIONS, self._may_it, methods=["OPTIONS"]),
            Route(SUGGESTIONS, self._receive, methods=["POST"]),
            Route(FORM, self._form),
            Route(SCRIPT, self._script),
            Route(DEMO, self._demo),
        ]

    def _passed(self, request: Request) -> Passed | None:
        """Whether who asks may: a page of the desk itself, or of a site that the settings name."""
        origin = request.headers.get("origin")
        if origin is not None and origin.lower() in self._sites:
            return origin, origin.lower()
        return ("", None) if request.headers.get("sec-fetch-site") == "same-origin" else None

    def _may_it(self, request: Request) -> Response:
        """What a browser asks before it sends a letter from another site's page (CORS)."""
        passed = self._passed(request)
        if passed is None:
            return problem(HTTPStatus.FORBIDDEN, _NOT_THIS_SITE, {"vary": "Origin"})
        may = {
            "access-control-allow-methods": "POST",
            "access-control-allow-headers": "content-type",
            "access-control-max-age": "600",
        }
        return Response(status_code=HTTPStatus.NO_CONTENT, headers={**_shared(passed), **may})

    async def _receive(self, request: Request) -> Response:
        passed = self._passed(request)
        if passed is None:
            return problem(HTTPStatus.FORBIDDEN, _NOT_THIS_SITE, {"vary": "Origin"})
        by_form = not request.headers.get("content-type", "").startswith(_JSON)
        answer = _page_of if by_form else _data_of
        try:
            told = await (_typed(request) if by_form else _sent(request))
        except ClientDisconnect:
            return problem(HTTPStatus.BAD_REQUEST, "The letter broke off.", _shared(passed))
        except RulingError as error:
            return answer(HTTPStatus.UNPROCESSABLE_ENTITY, str(error), _shared(passed))
        return await run_in_threadpool(self._take, request, told, passed, answer)

    def _take(self, request: Request, told: Mapping[str, object], passed: Passed, answer: "Answer") -> Response:
        shared = _shared(passed)
        page = str(told.get("url"))[:LONGEST_ADDRESS].split("#")[0].split("?")[0]
        wait = self._limits.seconds_to_wait(
            (f"from {network_of(self._asker(request))}", EACH_HOUR), (f"on {page}", ON_ONE_PAGE), ("all", IN_ALL)
        )
        if wait:
            return answer(HTTPStatus.TOO_MANY_REQUESTS, _TOO_OFTEN, {**shared, "retry-after": str(wait)})
        if told.get(_TRAP):
            return answer(HTTPStatus.ACCEPTED, "", shared)
        try:
            self._newsroom.letters.receive(told, passed[1])
        except RulingError as error:
            return answer(HTTPStatus.UNPROCESSABLE_ENTITY, str(error), shared)
        except FirsthandError:
            return answer(HTTPStatus.SERVICE_UNAVAILABLE, _NOT_NOW, {**shared, "retry-after": "60"})
        return answer(HTTPStatus.ACCEPTED, "", shared)

    def _asker(self, request: Request) -> str:
        """For which address it is asked. What a proxy says is believed only where the settings name one."""
        if self._newsroom.settings.behind_proxy:
            return request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
        return request.client.host if request.client is not None else ""

    def _form(self, request: Request) -> Response:
        given = request.query_params
        return _page("Suggest a correction", _fields(given.get("url", ""), given.get("quote", "")))

    def _script(self, _: Request) -> Response:
        kept = {"cache-control": "public, max-age=3600", "cross-origin-resource-policy": "cross-origin"}
        return Response(script(), media_type="text/javascript; charset=utf-8", headers=kept)

    def _demo(self, _: Request) -> Response:
        """An invented article with the script in it, for whoever wants to try it; its own styles may hold here."""
        page = samples_folder().joinpath(*_DEMO_PAGE).read_bytes()
        own = " ".join(_hashed(style) for style in _STYLE.findall(page.decode()))
        policy = dict(HEADERS)["content-security-policy"].replace("style-src 'self'", f"style-src {own}")
        return Response(page, media_type="text/html; charset=utf-8", headers={"content-security-policy": policy})


@cache
def script() -> str:
    """What a site puts on its pages."""
    return files("firsthand.show.web").joinpath("firsthand.js").read_text("utf-8")


Answer = Callable[[HTTPStatus, str, Mapping[str, str]], Response]

_NOT_THIS_SITE: Final = "This desk takes no letters from this site; its editors name the sites (letters_from)."
_TOO_OFTEN: Final = "Many letters came within an hour; please send this one later."
_NOT_NOW: Final = "The letter could not be kept just now; please send it again in a minute."


def _hashed(text: str) -> str:
    """How a content policy names a style that stands in the page."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _shared(passed: Passed) -> dict[str, str]:
    """For whom a browser may open the answer."""
    return {"vary": "Origin", **({"access-control-allow-origin": passed[0]} if passed[0] else {})}


async def _sent(request: Request) -> Mapping[str, object]:
    """What `firsthand.js` sends. Raises RulingError."""
    try:
        told = json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        raise RulingError("the letter: expected JSON, came something else") from error
    if not isinstance(told, dict):
        raise RulingError("the letter: expected an object with fields, came something else")
    return told


async def _typed(request: Request) -> Mapping[str, object]:
    """What was typed into the form."""
    async with request.form(max_files=0, max_fields=10) as form:
        given = {name: value for name, value in form.items() if isinstance(value, str)}
    quote = {"exact": given.pop("exact", "")}
    return {**given, "quote": quote}


def _data_of(status: HTTPStatus, why: str, headers: Mapping[str, str]) -> Response:
    if why:
        return problem(status, why, headers)
    return Response(_TAKEN, status, headers=dict(headers), media_type=_JSON)


def _page_of(status: HTTPStatus, why: str, headers: Mapping[str, str]) -> Response:
    said = why or "Thank you. An editor will look at it; nothing is shown to others before."
    return _page("It was not taken" if why else "It was sent", element("p", said, class_="dek"), status, headers)


def _page(
    title: str, main: Markup, status: HTTPStatus = HTTPStatus.OK, headers: Mapping[str, str] | None = None
) -> Response:
    html = framed(title, joined((heading("To the editors", title), main)), here=FORM)
    given = dict(headers or {})
    return Response(html.encode("utf-8", "replace"), status, headers=given, media_type="text/html; charset=utf-8")


def _fields(url: str, quote: str) -> Markup:
    """The form for whoever has no script: the same questions, and the words copied by hand."""
    return element(
        "form",
        _field(
            "The address of the page",
            element("input", name="url", type="url", value=url[:LONGEST_ADDRESS], **_must(LONGEST_ADDRESS)),
        ),
        _field(
            "The words that are wrong, as they stand there",
            element("textarea", quote[:LONGEST_QUOTE], name="exact", rows="3", **_must(LONGEST_QUOTE)),
        ),
        _field(
            "What is wrong, and how do you know?", element("textarea", name="note", rows="5", **_must(LONGEST_LETTER))
        ),
        _field(
            "How to reach you, if you like; only editors see it, and they delete it if you ask",
            element("input", name="contact", maxlength=str(LONGEST_CONTACT), autocomplete="email"),
        ),
        element(
            "div",
            _field("Leave this empty", element("input", name=_TRAP, tabindex="-1", autocomplete="off")),
            class_="unseen",
            aria_hidden="true",
        ),
        element("button", "Send", class_="first"),
        method="post",
        action=SUGGESTIONS,
        class_="form letter",
    )


def _field(name: str, field: Markup) -> Markup:
    return element("label", element("span", name), field)


def _must(most: int) -> dict[str, str | bool]:
    return {"required": True, "maxlength": str(most)}
