"""What is at this address now? Servers asked safely, politely, and no more often than needed.

Each address is resolved once and checked, the connection goes there and nowhere else, and the same again at each of at
most five redirects. Sites that do not want programs are left alone; a host is asked one thing at a time; a page that
was had before is asked for only if it changed; a server that fails is tried again, later each time, and a body that
breaks off is asked for from there. Nothing is sent but the request and this program's name; no cookies are kept, no
proxy of the environment is used.
"""

import hashlib
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Protocol
from urllib.parse import urljoin

import httpcore
import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from firsthand.ingest.addresses import Resolve, Target, check
from firsthand.ingest.answers import MOVED, Answer, Limits, ask, body_of, refuse_status
from firsthand.ingest.capture import Capture, Unchanged
from firsthand.ingest.dates import from_datetime
from firsthand.ingest.pace import Pace
from firsthand.ingest.robots import SIZE_BYTES, Robots, Rules, rules_of
from firsthand.model.coverage import Visit
from firsthand.model.errors import FetchFailed, FirsthandError, NotAllowed, TooMuch, Unusable

__all__ = ["Fetcher", "Limits", "Manners", "Memory", "Rules", "fetch"]

_REDIRECTS = 5
_OK, _PARTIAL, _UNCHANGED = 200, 206, 304
_PASSING = frozenset({408, 429, 500, 502, 503, 504})
"""What may be otherwise a moment later."""
_SERVER_FAILS = 500
_LONGEST_WAIT = timedelta(days=1)
"""A Retry-After of more is kept as this."""

_FAULTS = (
    httpx.HTTPError,
    httpx.InvalidURL,
    httpx.CookieConflict,
    httpx.StreamError,
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
    httpcore.ConnectionNotAvailable,
    ssl.SSLError,
    OSError,
    UnicodeError,
    ValueError,
)
"""Everything that asking can raise; a test holds this against what the two libraries export."""
_MAY_PASS = (
    httpx.TimeoutException,
    httpx.NetworkError,
    httpx.RemoteProtocolError,
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.RemoteProtocolError,
    ConnectionError,
)
"""Those of them after which it is worth asking again."""


class Memory(Protocol):
    """What is remembered of servers from one run of the program to the next."""

    def visit(self, url: str) -> Visit | None:
        """The last visit to `url`, as it was asked; None when there was none."""
        ...

    def remember(self, visit: Visit) -> None:
        """Keep `visit` in the place of the one before."""
        ...

    def rules(self, site: str) -> Rules | None:
        """The rules of a site (scheme, host and port), as they were last asked for."""
        ...

    def remember_rules(self, site: str, rules: Rules) -> None:
        """Keep the rules of a site."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How servers are treated."""

    robots: bool = True
    """Whether their robots.txt counts."""
    pause_s: float = 1.0
    """The least time between the beginnings of two requests to one host."""
    tries: int = 3
    """How often one that fails is asked, the first time included."""
    patience_s: float = 20.0
    """The longest that one call waits because a server says so; where it says more, the call ends."""
    contact: str = ""
    """Whom its people may write to; sent with each request."""


_LIMITS = Limits()
_MANNERS = Manners()
_BLUNT = Manners(robots=False, pause_s=0.0, tries=1)


def fetch(
    url: str, *, allow_private: bool = False, resolve: Resolve | None = None, limits: Limits = _LIMITS
) -> Capture:
    """What the server answers to one GET of `url`, as `Fetcher` asks it, but once, at once, and remembering nothing."""
    fetcher = Fetcher(allow_private=allow_private, resolve=resolve, limits=limits, manners=_BLUNT)
    capture = fetcher(url)
    assert isinstance(capture, Capture)  # noqa: S101 - without a memory nothing is unchanged
    return capture


class Fetcher:
    """Asks servers. Several threads may use one; each host is asked one thing at a time.

    `allow_private` lets addresses of this machine and private networks through, for an editor's own servers.
    `resolve` stands for the system's resolver, `clock` for the time (UTC), `sleep` for waiting.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        resolve: Resolve | None = None,
        limits: Limits = _LIMITS,
        manners: Manners = _MANNERS,
        memory: Memory | None = None,
        clock: Callable[[], datetime] | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._allow_private = allow_private
        self._resolve = resolve or _within(limits.step_s)
        self._limits = limits
        self._manners = manners
        self._memory = memory
        self._clock = clock or _now
        self._sleep = sleep
        self._pace = Pace(lambda: self._clock().timestamp(), sleep)
        self._robots: dict[str, Robots] = {}

    def __call__(self, url: str) -> Capture | Unchanged:
        """What is at `url`, after at most five redirects: `Capture.url` is the last address.

        Unchanged when it is what the memory says it was. Raises NotAllowed for an address that must not be asked or
        that the server keeps back, NotFound when there is none, TooMuch for a body over the limit, FetchFailed for all
        else.
        """
        known = self._memory.visit(url) if self._memory else None
        self._refuse_too_early(known)
        trip = _Trip(self._limits.total_s)
        try:
            target, answer = self._followed(url, known, trip)
            if answer.status == _UNCHANGED and known is not None:
                self._remember(replace(known, at=self._clock(), status=_UNCHANGED, wait_until=None, failures=0))
                return Unchanged(origin=url, url=str(target.url), at=self._clock())
            return self._captured(url, target, answer, known)
        except Unusable as error:
            self._remember_failure(url, known, trip, error)
            raise
        except _FAULTS as error:
            failed = _translated(error, self._limits)
            self._remember_failure(url, known, trip, failed)
            raise failed from error

    def _refuse_too_early(self, known: Visit | None) -> None:
        if known is not None and known.wait_until is not None and self._clock() < known.wait_until:
            raise FetchFailed(
                "expected a server that may be asked, came one that wants to be left alone until "
                f"{known.wait_until:%Y-%m-%d %H:%M} UTC; try again then"
            )

    def _captured(self, url: str, target: Target, answer: Answer, known: Visit | None) -> Capture | Unchanged:
        refuse_status(answer)
        raw = body_of(answer, self._limits.size_bytes)
        at = self._clock()
        sha256 = hashlib.sha256(raw).hexdigest()
        visit = Visit(
            url=url,
            at=at,
            status=answer.status,
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
            landed=str(target.url),
            capture=sha256,
        )
        self._remember(visit)
        if known is not None and known.capture == sha256:
            return Unchanged(origin=url, url=str(target.url), at=at)
        media, _, _ = answer.headers.get("content-type", "").partition(";")
        charset = httpx.Response(_OK, headers=answer.headers).charset_encoding
        return Capture(
            origin=url,
            raw=raw,
            media=media.strip().lower() or None,
            charset=charset,
            url=str(target.url),
            captured=from_datetime(at),
        )

    def _remember(self, visit: Visit) -> None:
        if self._memory is not None:
            self._memory.remember(visit)

    def _remember_failure(self, url: str, known: Visit | None, trip: "_Trip", error: FirsthandError) -> None:
        """Count a visit that brought nothing; what an earlier one brought still holds."""
        if isinstance(error, NotAllowed) and trip.status == 0:
            return  # nobody was asked
        known = known or Visit(url=url, at=self._clock(), status=0)
        failures = known.failures + 1
        self._remember(
            replace(known, at=self._clock(), status=trip.status, wait_until=trip.wait_until, failures=failures)
        )

    def _followed(self, url: str, known: Visit | None, trip: "_Trip") -> tuple[Target, Answer]:
        """The first answer that is no redirect, and where it came from."""
        address = url
        for _ in range(_REDIRECTS + 1):
            target = self._checked(address)
            pause_s = self._allowed(target, trip)
            answer = self._asked(target, _validators(known, target), pause_s, trip)
            if answer.status not in MOVED or "location" not in answer.headers:
                return target, answer
            address = urljoin(str(target.url), answer.headers["location"])
        raise FetchFailed(
            f"expected a page after at most {_REDIRECTS} redirects, came more; name the last address itself"
        )

    def _checked(self, address: str) -> Target:
        return check(address, self._resolve, allow_private=self._allow_private)

    def _allowed(self, target: Target, trip: "_Trip") -> float:
        """The pause that the site of `target` wants between requests. Raises NotAllowed where it wants none."""
        if not self._manners.robots:
            return self._manners.pause_s
        site = str(target.url.copy_with(raw_path=b"/", fragment=None))
        robots = self._robots.get(site)
        if robots is None or not robots.rules.is_fresh(self._clock()):
            robots = self._robots[site] = Robots(self._rules(site, trip))
        if not robots.allow(str(target.url)):
            raise NotAllowed(
                f"expected a page that programs may have, came one that {site}robots.txt keeps from them; open it in "
                "a browser, save it and name the file"
            )
        return max(self._manners.pause_s, robots.pause_s)

    def _rules(self, site: str, trip: "_Trip") -> Rules:
        """The rules of a site: those that are remembered, if they are fresh, else as it says now."""
        known = self._memory.rules(site) if self._memory else None
        if known is not None and known.is_fresh(self._clock()):
            return known
        rules = rules_of(self._robots_txt(site, trip), self._clock())
        if self._memory is not None:
            self._memory.remember_rules(site, rules)
        return rules

    def _robots_txt(self, site: str, trip: "_Trip") -> bytes:
        """The file of rules, or nothing where the site has none. Raises FetchFailed where its server fails."""
        address = urljoin(site, "/robots.txt")
        for _ in range(_REDIRECTS + 1):
            target = self._checked(address)
            answer = self._asked(target, {}, self._manners.pause_s, trip)
            if answer.status in MOVED and "location" in answer.headers:
                address = urljoin(str(target.url), answer.headers["location"])
                continue
            if answer.status >= _SERVER_FAILS:
                break
            with suppress(Unusable):
                return body_of(answer, SIZE_BYTES) if answer.status == _OK else b""
            return b""  # an empty or unreadable file forbids nothing
        raise FetchFailed(
            f"expected a server that says what programs may have ({address}), came an error; try again later"
        )

    def _asked(self, target: Target, headers: dict[str, str], pause_s: float, trip: "_Trip") -> Answer:
        """The answer of one server, asked again where that may help."""
        held = _Held(headers)

        def wait(state: RetryCallState) -> float:
            failed = state.outcome.exception() if state.outcome else None
            wanted = failed.wait_s if isinstance(failed, _Passing) else None
            return _BACKOFF(state) if wanted is None else wanted

        def pause(seconds: float) -> None:
            trip.waited(seconds)
            self._sleep(seconds)

        again = Retrying(
            stop=stop_after_attempt(self._manners.tries),
            retry=retry_if_exception_type(_Passing),
            wait=wait,
            sleep=pause,
            reraise=True,
        )
        try:
            return again(self._once, target, held, pause_s, trip)
        except _Passing as failed:
            raise failed.error from failed

    def _once(self, target: Target, held: "_Held", pause_s: float, trip: "_Trip") -> Answer:
        """One request. Raises _Passing where another may bring more."""
        try:
            with self._pace.turn(target.url.host, pause_s) as waited:
                trip.waited(waited)
                answer = ask(target, held.headers, trip.deadline, self._limits, self._manners.contact)
        except _MAY_PASS as error:
            if trip.is_over:
                raise
            raise _Passing(_translated(error, self._limits)) from error
        trip.status = answer.status
        if answer.status in _PASSING:
            self._refuse_passing(answer, trip)
        answer = held.joined(answer)
        if len(answer.wire) > self._limits.size_bytes:
            raise TooMuch(f"expected at most {self._limits.size_bytes:,} bytes, came more; save the part that you need")
        if answer.broken:
            held.keep(answer)
            raise _Passing(FetchFailed("expected a page, came no proper answer (it breaks off); try again later"))
        return answer

    def _refuse_passing(self, answer: Answer, trip: "_Trip") -> None:
        """Raise _Passing where it is worth waiting, else what the status means; keep what the server wants."""
        wanted = _retry_after(answer.headers.get("retry-after", ""), self._clock())
        if wanted is not None:
            trip.wait_until = self._clock() + wanted
        try:
            refuse_status(answer)
        except Unusable as error:
            wait_s = wanted.total_seconds() if wanted is not None else None
            if wait_s is not None and wait_s > self._manners.patience_s:
                raise
            raise _Passing(error, wait_s) from error


class _Passing(Exception):
    """What failed and may not fail the next time, within this room; `wait_s` is what the server wants us to wait."""

    def __init__(self, error: Unusable, wait_s: float | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.wait_s = wait_s


_BACKOFF = wait_random_exponential(multiplier=1, max=10)
"""Between 0 and 1, 2, 4 ... seconds: "full jitter", so that many who failed at once do not come back at once."""


class _Trip:
    """One call of the fetcher: until when it may last, what came last, and until when the server wants to be left."""

    def __init__(self, total_s: float) -> None:
        self.deadline = time.monotonic() + total_s
        self.status = 0
        self.wait_until: datetime | None = None

    def waited(self, seconds: float) -> None:
        """Time in which we did as the server wants does not count."""
        self.deadline += seconds

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self.deadline


class _Held:
    """What came of a body that broke off, and the request for the rest of it."""

    def __init__(self, headers: dict[str, str]) -> None:
        self.headers = headers
        self._own = headers
        self._wire = b""

    def keep(self, answer: Answer) -> None:
        """Ask for the rest of `answer` the next time, where the server can give it and says which wording it is of."""
        etag = answer.headers.get("etag", "")
        wording = etag if etag and not etag.startswith("W/") else answer.headers.get("last-modified", "")
        can = answer.headers.get("accept-ranges", "").strip().lower() == "bytes" or answer.status == _PARTIAL
        self._wire = answer.wire if wording and can else b""
        rest = {"Range": f"bytes={len(self._wire)}-", "If-Range": wording} if self._wire else self._own
        self.headers = rest

    def joined(self, answer: Answer) -> Answer:
        """`answer`, what was held put before it if it is the rest of that."""
        if answer.status != _PARTIAL:
            return answer
        if not self._wire or not answer.headers.get("content-range", "").startswith(f"bytes {len(self._wire)}-"):
            raise FetchFailed("expected a whole page, came a part that was not asked for; try again later")
        return replace(answer, wire=self._wire + answer.wire)


def _validators(known: Visit | None, target: Target) -> dict[str, str]:
    """What makes a request conditional, where the address is the one that answered the last time."""
    if known is None or known.capture is None or known.landed != str(target.url):
        return {}
    told = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in told.items() if value}


def _retry_after(value: str, now: datetime) -> timedelta | None:
    """How long the server wants to be left alone: "120", or a date. None where it says nothing that is known."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(timedelta(seconds=min(int(value[:9]), 10**8)), _LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(until - now, timedelta(0)), _LONGEST_WAIT)


