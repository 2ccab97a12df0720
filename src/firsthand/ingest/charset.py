r"""Which characters do these bytes stand for? Decoding that says what it had to guess or replace.

A mark at the start (BOM) goes first, then UTF-8 if the bytes are that, then what the carrier names, then a
guess by charset-normalizer, which the editor is told of. Line ends become `\n`, and a NUL or half of a
surrogate pair one U+FFFD each; everything else stays as it is, character for character.
"""

import codecs
import re
from dataclasses import dataclass

from firsthand.ingest.language import language_of
from firsthand.model.errors import NotText

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE_BYTES = 1 << 16
"""How much is looked at for a guess; whole files of megabytes would take the guesser many seconds."""

_BINARY_SHARE = 0.05
"""Bytes that no text has, from which on the whole is no text: packed and random data have 10 %, programs 40 %,
text has none (measured on the first 64 kB of a few of each)."""

_WESTERN = frozenset({"en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "id"})
_IN_USE = (
    "cp1252",
    "cp1250",
    "cp1251",
    "koi8_r",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp1258",
    "cp874",
    "shift_jis",
    "euc_jp",
    "gb18030",
    "big5",
    "euc_kr",
    "mac_roman",
)
"""The charsets that the web standard (WHATWG, Encoding) has for a language of today; others are worse guesses."""

_NO_CHARSETS = frozenset({"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"})
"""What Python can decode text with and no page is written in: they would change the letters, or fail."""
_ODD_BYTES = bytes(b for b in range(32) if b not in b"\t\n\r\f\x0b\x08\x1b") + b"\x7f"
_UNSAFE = re.compile("[\0\ud800-\udfff]")
_WIDE = re.compile("[\u0080-\ufffc]+")
_BROKEN_SHARE = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text, the charset it was written in, and what an editor should know of the decoding (a sentence each)."""

    text: str
    charset: str
    remarks: tuple[str, ...]


def decode(raw: bytes, declared: str | None = None) -> Decoded:
    """Decode `raw`; `declared` is the charset that its carrier names. Raises NotText for what is binary."""
    for mark, charset in _MARKS:
        if raw.startswith(mark):
            return _decoded(raw.removeprefix(codecs.BOM_UTF8), charset)
    wide = _wide_charset(raw)
    if wide:
        return _decoded(raw, wide)
    sample = raw[:_SAMPLE_BYTES]
    odd = len(sample) - len(sample.translate(None, _ODD_BYTES))
    if odd > _BINARY_SHARE * len(sample):
        raise NotText(
            f"expected text, came binary data ({100 * odd // len(sample)} % of its first bytes are no characters); "
            "if this is a document, export it as text or HTML"
        )
    return _narrow(raw, declared)


def tidy(text: str) -> tuple[str, tuple[str, ...]]:
    r"""`text` with `\n` line ends and safe characters, and a remark if any had to be replaced.

    >>> tidy("a\r\nb\0c")[0]
    'a\nb\ufffdc'
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    nuls = text.count("\0")
    if not nuls and _is_whole(text):
        return text, ()
    safe, replaced = _UNSAFE.subn("\ufffd", text)
    remarks = []
    if nuls:
        remarks.append(
            f"expected text without NUL characters, came {nuls}; each was read as U+FFFD: check how it was saved"
        )
    if replaced > nuls:
        remarks.append(
            f"expected whole characters, came halves of surrogate pairs ({replaced - nuls} of them); "
            "each was read as U+FFFD: check how it was encoded"
        )
    return safe, tuple(remarks)


def _is_whole(text: str) -> bool:
    """Whether there are no halves of surrogate pairs in `text`."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _decoded(raw: bytes, charset: str, *remarks: str, errors: str = "replace") -> Decoded:
    decoded = raw.decode(charset, errors).removeprefix("\ufeff")
    if charset == "utf-8" and errors == "strict" and b"\0" not in raw:  # it holds no halves of characters
        text = decoded.replace("\r\n", "\n") if b"\r" in raw else decoded
        return Decoded(text=text, charset=charset, remarks=remarks)
    text, more = tidy(decoded)
    return Decoded(text=text, charset=charset, remarks=(*remarks, *more))


def _wide_charset(raw: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte of Western text is NUL."""
    sample = raw[:_SAMPLE_BYTES]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.4 * half and even < 0.05 * half:  # curly quotation marks and accents lower the first share
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _narrow(raw: bytes, declared: str | None) -> Decoded:
    """Decode bytes that are neither marked nor wide."""
    for charset in ("utf-8", _known(declared)):
        if charset:
            try:
                return _decoded(raw, charset, errors="strict")
            except UnicodeError:  # some codecs raise it bare
                pass
    try:
        return _decoded(raw, "utf-8", errors="surrogatepass")
    except UnicodeDecodeError:
        pass
    told = f", though its carrier says {declared}" if declared else ""
    nearly = _nearly_utf8(raw)
    if nearly is not None:
        return nearly
    guess = _guess(raw[:_SAMPLE_BYTES])
    says = (
        f"expected UTF-8{told}, came bytes that are not; read as {guess}, which is a guess: "
        "save the file as UTF-8 to be sure of names and quotation marks"
    )
    return _decoded(raw, guess, says)


def _nearly_utf8(raw: bytes) -> Decoded | None:
    """UTF-8 with a few broken bytes (a file that was cut, or patched); None when it is rather something else."""
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    wide = sum(len(piece) for piece in _WIDE.findall(text))
    if broken > max(1, _BROKEN_SHARE * len(text)) or broken > wide:
        return None
    says = f"expected UTF-8, came {broken} places that are not; each was read as U+FFFD: copy the file again"
    return _decoded(raw, "utf-8", says)


def _known(charset: str | None) -> str | None:
    """The name of a text charset as Python has it; web pages that say Latin-1 mean Windows-1252 (WHATWG)."""
    if not charset:
        return None
    try:
        found = codecs.lookup(charset.strip(" \"'"))
    except (LookupError, ValueError):
        return None
    if not found._is_text_encoding or found.name in _NO_CHARSETS:  # noqa: SLF001 - "rot13" and "zip" are codecs, too
        return None
    return "cp1252" if found.name in ("iso8859-1", "ascii") else found.name


def _guess(sample: bytes) -> str:
    """The likeliest charset of `sample` among those in use; Windows-1252 when the guesser has none.

    Text that reads as a Western language in Windows-1252 is that: the guesser takes it for a neighbour.
    """
    western = sample.decode("cp1252", "replace")
    if "\ufffd" not in western and language_of(western) in _WESTERN:
        return "cp1252"
    from charset_normalizer import from_bytes  # noqa: PLC0415 - most text is UTF-8 and needs no guesser

    best = from_bytes(sample, cp_isolation=list(_IN_USE)).best()
    return best.encoding if best is not None else "cp1252"
