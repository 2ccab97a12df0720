"""Ways to mangle an input: cut, spliced, repeated, flipped, moved, and with a bad piece put in. Bytes in, bytes out."""

from hostile.bad import PIECES, Bad, small
from hypothesis import strategies as st

_MOST_BYTES = 60_000
"""Of a mangled input: a piece may be put in or repeated only up to here, so that an example takes milliseconds."""
SMALL = small()
SHORT_PIECES = [piece for piece in PIECES.values() if len(piece) <= 2_000]


def cut(raw, at, _much, _other):
    return raw[: at % (len(raw) + 1)]


def beheaded(raw, at, _much, _other):
    return raw[at % (len(raw) + 1) :]


def spliced(raw, at, much, other):
    return raw[: at % (len(raw) + 1)] + other[much % (len(other) + 1) :]


def put_in(raw, at, _much, other):
    at %= len(raw) + 1
    return raw[:at] + other + raw[at:]


def repeated(raw, at, much, _other):
    at %= len(raw) + 1
    stretch = raw[at : at + 1 + much % 200]
    return raw[:at] + stretch * (1 + much % 300) + raw[at:]


def flipped(raw, at, much, _other):
    if not raw:
        return raw
    at %= len(raw)
    return raw[:at] + bytes([raw[at] ^ (1 << much % 8)]) + raw[at + 1 :]


def left_out(raw, at, much, _other):
    at %= len(raw) + 1
    return raw[:at] + raw[at + 1 + much % 100 :]


def other_digits(raw, at, much, _other):
    """Another number: lengths, dates and offsets that lie."""
    at %= len(raw) + 1
    after = raw[at:]
    digits = next((n for n, byte in enumerate(after) if 48 <= byte <= 57), None)
    if digits is None:
        return raw
    return raw[:at] + after[:digits] + (b"9" * (much % 30), b"-1", b"0", b"1e9")[much % 4] + after[digits + 1 :]


MANGLERS = (cut, beheaded, spliced, put_in, repeated, flipped, left_out, other_digits)


@st.composite
def mangled(draw, kinds=tuple(SMALL)):
    """A small input, mangled up to four times; now and then under another media type or charset than its own."""
    bad = SMALL[draw(st.sampled_from(kinds))]
    raw = bad.raw
    for _ in range(draw(st.integers(1, 4))):
        way = draw(st.sampled_from(MANGLERS))
        piece = st.sampled_from(SHORT_PIECES).map(lambda p: p.encode("utf-8", "surrogatepass"))
        other = draw(st.one_of(piece, st.sampled_from([b.raw for b in SMALL.values()]), st.binary(max_size=40)))
        raw = way(raw, draw(st.integers(0, 100_000)), draw(st.integers(0, 100_000)), other)[:_MOST_BYTES]
    media = draw(st.sampled_from([bad.media] * 6 + [b.media for b in SMALL.values()]))
    charset = draw(
        st.sampled_from([None] * 6 + ["utf-8", "utf-16", "cp1252", "utf-7", "big5", "idna", "zip", "\0", "undefined"])
    )
    return Bad(raw, media, charset)
