"""What strangers send to the desk, over a real socket: who may, how much, how often; and what they are shown of it."""

import json

import pytest
from show.desk import OWN, DeskPage, opened
from show.made import CLAIMS, sid

from firsthand.model.correction import Aim, CorrectionKind, RulingState, Suggestion
from firsthand.show.web.guard import FOR_READERS, MOST_OF_A_LETTER
from firsthand.show.web.letterbox import EACH_HOUR, ON_ONE_PAGE

SITE = "https://post.example"
JSON = {"Content-Type": "application/json"}
FROM_SITE = {"Origin": SITE, "Sec-Fetch-Site": "cross-site", **JSON}


@pytest.fixture
def desk(tmp_path):
    with opened(tmp_path / "ledger.sqlite", editor="M. Ed", letters_from=(SITE,)) as caller:
        yield caller


@pytest.fixture
def passed_on(tmp_path):
    """A desk that another server stands before."""
    with opened(tmp_path / "ledger.sqlite", letters_from=(SITE,), behind_proxy=True) as caller:
        yield caller


def letter(note="It was nine.", **changed):
    whole = {
        "url": f"{SITE}/a",
        "language": "en",
        "quote": {"exact": "seven people", "prefix": "", "suffix": ""},
        "position": {"start": 3, "end": 15},
        "note": note,
        "contact": "reader@mail.example",
    }
    return {**whole, **changed}


def send(desk, told, **headers):
    body = told if isinstance(told, str | bytes) else json.dumps(told)
    return desk.ask("/suggestions", "POST", body, **{**FROM_SITE, **headers})


def kept(desk):
    return [one.note for one in desk.newsroom.letters.all()]


def test_a_letter_from_a_named_site_is_kept_and_its_page_may_open_the_answer(desk):
    status, headers, body = send(desk, letter())
    assert (status, json.loads(body)) == (202, {"taken": True})
    assert headers["access-control-allow-origin"] == SITE
    assert headers["vary"] == "Origin"
    assert "set-cookie" not in headers
    (one,) = desk.newsroom.letters.all()
    assert (one.note, one.contact, one.site) == ("It was nine.", "reader@mail.example", SITE)


def test_twice_is_once_and_the_answer_does_not_say(desk):
    assert send(desk, letter())[2] == send(desk, letter())[2]
    assert kept(desk) == ["It was nine."]


def test_the_browser_asks_first_and_is_told(desk):
    ask = {"Origin": SITE, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    status, headers, body = desk.ask("/suggestions", "OPTIONS", **ask)
    assert (status, body) == (204, b"")
    assert headers["access-control-allow-origin"] == SITE
    assert headers["access-control-allow-methods"] == "POST"
    assert headers["access-control-allow-headers"] == "content-type"
    assert "access-control-allow-credentials" not in headers
    status, headers, _ = desk.ask("/suggestions", "OPTIONS", **{**ask, "Origin": "https://evil.example"})
    assert status == 403
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    "asker",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": f"{SITE}.evil.example"},
        {"Origin": f"{SITE}/"},
        {"Origin": "http://post.example"},
        {"Origin": f"{SITE}:8443"},
        {"Origin": f"{SITE}, https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Referer": f"{SITE}/a"},
    ],
)
def test_a_letter_from_elsewhere_is_refused(desk, asker):
    status, headers, body = desk.ask("/suggestions", "POST", json.dumps(letter()), **JSON, **asker)
    assert status == 403
    assert "letters_from" in json.loads(body)["detail"]
    assert "access-control-allow-origin" not in headers
    assert kept(desk) == []


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("", "JSON"),
        ("{", "JSON"),
        (b"\xff\xfe", "JSON"),
        ("[" * 20_000, "JSON"),
        ("[]", "object"),
        ("null", "object"),
        ("{}", "the address"),
        (letter(url="javascript:alert(1)"), "http"),
        (letter(url=7), "text"),
        (letter(quote="seven"), "quote"),
        (letter(quote={"exact": ""}), "the words"),
        (letter(quote={"exact": "x" * 1_001}), "1,000"),
        (letter(note="x" * 2_001), "2,000"),
        (letter(note=""), "the note"),
        (letter(note="a\x00b"), "the note"),
        (letter(note="\ud800"), "the note"),
        (letter(contact="x" * 201), "200"),
        (letter(position={"start": -1}), "position"),
        (letter(position={"start": 1e400}), "position"),
        (letter(position={"start": True}), "position"),
    ],
)
def test_what_is_no_letter_is_said_and_not_kept(desk, told, why):
    status, headers, body = send(desk, told)
    assert status == 422
    assert headers["content-type"] == "application/problem+json"
    assert headers["access-control-allow-origin"] == SITE
    assert why in json.loads(body)["detail"]
    assert kept(desk) == []


