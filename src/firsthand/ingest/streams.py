"""What is a stream here? Bytes that come once, forwards, and may come from anywhere: one shape for all of them."""

import io
from typing import BinaryIO


class Stream(io.RawIOBase):
    """A stream that a room makes by giving `some`; reading, and buffering by `io.BufferedReader`, come with it."""

    def some(self, size: int) -> bytes:
        """At most the next `size` bytes; empty at the end only."""
        raise NotImplementedError

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override] # a Buffer is one of these
        """Fill `buffer` with what comes next, as far as that goes; 0 at the end."""
        more = self.some(len(buffer))
        buffer[: len(more)] = more
        return len(more)


class Replayed(Stream):
    """A stream whose first bytes were looked at, from its beginning."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def some(self, size: int) -> bytes:
        """First what was looked at, then the rest."""
        more = self._head[:size] or self._rest.read(size)
        self._head = self._head[len(more) :]
        return more
