"""May this address be asked? A page that somebody names must not make this program knock on doors at home.

`http://127.0.0.1/`, `http://2130706433/`, `http://[::ffff:10.0.0.1]/` and a harmless-looking name that resolves to
169.254.169.254 all lead into the machine, the house's network or a cloud's metadata. The host is resolved once,
what comes out is judged here, and the connection is made to that and to nothing else.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import TypeAlias

import httpx

from firsthand.model.errors import NotAllowed, NotFound

IpAddress: TypeAlias = IPv4Address | IPv6Address
Resolve: TypeAlias = Callable[[str, int], Sequence[str]]
"""From host and port to addresses as text, likeliest first. Raises OSError when there are none."""

_REFUSED = tuple(
    IPv6Network(n) if ":" in n else IPv4Network(n)
    for n in (
        "168.63.129.16/32",  # a cloud's platform service, on an address that looks public
        "192.0.0.0/24",  # protocol assignments; some clouds keep their metadata there
        "192.88.99.0/24",  # 6to4 relays
        "2002::/16",  # 6to4, which holds any IPv4 address
        "2001::/32",  # Teredo, the same
        "fec0::/10",  # site-local, deprecated but routed in some houses
        "::/96",  # IPv4-compatible
        "64:ff9b:1::/48",  # local NAT64, which holds private IPv4 addresses
        "5f00::/16",  # segment routing
        "3fff::/20",  # documentation
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")
_HOME_ENDINGS = (".localhost", ".local", ".internal", ".home.arpa", ".lan", ".intranet", ".corp", ".home", ".onion")
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)", re.IGNORECASE)
_ODD = re.compile(r"[\x00-\x20\x7f\\]")
_LONGEST = 8_000
_LAST_PORT = 65_535
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_LONGEST_HOST = 253
_OTHER_SERVICES = frozenset(
    (
        *(0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104),
        *(109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515),
        *(526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049),
        *(3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080),
        *(2375, 2376, 3306, 5432, 6379, 9042, 9200, 11211, 27017),
    )
)
"""Ports that no page is served on: the bad ports of the Fetch standard (https://fetch.spec.whatwg.org/#bad-port), and
in the last row databases, caches and the like that take a request for a page as commands."""
_DO = "name a public web page, or save it and name the file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An address that may be asked, and the only places to connect to for it."""

    url: httpx.URL
    addresses: tuple[str, ...]


def check(url: str, resolve: Resolve, *, allow_private: bool = False) -> Target:
    """The target of `url`, its host resolved once.

    Raises NotAllowed when the address is not http(s), carries a user name, or leads anywhere but to the public
    network (unless `allow_private`); NotFound when its host does not resolve.
    """
    parsed = _parsed(url)
    host = parsed.raw_host.decode("ascii").rstrip(".").lower()
    if not allow_private:
        _refuse_name(host)
        _refuse_port(parsed.port)
    port = parsed.port or (443 if parsed.scheme == "https" else 80)
    try:
        found = tuple(resolve(host, port))
    except (OSError, UnicodeError) as error:
        raise NotFound(
            f"expected a host that exists, came {host!r}, which has no address; check the spelling"
        ) from error
    if not found:
        raise NotFound(f"expected a host that exists, came {host!r}, which has no address; check the spelling")
    if not allow_private:
        for address in found:
            _refuse_address(address, host)
    return Target(url=parsed, addresses=found)


def _parsed(url: str) -> httpx.URL:
    """`url` taken apart, by the parser that makes the request."""
    written = url.strip()
    if len(written) > _LONGEST or _ODD.search(written):
        raise NotAllowed(
            f"expected a web address, came one with spaces, back slashes or {_LONGEST:,} characters; {_DO}"
        )
    try:
        parsed = httpx.URL(written)
    except httpx.InvalidURL as error:
        raise NotAllowed(f"expected a web address, came {written[:80]!r} ({error}); check the spelling") from error
    if parsed.scheme not in ("http", "https"):
        raise NotAllowed(f"expected an http or https address, came {parsed.scheme or 'none'!r}; {_DO}")
    if not parsed.host or not 0 <= (parsed.port or 0) <= _LAST_PORT:
        raise NotAllowed(
            f"expected an address with a host and a port that exists, came {written[:80]!r}; check host and port"
        )
    if parsed.userinfo:
        raise NotAllowed(
            f"expected an address without a user name, came one with; leave out what stands before the @; {_DO}"
        )
    return parsed


def _refuse_name(host: str) -> None:
    """Refuse names of this machine and this house, and numbers that are addresses in disguise."""
    if host == "localhost" or host.endswith(_HOME_ENDINGS):
        raise NotAllowed(f"expected a public host, came {host!r}, a name of this machine or network; {_DO}")
    last = host.rpartition(".")[2]
    if _NUMBER.fullmatch(last) and not _is_plain(host):
        raise NotAllowed(f"expected a host name, came {host!r}, an address in an unusual spelling; {_DO}")
    if _is_plain(host) or (":" in host and "%" not in host):
        return
    labels = host.split(".")
    if len(labels) == 1 or len(host) > _LONGEST_HOST or not all(map(_LABEL.fullmatch, labels)):
        raise NotAllowed(f"expected the name of a public host, came {host[:80]!r}, which is none; {_DO}")


def _refuse_port(port: int | None) -> None:
    """Refuse ports of other services: what is sent there could be taken for commands."""
    if port in _OTHER_SERVICES:
        raise NotAllowed(f"expected a web server's port, came {port}, which is another service's; {_DO}")


def _is_plain(host: str) -> bool:
    """Whether `host` is an IPv4 address as everybody writes it."""
    try:
        IPv4Address(host)
    except ValueError:
        return False
    return True


def _refuse_address(written: str, host: str) -> None:
    """Refuse an address that is not of the public network."""
    try:
        address = ip_address(written.partition("%")[0])
    except ValueError as error:
        raise NotAllowed(f"expected an address of the public network, came {written!r} for {host!r}; {_DO}") from error
    if not is_public(address):
        raise NotAllowed(
            f"expected an address of the public network, came {written} for {host!r}, which is this machine, "
            f"a private network or reserved; {_DO}"
        )


def is_public(address: IpAddress) -> bool:
    """Whether `address` is one that anybody on the public network may ask.

    >>> is_public(IPv4Address("10.0.0.1")), is_public(IPv6Address("::ffff:10.0.0.1"))
    (False, False)
    """
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        if (int(address) >> 32) & 0xFDFFFFFF == 0x00005EFE:  # noqa: PLR2004 - ISATAP's mark before an IPv4 address
            return False
    if any(address in network for network in _REFUSED if network.version == address.version):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved
