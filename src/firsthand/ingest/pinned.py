"""Where does a request go? To the addresses that were checked, and nowhere else, and no longer than its time.

A name that is harmless when it is checked and leads home when it is connected to (rebinding) leads nowhere: it is not
resolved a second time. A server that drips a byte a second is left when time is up.
"""

import ssl
import time
from collections.abc import Iterable, Iterator, Sequence

import httpcore
import httpx

from firsthand.ingest.addresses import Target


class Pinned(httpx.BaseTransport):
    """Sends requests for one target, and connects to its checked addresses only."""

    def __init__(self, target: Target, deadline: float) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl.create_default_context() if target.url.scheme == "https" else None,
            network_backend=_Network(target.addresses, deadline),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One request; what httpcore raises is for the caller to translate."""
        assert isinstance(request.stream, httpx.SyncByteStream)  # noqa: S101 - tells the type checker what Client makes
        response = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        assert isinstance(response.stream, Iterable)  # noqa: S101 - the same
        return httpx.Response(
            status_code=response.status,
            headers=response.headers,
            stream=_Body(response, response.stream),
            extensions=response.extensions,
        )

    def close(self) -> None:
        """Hang up."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    """A response's body, on its way from httpcore to httpx."""

    def __init__(self, response: httpcore.Response, pieces: Iterable[bytes]) -> None:
        self._response = response
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        yield from self._pieces

    def close(self) -> None:
        self._response.close()


class _Network(httpcore.NetworkBackend):
    """Connections to fixed addresses, whatever the host is called, that end when time is up."""

    def __init__(self, addresses: Sequence[str], deadline: float) -> None:
        self._addresses = addresses
        self._deadline = deadline
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,  # noqa: ARG002 - the point: it is not resolved again
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first checked address that takes one."""
        failed: Exception = httpcore.ConnectError("no address")
        for address in self._addresses:
            try:
                stream = self._network.connect_tcp(
                    address, port, _left(self._deadline, timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _Timed(stream, self._deadline)
        raise failed


class _Timed(httpcore.NetworkStream):
    """A stream that ends at a deadline, however often a little arrives."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline, timeout))
        return _Timed(stream, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    """The seconds that one step may take. Raises ReadTimeout when none are left."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left if timeout is None else min(left, timeout)
