"""Is this the same page, and is it a new wording of it?

`https://News.example:443/bridge/?utm_source=feed#top` and `https://news.example/bridge` are one page: the address
of an article is compared without what only tells how somebody came there. And a page that is fetched again
with another advertisement in it is not a new wording: only the article's own words make one.
"""

import functools
import tomllib
from importlib import resources
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from firsthand.model.coverage import Revision
from firsthand.model.errors import LexiconError
from firsthand.text.revised import differences

_PORTS = {"http": 80, "https": 443}
_SAFE = ":@!$&'()*+,;=~-._"


def canonical_url(url: str) -> str:
    """`url` in the form in which two addresses of one page are equal; as it came when it is no web address.

    Scheme and host in lower case, no default port, no fragment, no user name, no tracking parameters (the list
    is in `phrases/tracking.toml`), the others sorted, no slash at the end, percent signs only where needed.

    >>> canonical_url("HTTPS://News.Example:443/bridge/?utm_source=x&id=7#top")
    'https://news.example/bridge?id=7'
    """
    written = url.strip()
    try:
        parts = urlsplit(written)
        port = parts.port
    except ValueError:
        return written
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not parts.hostname:
        return written
    host = parts.hostname.lower().rstrip(".")
    host = f"[{host}]" if ":" in host else host
    where = host if port is None or port == _PORTS[scheme] else f"{host}:{port}"
    path = "/".join(_evened(segment) for segment in parts.path.split("/")).rstrip("/")
    return urlunsplit(SplitResult(scheme, where, path, _kept_query(parts.query), ""))


def _evened(segment: str) -> str:
    """One part of a path with percent signs only where they are needed; an encoded slash stays one."""
    return quote(unquote(segment, errors="surrogateescape"), safe=_SAFE, errors="surrogateescape")


def _kept_query(query: str) -> str:
    exact, prefixes = _tracking()
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    kept = [(k, v) for k, v in pairs if k.lower() not in exact and not k.lower().startswith(prefixes)]
    return urlencode(sorted(kept), errors="surrogateescape")


@functools.cache
def _tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    """Names of parameters that tell how a reader came to a page, and how such names begin."""
    text = resources.files("firsthand.ingest").joinpath("phrases", "tracking.toml").read_text("utf-8")
    table = tomllib.loads(text)
    exact, prefixes = table.get("exact"), table.get("prefixes")
    if not (_words(exact) and _words(prefixes)):
        raise LexiconError('phrases/tracking.toml: expected the lists "exact" and "prefixes" of lower-case words')
    return frozenset(exact or ()), tuple(prefixes or ())


def _words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(w, str) and w and w == w.lower() for w in value)


def revises(earlier: Revision, later: Revision) -> bool:
    """Whether `later` is another wording of the article that `earlier` is a wording of.

    False when they are different articles, and when only furniture, type, white space or the page's way of writing the
    same headline differs. A changed note of correction is a new wording: it says so itself. See `text.revised`.
    """
    return earlier.article == later.article and bool(differences(earlier, later))
