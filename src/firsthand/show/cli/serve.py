"""How is the desk opened? `firsthand serve`: on the loopback address alone, until Ctrl+C."""

import socket
import sys
from typing import Final

import uvicorn

from firsthand.flow import Newsroom, Settings
from firsthand.model.errors import SettingsError
from firsthand.show.cli.ending import EXIT_DONE, plain_ending
from firsthand.show.cli.progress import reported
from firsthand.show.web.app import desk
from firsthand.show.web.works import Works

LOOPBACK: Final = "127.0.0.1"
"""The one address that is listened on: without accounts, whoever reaches the desk may do everything."""
_WAITING: Final = 64
_HIGHEST: Final = 65_535
_GRACE_S: Final = 3
"""How long a page that is being made when the desk closes may take."""


def run(*, port: int, ledger: str | None) -> None:
    """Open the desk until it is stopped."""
    with plain_ending("Closed. The ledger is whole."):
        settings = Settings.load(ledger=ledger)
        with listening(port) as ear, Newsroom.open(settings) as newsroom:
            with reported() as listener:
                newsroom.conclude(listener=listener)
            open_at = ear.getsockname()[1]
            sys.stderr.write(f"The desk is open at http://{LOOPBACK}:{open_at}/ (Ctrl+C closes it).\n")
            works = Works()
            try:
                server(newsroom, works, open_at).run(sockets=[ear])
            finally:
                works.end()
    raise SystemExit(EXIT_DONE)


def server(newsroom: Newsroom, works: Works, port: int) -> uvicorn.Server:
    """What answers for the desk; it believes nobody who says that he asks for another."""
    config = uvicorn.Config(
        desk(newsroom, works, port),
        log_level="warning",
        access_log=False,
        lifespan="off",
        ws="none",
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE_S,
    )
    return uvicorn.Server(config)


def listening(port: int) -> socket.socket:
    """A socket on the loopback address; 0 is any port that is free. Raises SettingsError where it cannot be had."""
    if not 0 <= port <= _HIGHEST:
        raise SettingsError(f"--port: expected a number from 0 to {_HIGHEST}, came {port}")
    ear = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        ear.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        ear.bind((LOOPBACK, port))
        ear.listen(_WAITING)
    except OSError as error:
        ear.close()
        raise SettingsError(
            f"--port: {port} cannot be listened on ({error.strerror}); is a desk open already? Try --port 0"
        ) from error
    return ear
