"""What may a person set? One file, `settings.toml` in the user's settings folder, and a few variables.

    ledger = "~/stories/harbour.sqlite"
    allow_private_addresses = false
    pause_s = 2.0

`FIRSTHAND_SETTINGS` names another file, `FIRSTHAND_LEDGER` another ledger; an option of the command line
goes before both, and a variable before the file.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Self

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from firsthand.model.errors import SettingsError

_FILE_VARIABLE = "FIRSTHAND_SETTINGS"
_LEDGER_VARIABLE = "FIRSTHAND_LEDGER"
_ORIGIN = re.compile(r"https?://[a-z0-9.-]{1,253}(?::[0-9]{1,5})?", re.IGNORECASE | re.ASCII)


def _default_ledger() -> str:
    return str(platformdirs.user_data_path("firsthand") / "ledger.sqlite")


class Settings(BaseModel):
    """Everything that can be set, with its default."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ledger: str = Field(default_factory=_default_ledger)
    """Where the ledger is: a path (`~` is the home folder), or a database address that SQLAlchemy knows."""

    allow_private_addresses: bool = False
    """Whether pages may be fetched from this machine and its own network. Off, because a page can redirect there."""

    obey_robots: bool = True
    """Whether pages that a site's robots.txt keeps from programs are left alone."""

    pause_s: float = Field(default=1.0, ge=0.0, le=3600.0)
    """The least seconds between the beginnings of two requests to one host; a site may ask for more."""

    contact: str = Field(default="", pattern=r"^[\x20-\x7e]{0,200}$")
    """Whom a server's people may write to, sent with each request: an address of mail or of a page."""

    editor: str = Field(default="", max_length=600)
    """Who rules on corrections at this desk, where the call does not say (`--by`). It goes into the log."""

    letters_from: tuple[str, ...] = ()
    """The sites whose pages may send what readers suggest, as origins: `https://post.example`."""

    behind_proxy: bool = False
    """Whether another server of yours stands before the desk and says for whom it asks (`X-Forwarded-For`)."""

    bulk: bool = False
    """Whether web pages are taken apart the fast way: less than half the time, a little less right."""

    shortest_watch_s: float = Field(default=60, gt=0)
    """The shortest `watch --every` that is taken, in seconds. Lower it only for a server of your own."""

    @field_validator("ledger")
    @classmethod
    def _expanded(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("expected a path, came nothing")
        return value if "://" in value else str(Path(value).expanduser())

    @field_validator("letters_from")
    @classmethod
    def _origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for one in value:
            if not _ORIGIN.fullmatch(one):
                raise ValueError(f"expected an origin such as https://post.example, came {one!r}")
        return tuple(one.lower() for one in value)

    @classmethod
    def load(cls, environ: Mapping[str, str] = os.environ, *, ledger: str | None = None) -> Self:
        """The settings in force: `ledger` (from the command line), then variables, then the file, then defaults.

        Raises SettingsError, which names the file and the setting.
        """
        named = environ.get(_FILE_VARIABLE)
        path = Path(named) if named else platformdirs.user_config_path("firsthand") / "settings.toml"
        given = _read(path, must_exist=bool(named))
        if chosen := ledger or environ.get(_LEDGER_VARIABLE):
            given["ledger"] = chosen
        try:
            found = cls.model_validate(given)
        except ValidationError as error:
            faults = "; ".join(f"{'.'.join(map(str, f['loc']))}: {f['msg']}" for f in error.errors())
            known = ", ".join(cls.model_fields)
            raise SettingsError(f"{path}: {faults}; the settings are {known}") from error
        if "ledger" in given and not _has_folder(found.ledger):
            folder = Path(found.ledger).parent
            raise SettingsError(f"ledger {found.ledger}: there is no folder {folder}; make it first, or name another")
        return found


def _has_folder(ledger: str) -> bool:
    """Whether there is a folder for it. Only the ledger that nobody named gets one made: a typing error should not."""
    return "://" in ledger or Path(ledger).parent.is_dir()


def _read(path: Path, *, must_exist: bool) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        if must_exist:
            raise SettingsError(
                f"{_FILE_VARIABLE} names {path}, and there is no such file; correct or unset it"
            ) from error
        return {}
    except OSError as error:
        raise SettingsError(f"{path} cannot be read ({error.strerror}); mend its permissions or remove it") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            f'{path} is no TOML file ({error}); a setting is a line such as: ledger = "a/path"'
        ) from error
