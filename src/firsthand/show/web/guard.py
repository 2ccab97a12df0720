"""Who may ask, and what may an answer do? Checked ahead of every page, and written on every answer.

The desk has no accounts: whoever reaches it may do everything. So it answers on this machine alone, and only to who
asks for it by its own name: a stranger's page, open in the same browser, may name a host that leads here (DNS
rebinding), or have a form that posts here. The first is told by the Host header, the second by what the browser says
of who asks.

What is for readers (`FOR_READERS`) may be asked under another name, where the settings say that a server of the
editor's own stands before the desk; and a letter may come from another site's page, as the letterbox judges.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any, Final

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MOST_BYTES: Final = 64_000_000
"""Of what is sent with a request: a scanned report or a day of pages. More is for `firsthand follow`."""
MOST_OF_A_FORM: Final = 1_000_000
"""Of a form that holds no file."""
READS: Final = frozenset({"GET", "HEAD"})
ADDING: Final = "/add"
SUGGESTIONS: Final = "/suggestions"
MOST_OF_A_LETTER: Final = 64_000
"""Of what a reader sends: words, note and what stands round them, a sign as the longest escape of JSON (12 bytes)."""
FOR_READERS: Final = frozenset(
    {
        SUGGESTIONS,
        "/suggest",
        "/firsthand.js",
        "/log",
        "/log.json",
        "/log.csv",
        "/log.atom",
        "/desk.css",
        "/icon.svg",
    }
)
"""What strangers may ask for. Nothing of it shows what is on the desk."""
_PASSED_ON: Final = (b"x-forwarded-for", b"forwarded", b"x-real-ip", b"via")
"""What servers that stand before others write on what they pass on; a browser on this machine writes none of it."""
_MOST: Final = {ADDING: MOST_BYTES, SUGGESTIONS: MOST_OF_A_LETTER}
HEADERS: Final = (
    (
        "content-security-policy",
        (
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
)


class Refused(Exception):
    """A request that is not answered, with its status, and why in a sentence."""

    def __init__(self, status: HTTPStatus, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


class Guard:
    """Asks `app` only what may be asked; `refuse` makes the page of a refusal."""

    def __init__(
        self, app: App, port: int, refuse: Callable[[str, HTTPStatus, str], App], *, behind_proxy: bool = False
    ) -> None:
        self._app = app
        self._behind_proxy = behind_proxy
        self._hosts = frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]"))
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI)."""
        if scope["type"] != "http":
            return
        sent = _Counted(receive, _MOST.get(scope["path"], MOST_OF_A_FORM))
        try:
            self._check(scope, sent)
        except Refused as refusal:
            app = self._refuse(scope["path"], refusal.status, refusal.why)
        else:
            app = self._app
        await app(scope, sent, _with_headers(send))

    def _check(self, scope: Scope, sent: "_Counted") -> None:
        """Raises Refused where this may not be asked, or not by whom."""
        if not is_near(scope.get("client")):
            raise Refused(HTTPStatus.FORBIDDEN, "The desk answers on its own machine alone.")
        for_readers = scope["path"] in FOR_READERS
        if not for_readers and any(_headers(scope, name) for name in _PASSED_ON):
            raise Refused(
                HTTPStatus.FORBIDDEN, "This page is for the desk’s own machine, and another server passed it on."
            )
        hosts = _headers(scope, b"host")
        if not (for_readers and self._behind_proxy) and (len(hosts) != 1 or hosts[0].lower() not in self._hosts):
            raise Refused(
                HTTPStatus.MISDIRECTED_REQUEST,
                "The desk was asked for by a name that is not its own. Open the address that firsthand serve printed.",
            )
        if scope["method"] in READS:
            return
        if scope["path"] != SUGGESTIONS and not self._is_own(scope, hosts[0].lower()):
            raise Refused(
                HTTPStatus.FORBIDDEN,
                "This change was asked for by another page than the desk’s own, so nothing was changed.",
            )
        length = "".join(_headers(scope, b"content-length"))
        if length and (not length.isdecimal() or int(length) > sent.most):
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, too_much(sent.most))

    @staticmethod
    def _is_own(scope: Scope, host: str) -> bool:
        """Whether a change is asked for by a page of the desk. Browsers say who asks; a program may say an Origin.

        A browser that is told to send no referrer says "null" for the origin of its own forms.
        """
        site, origin = _headers(scope, b"sec-fetch-site"), _headers(scope, b"origin")
        own = [f"http://{host}"]
        if site:
            return site == ["same-origin"] and origin in ([], ["null"], own)
        return origin == own


def is_near(client: object) -> bool:
    """Whether who asks is this machine itself.

    >>> is_near(("127.0.0.1", 51000)), is_near(("192.0.2.7", 51000)), is_near(None)
    (True, False, False)
    """
    try:
        return isinstance(client, (tuple, list)) and ip_address(client[0]).is_loopback
    except (IndexError, ValueError):
        return False


def too_much(most: int) -> str:
    """What is said where more came than is taken."""
    return f"Expected at most {most:,} bytes; for more, use firsthand follow."


class _Counted:
    """Hands on what is sent, and stops where it is more than it may be, whatever its length was said to be."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self._came = 0
        self.most = most

    async def __call__(self) -> Message:
        message = await self._receive()
        self._came += len(message.get("body", b""))
        if self._came > self.most:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, too_much(self.most))
        return message


def _headers(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in scope["headers"] if key == name]


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = {name.encode(): value.encode() for name, value in HEADERS}
            given = list(message.get("headers", ()))
            said = {key.lower() for key, _ in given}
            message = {**message, "headers": [*given, *(pair for pair in own.items() if pair[0] not in said)]}
        await send(message)

    return sending
