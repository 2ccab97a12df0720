"""What did the server say? One request to one checked address, and its answer within the caps.

`ask` gives the answer as it came, also one that breaks off in the middle: what came of it is worth keeping, since the
rest can be asked for by itself. `body_of` unpacks a whole one.
"""

import time
from dataclasses import dataclass
from http import HTTPStatus
from importlib.metadata import version

import httpcore
import httpx

from firsthand.ingest.addresses import Target
from firsthand.ingest.compressed import is_packed, unpack
from firsthand.ingest.pinned import Pinned
from firsthand.model.errors import FetchFailed, NotAllowed, NotFound, NotText, TooMuch

MOVED = frozenset({301, 302, 303, 307, 308})
_READ = frozenset({HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT})
_GONE = frozenset({404, 410})
_KEPT_BACK = frozenset({401, 402, 403, 407, 451})
_BREAKS = (httpx.RemoteProtocolError, httpx.ReadError, httpcore.RemoteProtocolError, httpcore.ReadError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one fetch may cost.

    Bytes count on the wire and again after unpacking; seconds from first to last, but for those in which it waits
    because a server wants it to. A news page has 2.3 MB at most (of 314) and is there in a few seconds.
    """

    size_bytes: int = 20_000_000
    total_s: float = 30.0
    step_s: float = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer.

    `wire` is its body as it was sent, empty for answers that are no content; `broken` whether more was promised.
    """

    status: int
    reason: str
    headers: httpx.Headers
    wire: bytes
    broken: bool


def ask(target: Target, headers: dict[str, str], deadline: float, limits: Limits, contact: str = "") -> Answer:
    """The answer to a GET of `target` with `headers` besides our own, within `limits`, until `deadline` (monotonic).

    Raises what httpx, httpcore, ssl and the system raise, and TooMuch.
    """
    client = httpx.Client(
        transport=Pinned(target, deadline),
        timeout=httpx.Timeout(limits.step_s),
        trust_env=False,
        follow_redirects=False,
        headers={
            "User-Agent": f"firsthand/{version('firsthand')} ({_purpose(contact)})",
            "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5",
            "Accept-Encoding": "gzip",
        },
    )
    with client, client.stream("GET", target.url, headers=headers) as response:
        wire, broken = _body(response, deadline, limits) if response.status_code in _READ else (b"", False)
        return Answer(
            status=response.status_code,
            reason=response.reason_phrase,
            headers=response.headers,
            wire=wire,
            broken=broken,
        )


def _purpose(contact: str) -> str:
    return f"reads news coverage for an editor, on request{f'; {contact}' if contact else ''}"


def _body(response: httpx.Response, deadline: float, limits: Limits) -> tuple[bytes, bool]:
    """The body as it is sent, and whether it breaks off."""
    wire = bytearray()
    try:
        for piece in response.iter_raw():
            wire += piece
            if len(wire) > limits.size_bytes:
                raise TooMuch(f"expected at most {limits.size_bytes:,} bytes, came more; save the part that you need")
            if time.monotonic() > deadline:
                raise httpcore.ReadTimeout
    except _BREAKS:
        return bytes(wire), True
    return bytes(wire), False


def refuse_status(answer: Answer) -> None:
    """Raise what the status of `answer` means, if it is not a page."""
    status = f"{answer.status} {answer.reason}".strip()
    if answer.status in _READ:
        return
    if answer.status in _GONE:
        raise NotFound(f"expected a page, came {status}: there is none at this address; check it")
    if answer.status in _KEPT_BACK:
        raise NotAllowed(
            f"expected a page, came {status}: the server keeps it back; save it in a browser and name the file"
        )
    raise FetchFailed(f"expected a page, came {status}; try again later, or save it in a browser and name the file")


def body_of(answer: Answer, cap: int) -> bytes:
    """The body as it was before it was packed for the way, and unpacked if it is itself a packed file.

    Raises TooMuch for more than `cap` bytes, FetchFailed for packings that nobody asked for, NotText for an empty one.
    """
    encoding = answer.headers.get("content-encoding", "")
    if encoding.strip().lower() not in ("", "identity", "gzip", "x-gzip"):
        raise FetchFailed(f"expected a body packed with gzip or not at all, came {encoding!r}; save the page instead")
    raw = unpack(answer.wire, cap)
    raw = unpack(raw, cap) if is_packed(raw) else raw
    if not raw.strip():
        raise NotText("expected a page, came an empty answer; open the address in a browser and save the page")
    return raw
