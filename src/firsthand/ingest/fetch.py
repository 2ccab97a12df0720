"""What does the server say? One page by http or https: asked safely, once, and never for more than the caps.

The host is resolved once and checked, the connection goes to that address and no other, and the same again at
each of at most five redirects. A server that drips a byte a second, sends an endless body or a gigabyte packed into
a kilobyte is left when time or size is up. Nothing is sent but the request and this program's name; no cookies are
kept, no proxy of the environment is used.
"""

import socket
import ssl
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from urllib.parse import urljoin

import httpcore
import httpx

from firsthand.ingest.addresses import Resolve, Target, check
from firsthand.ingest.capture import Capture
from firsthand.ingest.compressed import is_packed, unpack
from firsthand.model.errors import FetchFailed, NotAllowed, NotFound, NotText, TooMuch, Unusable

_REDIRECTS = 5
_OK = 200
_MOVED = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
_KEPT_BACK = frozenset({401, 402, 403, 407, 451})

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one fetch may cost. Bytes count on the wire and again after unpacking; seconds from first to last.

    A news page has 2.3 MB at most (of 314) and is there in a few seconds.
    """

    size_bytes: int = 20_000_000
    total_s: float = 30.0
    step_s: float = 10.0


_LIMITS = Limits()


def fetch(
    url: str, *, allow_private: bool = False, resolve: Resolve | None = None, limits: Limits = _LIMITS
) -> Capture:
    """What the server answers to a GET of `url`, after at most five redirects; `Capture.url` is the last address.

    `allow_private` lets addresses of this machine and private networks through, for an editor's own servers.
    `resolve` stands for the system's resolver. Raises NotAllowed for an address that must not be asked or that the
    server keeps back, NotFound when there is none, TooMuch for a body over the limit, FetchFailed for all else.
    """
    deadline = time.monotonic() + limits.total_s
    address = url
    try:
        for _ in range(_REDIRECTS + 1):
            target = check(address, resolve or _system, allow_private=allow_private)
            answer = _ask(target, deadline, limits)
            if isinstance(answer, Capture):
                return Capture(
                    origin=url, raw=answer.raw, media=answer.media, charset=answer.charset, url=str(target.url)
                )
            address = answer
    except _FAULTS as error:
        raise _translated(error, limits) from error
    raise FetchFailed(f"expected a page after at most {_REDIRECTS} redirects, came more; name the last address itself")


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


def _ask(target: Target, deadline: float, limits: Limits) -> Capture | str:
    """The answer of one server, or the address to which it sends us."""
    client = httpx.Client(
        transport=_Pinned(target, deadline),
        timeout=httpx.Timeout(limits.step_s),
        trust_env=False,
        follow_redirects=False,
        headers={
            "User-Agent": f"firsthand/{version('firsthand')} (reads news coverage for an editor, on request)",
            "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5",
            "Accept-Encoding": "gzip",
        },
    )
    with client, client.stream("GET", target.url) as response:
        if response.status_code in _MOVED and "location" in response.headers:
            return urljoin(str(target.url), response.headers["location"])
        _refuse_status(response)
        return _captured(response, deadline, limits)


def _refuse_status(response: httpx.Response) -> None:
    status = f"{response.status_code} {response.reason_phrase}".strip()
    if response.status_code == _OK:
        return
    if response.status_code in _GONE:
        raise NotFound(f"expected a page, came {status}: there is none at this address; check it")
    if response.status_code in _KEPT_BACK:
        raise NotAllowed(
            f"expected a page, came {status}: the server keeps it back; save it in a browser and name the file"
        )
    raise FetchFailed(f"expected a page, came {status}; try again later, or save it in a browser and name the file")


def _captured(response: httpx.Response, deadline: float, limits: Limits) -> Capture:
    """The body, unpacked, with what the head says of it."""
    wire = bytearray()
    for piece in response.iter_raw():
        wire += piece
        if len(wire) > limits.size_bytes:
            raise TooMuch(f"expected at most {limits.size_bytes:,} bytes, came more; save the part that you need")
        if time.monotonic() > deadline:
            raise httpcore.ReadTimeout
    raw = _decoded(bytes(wire), response.headers.get("content-encoding", ""), limits.size_bytes)
    if not raw.strip():
        raise NotText("expected a page, came an empty answer; open the address in a browser and save the page")
    media, _, _ = response.headers.get("content-type", "").partition(";")
    return Capture(origin="", raw=raw, media=media.strip().lower() or None, charset=response.charset_encoding)


def _decoded(wire: bytes, encoding: str, cap: int) -> bytes:
    """The body as it was before it was packed for the way, and unpacked if it is itself a packed file."""
    if encoding.strip().lower() not in ("", "identity", "gzip", "x-gzip"):
        raise FetchFailed(f"expected a body packed with gzip or not at all, came {encoding!r}; save the page instead")
    raw = unpack(wire, cap)
    return unpack(raw, cap) if is_packed(raw) else raw


class _Pinned(httpx.BaseTransport):
    """Sends requests for one target, and connects to its checked addresses only."""

    def __init__(self, target: Target, deadline: float) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl.create_default_context() if target.url.scheme == "https" else None,
            network_backend=_Network(target.addresses, deadline),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One request; what httpcore raises is translated by `fetch`."""
        assert isinstance(request.stream, httpx.SyncByteStream)  # noqa: S101 - tells the type checker what Client makes
        response = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        assert isinstance(response.stream, Iterable)  # noqa: S101 - the same
        return httpx.Response(
            status_code=response.status,
            headers=response.headers,
            stream=_Body(response, response.stream),
            extensions=response.extensions,
        )

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    """A response's body, on its way from httpcore to httpx."""

    def __init__(self, response: httpcore.Response, pieces: Iterable[bytes]) -> None:
        self._response = response
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        yield from self._pieces

    def close(self) -> None:
        self._response.close()


class _Network(httpcore.NetworkBackend):
    """Connections to fixed addresses, whatever the host is called, that end when time is up."""

    def __init__(self, addresses: Sequence[str], deadline: float) -> None:
        self._addresses = addresses
        self._deadline = deadline
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,  # noqa: ARG002 - the point: it is not resolved again
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first checked address that takes one."""
        failed: Exception = httpcore.ConnectError("no address")
        for address in self._addresses:
            try:
                stream = self._network.connect_tcp(
                    address, port, _left(self._deadline, timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _Timed(stream, self._deadline)
        raise failed


class _Timed(httpcore.NetworkStream):
    """A stream that ends at a deadline, however often a little arrives."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline, timeout))
        return _Timed(stream, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    """The seconds that one step may take. Raises ReadTimeout when none are left."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left if timeout is None else min(left, timeout)
