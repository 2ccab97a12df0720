"""Which documents cannot be read yet, and what should be done with them instead? Word files, books, other archives."""

from collections.abc import Collection
from typing import Final

_SAVE = "save it as PDF, HTML or text and name that"
_BOOK = "export its text and name that"
_UNPACK = "unpack it and name the folder"

_BY_ENDING: Final = {
    ".docx": ("a Word document (.docx)", _SAVE),
    ".doc": ("a Word document (.doc)", _SAVE),
    ".odt": ("an OpenDocument text (.odt)", _SAVE),
    ".rtf": ("a rich text file (.rtf)", _SAVE),
    ".pptx": ("a presentation (.pptx)", _SAVE),
    ".xlsx": ("a spreadsheet (.xlsx)", _SAVE),
    ".epub": ("an electronic book (.epub)", _BOOK),
    ".mobi": ("an electronic book (.mobi)", _BOOK),
    ".azw3": ("an electronic book (.azw3)", _BOOK),
    ".msg": ("an Outlook message (.msg)", "save it as .eml and name that"),
    ".rar": ("a RAR archive", _UNPACK),
    ".7z": ("a 7-Zip archive", _UNPACK),
}
_BY_MAGIC: Final = (
    (0, b"7z\xbc\xaf\x27\x1c", ".7z"),
    (0, b"Rar!\x1a\x07", ".rar"),
    (0, b"{\\rtf", ".rtf"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc"),
    (60, b"BOOKMOBI", ".mobi"),
)
_BY_MEMBER: Final = (
    ("word/document.xml", ".docx"),
    ("ppt/presentation.xml", ".pptx"),
    ("xl/workbook.xml", ".xlsx"),
    ("META-INF/container.xml", ".epub"),
    ("META-INF/manifest.xml", ".odt"),
)


def unread_by_ending(name: str) -> str | None:
    """Why a file with this name cannot be read, and what to do; None when its ending does not tell.

    >>> unread_by_ending("Story.DOCX")[:70]
    'expected coverage, came a Word document (.docx), which cannot be read '
    """
    folded = name.lower()
    return next((_said(ending) for ending in _BY_ENDING if folded.endswith(ending)), None)


def unread_by_magic(head: bytes) -> str | None:
    """The same, by the first bytes of a file."""
    return next((_said(ending) for at, magic, ending in _BY_MAGIC if head[at : at + len(magic)] == magic), None)


def unread_by_members(names: Collection[str]) -> str | None:
    """The same, by the names of the members of a zip archive, as which many documents are packed."""
    return next((_said(ending) for name, ending in _BY_MEMBER if name in names), None)


def _said(ending: str) -> str:
    what, do = _BY_ENDING[ending]
    return f"expected coverage, came {what}, which cannot be read yet; {do}"