def test_the_longest_letter_goes_through_and_a_longer_one_is_cut_off(desk):
    longest = letter("\U0001f6f3" * 2_000, quote={"exact": "\U0001f6f3" * 1_000, "prefix": "", "suffix": ""})
    assert send(desk, longest)[0] == 202
    assert send(desk, b" " * MOST_OF_A_LETTER + b"{}")[0] == 413
    much = b"%x\r\n%s\r\n0\r\n\r\n" % (MOST_OF_A_LETTER + 1, b" " * (MOST_OF_A_LETTER + 1))
    assert send(desk, much, **{"Transfer-Encoding": "chunked"})[0] == 413
    assert len(kept(desk)) == 1


def test_a_program_that_fills_in_every_field_is_thanked_and_not_kept(desk):
    status, _, body = send(desk, letter(website="https://spam.example"))
    assert (status, json.loads(body)) == (202, {"taken": True})
    assert kept(desk) == []


def test_one_network_sends_so_many_letters_an_hour(desk):
    answers = [send(desk, letter(f"note {n}"))[0] for n in range(EACH_HOUR + 1)]
    assert answers == [202] * EACH_HOUR + [429]
    status, headers, body = send(desk, letter("one more"))
    assert status == 429
    assert 0 < int(headers["retry-after"]) <= 3_600
    assert headers["access-control-allow-origin"] == SITE
    assert "later" in json.loads(body)["detail"]
    assert len(kept(desk)) == EACH_HOUR


def test_behind_a_server_of_ones_own_networks_are_told_apart_and_a_page_is_guarded(passed_on):
    def sent(n, at):
        """The address a stranger makes up stands before the one that the server writes."""
        by = {"X-Forwarded-For": f"198.51.100.{n % 250}, {at}", "Host": "desk.example"}
        host = by.pop("Host")
        return passed_on.ask("/suggestions", "POST", json.dumps(letter(f"n {n}")), host=host, **FROM_SITE, **by)[0]

    assert [sent(n, "192.0.2.1") for n in range(EACH_HOUR)] == [202] * EACH_HOUR
    assert sent(900, "192.0.2.200") == 429  # of the same network
    assert sent(901, "203.0.113.5") == 202
    many = [sent(1_000 + n, f"10.0.{n}.1") for n in range(ON_ONE_PAGE)]
    assert many.count(202) == ON_ONE_PAGE - EACH_HOUR - 1
    assert many[-1] == 429


@pytest.mark.parametrize(
    "path", ["/", "/today.json", "/corrections", "/letters", "/letters.csv", "/add", "/demo", "/sources"]
)
def test_what_another_server_passes_on_never_reaches_the_desk_itself(passed_on, path):
    own = {"X-Forwarded-For": "192.0.2.1"}
    assert passed_on.ask(path, **own)[0] == 403
    assert passed_on.ask(path, host="desk.example")[0] == 421
    assert passed_on.ask(path, "POST", {"do": "accept"}, **own, **OWN)[0] == 403


def test_what_is_for_readers_is_passed_on_and_leads_to_nothing_else(passed_on):
    for path in sorted(FOR_READERS - {"/suggestions"}):
        status, headers, body = passed_on.ask(path, host="desk.example", **{"X-Forwarded-For": "192.0.2.1"})
        assert status == 200, path
        if headers["content-type"].startswith("text/html"):
            page = DeskPage(body.decode())
            assert page.faults == []
            assert {link.partition("#")[0] for link in page.links} <= {*FOR_READERS, ""}


def test_without_that_setting_another_name_is_not_answered(desk):
    assert {desk.ask(path, host="desk.example")[0] for path in FOR_READERS - {"/suggestions"}} == {421}


def test_the_script_may_be_fetched_by_any_page_and_is_small(desk):
    status, headers, body = desk.ask("/firsthand.js")
    assert status == 200
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert len(body) < 12_000


def test_the_form_asks_the_same_without_script(desk):
    page = desk.page("/suggest?url=https%3A%2F%2Fpost.example%2Fa&quote=seven")
    fields = {given["name"]: given for tag, given in page.elements if tag in ("input", "textarea") and "name" in given}
    assert set(fields) == {"url", "exact", "note", "contact", "website"}
    assert fields["url"]["value"] == f"{SITE}/a"
    status, _, body = desk.change(
        "/suggestions", url=f"{SITE}/a", exact="seven people", note="Nine.", contact="", website=""
    )
    assert status == 202
    assert DeskPage(body.decode()).faults == []
    assert kept(desk) == ["Nine."]
    assert desk.newsroom.letters.all()[0].site is None
    status, _, body = desk.change("/suggestions", url="", exact="", note="", contact="", website="")
    assert status == 422
    assert b"It was not taken" in body


