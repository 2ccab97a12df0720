"""How is a file written that somebody may be reading? Whole, or not at all."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile


def write_whole(text: str, path: Path) -> None:
    """Write `text` to `path` in one step; straight into what is no file, such as a pipe. Raises OSError."""
    if path.exists() and not path.is_file():
        path.write_text(text, "utf-8")
        return
    with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            file.write(text)
            file.close()
            Path(file.name).chmod(0o666 & ~_umask())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
