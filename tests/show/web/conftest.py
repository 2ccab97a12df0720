"""A desk of an editor, and a browser to look at it with; a module may have a desk of its own."""

import pytest
from show.chromium import browser
from show.desk import opened


@pytest.fixture(scope="module")
def window(tmp_path_factory):
    with browser(tmp_path_factory.mktemp("chromium")) as opened_:
        yield opened_


@pytest.fixture
def desk(tmp_path):
    with opened(tmp_path / "ledger.sqlite", editor="M. Ed") as caller:
        yield caller