def waiting(desk):
    desk.newsroom.letters.receive(letter(), site=SITE)
    return desk.newsroom.letters.all()[0].id


def text(desk, path):
    return " ".join("".join(desk.page(path).text).split())


def test_an_editor_places_a_letter_that_waits(desk):
    which = waiting(desk)
    for path in ("/", "/corrections"):
        assert "1 letter of readers to place" in text(desk, path)
    assert "reader@mail.example" in text(desk, "/letters")
    article = next(one.article for one in CLAIMS[0].mentions if one.statement == sid("deck-post"))
    reading, _ = desk.newsroom.cuttings.article(article)
    words = next(s for s in reading.told if s.id == sid("deck-post")).content[0].of(reading.revision.text)
    told = {"article": article, "words": words, "nth": "", "by": "M. Ed", "why": ""}
    assert desk.change(f"/letters/{which}", do="place", **{**told, "words": "not there"})[0] == 404
    assert desk.change(f"/letters/{which}", do="place", **{**told, "nth": "x"})[0] == 422
    assert desk.change(f"/letters/{which}", do="place", **told)[0] == 303
    (one,) = desk.newsroom.letters.all()
    assert desk.newsroom.desk.case(one.correction).state is RulingState.SUGGESTED
    page = f"/corrections/{one.correction}"
    assert "reader@mail.example" in text(desk, page)
    status, headers, _ = desk.change(f"/letters/{which}", do="forget", back=page)
    assert (status, headers["location"]) == (303, page)
    assert "reader@mail.example" not in text(desk, page)


def test_an_editor_refuses_a_letter_with_a_reason(desk):
    which = waiting(desk)
    assert desk.change(f"/letters/{which}", do="reject", by="M. Ed", why="")[0] == 409
    assert desk.change(f"/letters/{which}", do="burn", by="M. Ed", why="so")[0] == 422
    assert desk.change("/letters/l-none", do="reject", by="M. Ed", why="so")[0] == 404
    assert "1 letter waiting" in text(desk, "/letters")
    assert desk.change(f"/letters/{which}", do="reject", by="M. Ed", why="It says seven.")[0] == 303
    assert "0 letters waiting" in text(desk, "/letters")
    assert desk.newsroom.letters.all()[0].rejected == "It says seven."


def test_forgetting_leads_nowhere_but_to_the_desk(desk):
    which = waiting(desk)
    for back in ("https://evil.example/", "//evil.example", "/corrections/../..//evil.example", ""):
        location = desk.change(f"/letters/{which}", do="forget", back=back)[1]["location"]
        assert location.startswith(("/letters?done=", "/corrections/"))
        assert "//" not in location


def published(desk, *, withdrawn=False):
    case = desk.newsroom.desk.suggest(
        Suggestion(kind=CorrectionKind.FACT, aim=Aim(which=sid("deck-post")), note="It was nine.", by="A. Reader")
    )
    name = case.correction.id
    desk.newsroom.desk.decide(name, RulingState.ACCEPTED, by="M. Ed", why="Kept for the desk.")
    desk.newsroom.desk.decide(name, RulingState.PUBLISHED, by="M. Ed", why="Also for the desk.")
    if withdrawn:
        desk.newsroom.desk.decide(name, RulingState.WITHDRAWN, by="M. Ed", why="The list was older.")
    return name


def test_the_public_log_shows_what_was_published_and_nobodys_name(desk):
    hidden = desk.newsroom.desk.suggest(
        Suggestion(kind=CorrectionKind.FACT, aim=Aim(which=sid("pier-post")), note="Still at the desk.", by="B. Reader")
    )
    name = published(desk)
    for path in ("/log", "/log.json", "/log.csv", "/log.atom"):
        status, _, body = desk.ask(path)
        assert status == 200
        shown = body.decode()
        assert "It was nine." in shown
        assert name in shown
        for secret in ("A. Reader", "M. Ed", "for the desk", "Still at the desk.", hidden.correction.id):
            assert secret not in shown, path
    assert json.loads(desk.ask("/log.json")[2])["head"]["hash"] == desk.newsroom.desk.head().hash


def test_what_was_withdrawn_stays_in_the_log_and_says_so(desk):
    published(desk, withdrawn=True)
    shown = text(desk, "/log")
    assert "withdrawn" in shown
    assert "The list was older." in shown
    assert "Withdrawn: " in desk.ask("/log.atom")[2].decode()
    (one,) = json.loads(desk.ask("/log.json")[2])["corrections"]
    assert one["withdrawn"] is not None


def test_an_empty_log_says_so(desk):
    assert "None was published yet." in text(desk, "/log")
    assert desk.ask("/log.atom")[0] == 200
