"""Is the call usable? What was typed, as records; and a sentence that helps where it cannot be used."""

import re
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TypeAlias

from firsthand.model.coverage import Hints
from firsthand.model.errors import NotADate, SettingsError
from firsthand.model.when import When

_INPUT_FORMS = "a file, a folder, a web address, or - for standard input"
_WRITTEN_OTHERWISE = re.compile(
    r"(\d{1,2})[./](\d{1,2})[./](\d{4})|(\d{4})[./](\d{1,2})[./](\d{1,2})|(\d{4})(\d\d)(\d\d)"
)

_LENGTH = re.compile(r"([0-9]{1,7}) ?([smhd])", re.ASCII)
_UNITS_S = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_LONGEST_S = 10 * 365 * 86_400


Said: TypeAlias = tuple[str | None, str | None, str | None]
"""What was typed for --published, --outlet and --url."""


def hints(said: Said) -> Hints:
    """What the call says of coverage that does not say it itself. Raises SettingsError."""
    published, outlet, url = said
    if url is not None and not url.lower().startswith(("http://", "https://")):
        raise SettingsError(f"--url: expected an address that begins with http:// or https://, came {url!r}")
    return Hints(published=a_date("--published", published) if published else None, outlet=outlet, url=url)


def a_date(option: str, value: str) -> When:
    """The date that was typed for `option`. Raises SettingsError, with the likely spelling."""
    try:
        return When(value.strip())
    except NotADate as error:
        raise SettingsError(f"{option}: expected a date such as 2031-05-04, came {value!r}{_meant(value)}") from error


def a_day(option: str, value: str) -> date:
    """The first day of the date that was typed for `option`. Raises SettingsError."""
    first = a_date(option, value).earliest
    if first is None:
        raise SettingsError(f"{option}: expected a day to begin with, such as 2031-05-04, came {value!r}")
    return first


def some_inputs(command: str, inputs: Sequence[str]) -> Sequence[str]:
    """`inputs`, where there are any. Raises SettingsError where there are none."""
    if not inputs:
        raise SettingsError(f"no input was given; name {_INPUT_FORMS}: firsthand {command} coverage/")
    if "-" in inputs and sys.stdin.isatty():
        sys.stderr.write("Reading standard input; end it with Ctrl+D.\n")
    return inputs


def addresses(given: Sequence[str]) -> Sequence[str]:
    """`given`, where they are web addresses. Raises SettingsError where one is not, or there are none."""
    if not given:
        raise SettingsError("no address was given; name a feed, a sitemap or a page: firsthand watch https://...")
    for one in given:
        if not one.lower().startswith(("http://", "https://")):
            raise SettingsError(f"expected an address that begins with http:// or https://, came {one!r}")
    return given


def a_length(option: str, value: str) -> timedelta:
    """The time that was typed for `option`: a figure with s, m, h or d. Raises SettingsError.

    >>> a_length("--every", "10m")
    datetime.timedelta(seconds=600)
    """
    match = _LENGTH.fullmatch(value.strip().lower())
    if match is None or (seconds := int(match[1]) * _UNITS_S[match[2]]) > _LONGEST_S or not seconds:
        raise SettingsError(f"{option}: expected a time such as 90s, 10m, 2h or 1d, came {value!r}")
    return timedelta(seconds=seconds)


def a_file(option: str, value: str, example: str) -> Path:
    """Where a file is to be written that `option` names, such as `example`. Raises SettingsError where it cannot be."""
    path = Path(value).expanduser()
    if value == "-":
        raise SettingsError(f"{option}: expected the name of a file, came '-'; try {example}")
    if path.is_dir():
        raise SettingsError(f"{option}: expected the name of a file, came the folder {value!r}; try {value}/{example}")
    if not path.parent.is_dir():
        raise SettingsError(f"{option}: there is no folder {str(path.parent)!r}; make it first, or name another")
    return path


def _meant(value: str) -> str:
    """A suggestion where the digits of a date are there in another order."""
    match = _WRITTEN_OTHERWISE.fullmatch(value.strip())
    if match is None:
        return ""
    day, month, year, *others = match.groups()
    if not year:
        year, month, day = [part for part in others if part]
    try:
        return f"; did you mean {date(int(year), int(month), int(day)).isoformat()}?"
    except ValueError:
        return ""
