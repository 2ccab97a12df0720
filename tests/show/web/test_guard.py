"""Who may ask, and what is on every answer: over a real socket, as a stranger's page would try it."""

import pytest
from show.desk import OWN, opened

from firsthand.model.errors import SettingsError
from firsthand.show.cli.serve import listening
from firsthand.show.web.guard import HEADERS, MOST_OF_A_FORM, is_near

RULE = {"do": "accept", "by": "M. Ed", "why": "so"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with opened(tmp_path_factory.mktemp("desk") / "ledger.sqlite") as caller:
        yield caller


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/", "GET", 200),
        ("/", "HEAD", 200),
        ("/desk.css", "GET", 200),
        ("/desk.js", "GET", 200),
        ("/icon.svg", "GET", 200),
        ("/today.json", "GET", 200),
        ("/today.csv", "GET", 200),
        ("/nothing", "GET", 404),
        ("/nothing.json", "GET", 404),
        ("/stories/st-none", "GET", 404),
        ("/claims/cl-none.json", "GET", 404),
        ("/articles/a-none.csv", "GET", 404),
        ("/source?name=nobody", "GET", 404),
        ("/corrections/c-none", "GET", 404),
        ("/", "DELETE", 405),
        ("/add", "PUT", 405),
    ],
)
def test_the_guards_are_on_every_answer(desk, path, method, status):
    came, headers, _ = desk.ask(path, method, **OWN)
    assert came == status
    for name, value in HEADERS:
        assert headers.get_all(name) == [value]
    assert "server" not in headers


@pytest.mark.parametrize(
    "host",
    [
        "desk.example",
        "127.0.0.1",
        "127.0.0.1:1",
        "127.0.0.1.desk.example:{port}",
        "localhost.desk.example:{port}",
        "user@127.0.0.1:{port}",
        "0.0.0.0:{port}",
        "",
        ["127.0.0.1:{port}", "desk.example"],
    ],
)
def test_another_name_than_its_own_is_not_answered(desk, host):
    named = [one.format(port=desk.port) for one in ([host] if isinstance(host, str) else host)]
    status, _, body = desk.ask("/", host=named)
    assert status in (400, 421)
    assert b"Heron" not in body
    assert b"Barge" not in body


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST:{port}", "[::1]:{port}"])
def test_its_own_names_are_answered(desk, host):
    assert desk.ask("/", host=host.format(port=desk.port))[0] == 200


@pytest.mark.parametrize(
    "asker",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1:{port}"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "https://127.0.0.1:{port}"},
        {"Origin": "null"},
        {"Referer": "http://127.0.0.1:{port}/corrections"},
    ],
)
@pytest.mark.parametrize("path", ["/corrections/c-none", "/add", "/claims/cl-none/grade", "/"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_change_that_another_page_asks_for_is_refused(desk, asker, path, method):
    status, _, body = desk.ask(path, method, RULE, **{k: v.format(port=desk.port) for k, v in asker.items()})
    assert status == 403
    assert b"nothing was changed" in body


@pytest.mark.parametrize(
    "asker",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://127.0.0.1:{port}"},
        {"Origin": "http://127.0.0.1:{port}"},
    ],
)
def test_a_change_that_its_own_page_asks_for_comes_through(desk, asker):
    given = {k: v.format(port=desk.port) for k, v in asker.items()}
    status, _, body = desk.ask("/corrections/c-none", "POST", RULE, **given)
    assert status == 404  # there is no such correction, and that is all
    assert b"c-none" in body


def test_more_than_a_form_holds_is_refused_whatever_its_length_is_said_to_be(desk):
    much = b"why=" + b"a" * MOST_OF_A_FORM
    form = {"Content-Type": "application/x-www-form-urlencoded", **OWN}
    assert desk.ask("/corrections/c-none", "POST", much, **form)[0] == 413
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(much), much)
    status, headers, _ = desk.ask("/corrections/c-none", "POST", chunked, **form, **{"Transfer-Encoding": "chunked"})
    assert status == 413
    assert headers["x-content-type-options"] == "nosniff"


def test_only_this_machine_is_near():
    assert is_near(("127.0.0.1", 1))
    assert is_near(("::1", 1))
    for far in (("192.0.2.1", 1), ("10.0.0.1", 1), ("not an address", 1), None, ()):
        assert not is_near(far)


def test_it_listens_on_the_loopback_address_alone():
    with listening(0) as ear:
        assert ear.getsockname()[0] == "127.0.0.1"
        with pytest.raises(SettingsError, match="is a desk open already"):
            listening(ear.getsockname()[1])
    for port in (-1, 65_536):
        with pytest.raises(SettingsError, match="from 0 to"):
            listening(port)
