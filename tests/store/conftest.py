"""Ledgers for tests: a file each, or the empty PostgreSQL database that FIRSTHAND_TEST_POSTGRESQL names.

That database is cleared again and again; give one that holds nothing.
"""

import os
from collections.abc import Callable, Iterator

import pytest

from firsthand.store import Ledger, open_ledger
from firsthand.store.tables import metadata

POSTGRESQL = os.environ.get("FIRSTHAND_TEST_POSTGRESQL")


@pytest.fixture
def ledger(tmp_path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "ledger.sqlite") as opened:
        yield opened


@pytest.fixture(
    scope="module",
    params=[
        "sqlite://",
        pytest.param(
            POSTGRESQL,
            marks=pytest.mark.skipif(not POSTGRESQL, reason="FIRSTHAND_TEST_POSTGRESQL is not set"),
        ),
    ],
    ids=["sqlite", "postgresql"],
)
def fresh(request) -> Callable[[], Ledger]:
    """Opens an empty ledger each time it is called, on either database."""

    def opened() -> Ledger:
        if request.param != "sqlite://":
            with open_ledger(request.param) as old, old.writing() as connection:
                metadata.drop_all(connection)
        return open_ledger(request.param)

    return opened
