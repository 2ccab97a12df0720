"""Which files are meant, and what is in them? Paths, folders, globs, standard input and addresses to Captures.

`firsthand brief coverage/ "wire/*.jsonl.gz" - https://news.example/bridge` names four inputs of four kinds.
In a folder, files are read in the order of their paths; which of them are coverage, `filenames` tells. Named directly,
a file is read whatever it is called. What is packed, archived or lined up in a file comes out of it in `opening`.
"""

import glob
import io
import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from firsthand.ingest.capture import Capture, Unchanged
from firsthand.ingest.filenames import is_coverage, media_of
from firsthand.ingest.opening import Place, open_capture, open_stream
from firsthand.model.coverage import Setback
from firsthand.model.errors import NotAllowed, NotFound, TooMuch, Unusable

Fetch = Callable[[str], Capture | Unchanged]

_STANDARD_INPUT = "-"
_FOLDER_DEPTH = 64
"""Folders nested deeper than this are set back; the deepest crawl archives in use have about ten levels."""


def collect(
    inputs: Sequence[str], *, stdin: BinaryIO | None = None, fetch: Fetch | None = None
) -> Iterator[Capture | Unchanged | Setback]:
    """Yield what `inputs` name, in their order; what cannot be had is a Setback, and the rest goes on.

    `stdin` stands for "-" (the process's own by default), `fetch` for asking an address. One file that is
    reached by two inputs comes twice; it is one Revision later.
    """
    for given in inputs:
        try:
            if given == _STANDARD_INPUT:
                yield from open_stream(stdin or sys.stdin.buffer, Place(origin=_STANDARD_INPUT))
            elif _scheme_of(given) in ("http", "https"):
                came = (fetch or _fetch())(given)
                yield from (came,) if isinstance(came, Unchanged) else open_capture(came)
            else:
                yield from _from_disk(given)
        except Unusable as error:
            yield Setback(input=given, reason=str(error))


def collect_sent(name: str, raw: bytes) -> Iterator[Capture | Unchanged | Setback]:
    """What is in the bytes of one input that came without a file; `name` says, by its ending, what they may be."""
    try:
        yield from open_stream(io.BytesIO(raw), Place(origin=name, name=name, media=media_of(name)))
    except Unusable as error:
        yield Setback(input=name, reason=str(error))


def _fetch() -> Fetch:
    from firsthand.ingest.fetch import fetch  # noqa: PLC0415 - loads an HTTP client when an address is asked for

    return fetch


def _scheme_of(given: str) -> str | None:
    """The scheme of an address such as `https://...`, in lower case; None for a path."""
    scheme, colon, _ = given.partition("://")
    return scheme.lower() if colon and scheme.isalnum() else None


def _from_disk(given: str) -> Iterator[Capture | Setback]:
    """The file, the folder or the glob that `given` names."""
    if "\0" in given:
        raise NotFound("expected a path, came one with a NUL character in it; check how the list of inputs was made")
    if not given.strip():
        raise NotFound("expected a path or an address, came an empty one; name a file, a folder or a web page")
    scheme = _scheme_of(given)
    if scheme is not None:
        raise NotAllowed(
            f"expected an http or https address, or a path, came {scheme}://; save the page and name the file"
        )
    path = Path(given)
    if _exists(path):
        yield from _from_path(path)
    elif glob.has_magic(given):
        yield from _from_glob(given)
    else:
        raise NotFound(f"expected a file, a folder or an address, came {given!r}, which is not there; check the path")


def _exists(path: Path) -> bool:
    """Whether something has this path, a broken link included. A name too long to be one has not."""
    try:
        path.lstat()
    except PermissionError:
        return True
    except (OSError, ValueError):
        return False
    return True


def _from_glob(pattern: str) -> Iterator[Capture | Setback]:
    """All that `pattern` matches, in order; `**` reaches into folders."""
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - absolute patterns, and `**` alone
    if not matches:
        raise NotFound(f"expected files that match {pattern!r}, came none; check it, and put it in quotation marks")
    for match in matches:
        path = Path(match)
        if path.is_dir() and "**" in pattern:
            continue  # its files are matches themselves
        yield from _from_path(path)


def _from_path(path: Path) -> Iterator[Capture | Setback]:
    """One file, or all coverage in a folder."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            yield from _from_folder(path)
        else:
            yield from _from_file(path, mode)
    except Unusable as error:
        yield Setback(input=str(path), reason=str(error))
    except OSError as error:
        yield Setback(input=str(path), reason=str(_translated(error)))


def _translated(error: OSError) -> Unusable:
    """What the operating system's refusal means to the person who named the file."""
    if isinstance(error, PermissionError):
        return NotAllowed("expected a file that may be read, came one that may not; change its permissions (chmod +r)")
    if isinstance(error, FileNotFoundError):
        return NotFound("expected a file, came a name (or a link) behind which there is none; check the path")
    return NotFound(f"expected a file that can be read, came an error of the system ({error.strerror}); check the path")


def _from_file(path: Path, mode: int) -> Iterator[Capture | Setback]:
    """What one file holds, as it streams by, with the media type that its ending stands for."""
    if not stat.S_ISREG(mode):
        raise NotAllowed("expected a file or a folder, came a pipe or a device; send its content to standard input (-)")
    with path.open("rb") as stream:
        yield from open_stream(stream, Place(origin=str(path), name=path.name, media=media_of(path.name)))


def _from_folder(folder: Path) -> Iterator[Capture | Setback]:
    """All coverage below `folder`, in the order of the paths; a folder that leads back to itself is set back."""
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Path, tuple[tuple[int, int], ...]]] = [(folder, ())]
    while waiting:
        path, above = waiting.pop()
        try:
            status = path.stat()
            if stat.S_ISREG(status.st_mode):
                if is_coverage(path.name):
                    yield from _from_file(path, status.st_mode)
                continue
            if not stat.S_ISDIR(status.st_mode):
                continue  # pipes and devices among files are no coverage
            key = (status.st_dev, status.st_ino)
            _refuse_loop(path, key, above)
            if key in seen:
                continue  # a second link to a folder that was read already
            seen.add(key)
            below = [Path(entry.path) for entry in os.scandir(path) if not entry.name.startswith(".")]
        except Unusable as error:
            yield Setback(input=str(path), reason=str(error))
        except OSError as error:
            yield Setback(input=str(path), reason=str(_translated(error)))
        else:
            waiting += [(child, (*above, key)) for child in sorted(below, reverse=True)]


def _refuse_loop(path: Path, key: tuple[int, int], above: Sequence[tuple[int, int]]) -> None:
    if key in above:
        raise NotAllowed(
            f"expected a folder that does not contain itself, came {path.name!r}, a link that leads back to a folder "
            "above it; it was not entered again, everything else was read"
        )
    if len(above) >= _FOLDER_DEPTH:
        raise TooMuch(
            f"expected folders nested at most {_FOLDER_DEPTH} deep, came deeper ones; name the folder that you mean"
        )