def _now() -> datetime:
    return datetime.now(UTC)


def _within(seconds: float) -> Resolve:
    """The system's resolver, which does not say how long it takes; it is left alone after so many seconds."""

    def resolve(host: str, port: int) -> Sequence[str]:
        found: queue.Queue[Sequence[str] | Exception] = queue.Queue()

        def look() -> None:
            try:
                found.put(_system(host, port))
            except (OSError, UnicodeError) as error:
                found.put(error)

        threading.Thread(target=look, daemon=True).start()
        try:
            answer = found.get(timeout=seconds)
        except queue.Empty as error:
            raise TimeoutError(f"no address for {host} within {seconds:.0f} s") from error
        if isinstance(answer, Exception):
            raise answer
        return answer

    return resolve


def _system(host: str, port: int) -> Sequence[str]:
    """The addresses of `host`, by the system's resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def _translated(error: Exception, limits: Limits) -> Unusable:
    """What a library's exception means to the person who named the address."""
    if isinstance(error, httpx.TimeoutException | httpcore.TimeoutException | TimeoutError):
        return FetchFailed(f"expected an answer within {limits.total_s:.0f} s, came none; try again later")
    if isinstance(error, httpx.UnsupportedProtocol | httpcore.UnsupportedProtocol | httpx.InvalidURL):
        return NotAllowed(f"expected an http or https address, came one that is neither ({error}); check the spelling")
    if isinstance(error, ssl.SSLError) or "CERTIFICATE" in str(error).upper():
        return FetchFailed(f"expected a server that proves its name, came {error}; check the address, or save the page")
    said = str(error) or type(error).__name__
    return FetchFailed(f"expected a page, came no proper answer ({said}); try again later, or save the page")
