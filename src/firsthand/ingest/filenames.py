"""What does the name of a file say about it? Its media type, and whether it is coverage at all.

In a folder or an archive, hidden files are passed over, and so are files that are about the folder (README, LICENSE)
or are by their ending no coverage (images, styles, data bases). A file of any other unknown ending is a Setback: it
may be coverage that somebody expects to be read.
"""

from pathlib import PurePosixPath

from firsthand.ingest.capture import MEDIA_BY_ENDING
from firsthand.ingest.compressed import unpacked_name
from firsthand.ingest.unread import unread_by_ending
from firsthand.model.errors import NotText

_ABOUT_THE_FOLDER_NAMES = "readme license licence copying notice changelog contributing authors install makefile todo"
_ABOUT_THE_FOLDER = frozenset(_ABOUT_THE_FOLDER_NAMES.split())
_NO_COVERAGE_NAMES = (
    ".png .jpg .jpeg .gif .webp .avif .heic .svg .ico .bmp .tif .tiff .mp3 .mp4 .m4a .ogg .wav .webm .mov .avi .css "
    ".js .mjs .map .woff .woff2 .ttf .otf .eot .py .pyc .toml .yaml .yml .ini .cfg .lock .log .csv .tsv .db .sqlite "
    ".sqlite3 .bak .tmp .swp .sha256 .sha1 .md5 .sig .asc .exe .dll .so .bin .parquet .npy .onnx .cdx .cdxj"
)
_NO_COVERAGE = frozenset(_NO_COVERAGE_NAMES.split())
_HIDDEN = (".", "__MACOSX")
_LONGEST_LABEL = 300


def ending_of(name: str) -> str:
    """The ending that tells what is in the file, in lower case, that of its packing left out.

    >>> ending_of("coverage/May.JSONL.gz"), ending_of("story")
    ('.jsonl', '')
    """
    return PurePosixPath(unpacked_name(name.lower())).suffix


def media_of(name: str) -> str | None:
    """The media type that the ending of `name` stands for; None for any other."""
    return MEDIA_BY_ENDING.get(ending_of(name))


def is_coverage(name: str) -> bool:
    """Whether a file in a folder is coverage by its name; False for what is passed over without a word.

    Raises NotText for an ending that nobody here knows, with what to do about it.
    """
    last = PurePosixPath(name).name
    ending = ending_of(name)
    if last.split(".")[0].lower() in _ABOUT_THE_FOLDER or ending in _NO_COVERAGE:
        return False
    if ending not in MEDIA_BY_ENDING:
        unread = unread_by_ending(name)
        if unread is not None:
            raise NotText(unread)
        raise NotText(
            f"expected a file ending such as .txt, .html, .md, .jsonl or .xml, came {ending or 'none'!r}; "
            "name the file itself to have it read as text"
        )
    return True


def is_hidden(name: str) -> bool:
    """Whether a file in an archive, or a folder that it lies in, is hidden, as `.git/config` is."""
    return any(part.startswith(_HIDDEN) and part not in (".", "..") for part in name.replace("\\", "/").split("/"))


def as_label(name: str) -> str:
    r"""The name of a member of an archive as messages show it: a path below the archive, whatever it tries to be.

    Nothing is ever written to such a path. Control characters become U+FFFD, and a name is cut at 300 characters.

    >>> as_label("../../etc/./news\\page.html"), as_label("C:/wire/a.txt"), as_label("a\0b")
    ('etc/news/page.html', 'wire/a.txt', 'a\ufffdb')
    """
    parts = name.replace("\\", "/").split("/")
    if parts and len(parts[0]) == len("C:") and parts[0].endswith(":"):
        parts = parts[1:]
    kept = "/".join(p for p in parts if p not in ("", ".", ".."))
    return "".join(c if c.isprintable() else "\ufffd" for c in kept)[:_LONGEST_LABEL]
