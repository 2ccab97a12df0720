"""Which addresses may be asked: refusals as data, with a resolver that touches no network."""

import json
from ipaddress import ip_address
from pathlib import Path

import pytest

from firsthand.ingest.addresses import check, is_public
from firsthand.model.errors import NotAllowed, NotFound, Unusable

REFUSED = json.loads((Path(__file__).parents[1] / "cases" / "ingest" / "refused-addresses.json").read_text("utf-8"))


def literal_or(addresses):
    """A resolver as the system's: an address is itself, in any spelling that C accepts; a name is `addresses`."""

    def resolve(host, port):
        del port
        try:
            return [str(ip_address(host.strip("[]")))]
        except ValueError:
            return addresses

    return resolve


def test_there_are_many_spellings():
    assert len(REFUSED) > 60
    assert len({(c["url"], str(c.get("resolves"))) for c in REFUSED}) == len(REFUSED)


@pytest.mark.parametrize("case", REFUSED, ids=lambda c: c["label"])
def test_refused(case):
    # What the name resolves to is public where the case does not say: it is the spelling that must be refused.
    with pytest.raises(NotAllowed, match="expected"):
        check(case["url"], literal_or(case.get("resolves", ["93.184.215.14"])))


@pytest.mark.parametrize(
    "url",
    [
        "http://news.example/",
        "https://news.example:8443/a?b=c#d",
        "http://8.8.8.8/",
        "http://[2a00:1450:4001:80f::200e]/",
        "http://[64:ff9b::808:808]/",
        "http://brücke.example/",
        " https://news.example/with-spaces-around ",
        "http://127.0.0.1.news.example/",
        "http://localhost.news.example/",
    ],
)
def test_allowed(url):
    assert check(url, literal_or(["93.184.215.14"])).addresses


def test_a_private_address_is_allowed_on_request():
    assert check("http://localhost:8000/", lambda *_: ["127.0.0.1"], allow_private=True).addresses == ("127.0.0.1",)
    with pytest.raises(NotAllowed):
        check("file:///etc/passwd", lambda *_: ["127.0.0.1"], allow_private=True)


@pytest.mark.parametrize("fault", [OSError("no such host"), UnicodeError("label too long")])
def test_a_host_that_is_not_there(fault):
    def resolve(*_):
        raise fault

    with pytest.raises(NotFound, match="host that exists"):
        check("http://nowhere.example/", resolve)


def test_a_host_without_addresses():
    with pytest.raises(NotFound):
        check("http://nowhere.example/", lambda *_: [])


def test_only_public_ones_are_public():
    assert is_public(ip_address("93.184.215.14"))
    assert not is_public(ip_address("0.0.0.0"))  # noqa: S104 - not bound, refused


def test_refusals_are_unusable_coverage():
    assert issubclass(NotAllowed, Unusable)
