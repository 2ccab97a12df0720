"""Who signed it, by what a page writes into its fields for authors? The names, without what stands round them.

"By Ann Lee", "https://post.example/team/ann-lee", "a.lee@post.example", "The Post (www.post.example)", <b>Ann Lee</b>:
a name is wanted, and nothing else.
"""

import re
from collections.abc import Iterable, Sequence
from html import unescape

from firsthand.ingest.jsonvalues import Json
from firsthand.ingest.lines import fold_line

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
_BY = re.compile(
    r"(?:(?:written |reported |words |text |story )?by|author|autor(?:in|en)?)(?::\s*|\s+)|"
    r"(?P<maybe>von|par|por|di|av|af|door)\s+",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"https?:|www\.|^[/@#]|[\w.+-]@[\w-]+\.|\.(?:com|org|net|de|co\.uk)/", re.IGNORECASE)
_BRACKETED = re.compile(r"\s{0,3}\((?:www\.|https?:)[^()]{1,100}\)")
_LONGEST = 120
_MOST = 12
_MOST_WORDS = 5
_PARTICLE_NAMES = "de da do dos van von der den la le al bin di del du"
_PARTICLES = frozenset(_PARTICLE_NAMES.split())


def plain(value: Json) -> str | None:
    """A text field on one line, without markup; publishers escape twice, so entities may be left in it."""
    if not isinstance(value, str):
        return None
    text = unescape(unescape(value)) if "&" in value else value
    if "<" in text:
        text = _TAG.sub("", text)
    return " ".join(text.replace("\xad", "").split()) or None


def name_of(value: Json, depth: int = 0) -> str | None:
    """The name of a person or body, however it is wrapped; None for an address."""
    match value:
        case str():
            name = plain(value)
            if name is None or len(name) > _LONGEST or _NO_NAME.search(name := _BRACKETED.sub("", name)):
                return None
            return _without_by(name).strip(" ,;|") or None
        case dict() if depth < _MOST:
            return name_of(value.get("name"), depth + 1)
        case list() if depth < _MOST:
            return next((name for one in value[:_MOST] if (name := name_of(one, depth + 1))), None)
        case _:
            return None


def _without_by(name: str) -> str:
    """`name` without "By"; "Von" is one only before a whole name, since people are called Von Trapp."""
    by = _BY.match(name)
    if by is None:
        return name
    rest = name[by.end() :]
    whole = [word for word in rest.split()[:2] if word[:1].isupper()]
    return name if by["maybe"] and len(whole) < 2 else rest  # noqa: PLR2004 - first and last name


def names_of(value: Json) -> tuple[str, ...]:
    """All names in a field for authors, each once, in order."""
    values = value if isinstance(value, list) else [value]
    found = [name for one in values[: 4 * _MOST] if (name := name_of(one))]
    return tuple({fold_line(name): name for name in reversed(found)}.values())[::-1][:_MOST]


def looks_personal(name: str) -> bool:
    """Whether `name` is written as a person's: two words or more, all in capitals but "de" and "van".

    >>> looks_personal("Ann van der Lee"), looks_personal("Powered by"), looks_personal("APA")
    (True, False, False)
    """
    words = name.split()
    capital = [word for word in words if word[:1].isupper()]
    return 2 <= len(capital) <= _MOST_WORDS and all(w[:1].isupper() or w in _PARTICLES for w in words)  # noqa: PLR2004


def byline_of(names: Iterable[str]) -> str | None:
    """The names with commas between; None for none."""
    return ", ".join(names) or None


def are_outlet(names: Sequence[str], outlet: str | None, host: str | None) -> bool:
    """Whether `names` are no more than the outlet's own: "The Post", "Post News", "post.example"."""
    own = {_letters(outlet or "")} | {_letters(part) for part in (host or "").split(".") if len(part) > len("com")}
    own.discard("")
    return all(any(one in _letters(name) or _letters(name) in one for one in own) for name in names) if own else False


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold())).removeprefix("the")
