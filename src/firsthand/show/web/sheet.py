"""In which forms does each page answer? As a page, as JSON and, where it is a list, as CSV; each made when asked."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from firsthand.show.export.markup import Markup
from firsthand.show.neutral import neutral
from firsthand.show.present import Plain

Row = Sequence[str | int | None]

_FORMULA: Final = re.compile(r"[\s\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]|[\t\r\n]")
"""How a cell begins that a spreadsheet may take for a formula, or for a command."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page in all its forms. `rows` begin with their head; None where the page is no list.

    `here` is the room of the desk it is of, `query` the words that were searched for, `feed` where to follow it.
    """

    title: str
    here: str
    main: Callable[[], Markup]
    data: Callable[[], Plain]
    rows: Callable[[], Iterable[Row]] | None = None
    query: str = ""
    feed: str = ""


def as_csv(rows: Iterable[Row]) -> str:
    """`rows` as a spreadsheet reads them, and nothing in them as a formula.

    >>> as_csv([["who", "how many"], ["=1+1", 2]]).splitlines()
    ['who,how many', "'=1+1,2"]
    """
    out = io.StringIO()
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def _cell(value: str | int | None) -> str | int:
    if value is None:
        return ""
    if isinstance(value, int):
        return value
    text = neutral(value)
    return f"'{text}" if _FORMULA.match(text) else text
