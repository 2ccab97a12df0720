"""Was the log tampered with? Each entry is hashed together with the hash of the one before it.

Whoever deletes, alters or moves an entry breaks the chain at that place. Whoever cuts off its end leaves a chain that
holds, and so does whoever writes all of it anew: that is found by a head hash that was kept elsewhere.

>>> first = entry_after(None, at="2031-05-04T12:00:00Z", what="suggestion", body={"note": "seven, not nine"})
>>> second = entry_after(first, at="2031-05-04T13:00:00Z", what="ruling", body={"state": "accepted"})
>>> find_faults((first, second))
()
>>> find_faults((second,))
('entry 1 is missing',)
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

GENESIS: Final = "0" * 64
"""What stands where the first entry names the one before it."""

Plain: TypeAlias = str | int | bool | Sequence["Plain"] | Mapping[str, "Plain"] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the log. `number` counts from 1; `body` is canonical JSON; `before` and `hash` are hexadecimal."""

    number: int
    at: str
    what: str
    body: str
    before: str
    hash: str


def canonical(value: Plain) -> str:
    r"""`value` as JSON in one form alone: keys sorted, no spaces, ASCII. Numbers are whole (no float has one form).

    >>> print(canonical({"b": 1, "a": ["é", None]}))
    {"a":["\u00e9",null],"b":1}
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def entry_after(last: Entry | None, *, at: str, what: str, body: Plain) -> Entry:
    """The entry that follows `last`, or the first one."""
    number, before = (last.number + 1, last.hash) if last is not None else (1, GENESIS)
    written = canonical(body)
    return Entry(
        number=number, at=at, what=what, body=written, before=before, hash=_hash(number, at, what, written, before)
    )


def find_faults(entries: Sequence[Entry]) -> tuple[str, ...]:
    """What is wrong with the chain, in words, by number; empty where it holds. `entries` come by number."""
    return tuple(_faults(entries))


def _faults(entries: Sequence[Entry]) -> Iterator[str]:
    last: Entry | None = None
    for entry in entries:
        expected = last.number + 1 if last is not None else 1
        if entry.number > expected:
            missing = "is" if entry.number == expected + 1 else f"to {entry.number - 1} are"
            yield f"entry {expected} {missing} missing"
        elif entry.before != (last.hash if last is not None else GENESIS):
            yield f"entry {entry.number} does not follow the one before it: one of the two was altered, moved or put in"
        if entry.hash != _hash(entry.number, entry.at, entry.what, entry.body, entry.before):
            yield f"entry {entry.number} does not say what it said when it was written: it was altered or moved"
        last = entry


def _hash(number: int, at: str, what: str, body: str, before: str) -> str:
    whole = canonical({"number": number, "at": at, "what": what, "body": body, "before": before})
    return hashlib.sha256(whole.encode("ascii")).hexdigest()
