"""The whole trip with real parts: real files, a real ledger, the sample coverage."""

import json
import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from firsthand.flow.newsroom import Newsroom, Progress
from firsthand.flow.settings import Settings
from firsthand.model.briefing import Briefing
from firsthand.model.coverage import Hints, Setback
from firsthand.model.when import When

SAMPLES = Path(__file__).parents[2] / "samples"
GOLD = SAMPLES.parent / "eval" / "gold" / "samples.json"
FILES = sorted(str(p) for p in SAMPLES.rglob("*") if p.is_file() and p.parent != SAMPLES)


@pytest.fixture
def newsroom(tmp_path):
    with Newsroom.open(Settings(ledger=str(tmp_path / "ledger.sqlite"))) as room:
        yield room


@pytest.fixture(scope="module")
def briefing() -> Briefing:
    with Newsroom.open(Settings(ledger=":memory:")) as room:
        return room.brief([str(SAMPLES)])


def without_setbacks(found: Briefing) -> Briefing:
    return replace(found, setbacks=())


def test_the_samples_become_one_briefing(briefing):
    assert briefing.setbacks == ()
    assert len(briefing.readings) >= 25
    most = max(briefing.claims, key=lambda c: c.lineage.outlets)
    assert most.lineage.outlets >= 5
    assert most.lineage.named < most.lineage.outlets, "outlets were counted as origins"


def test_stories_are_not_mixed(briefing):
    truth = {a["url"]: a["story"] for a in json.loads(GOLD.read_text("utf-8"))["articles"]}
    told = {r.revision.article: truth[r.revision.url] for r in briefing.readings}
    kinds = [{told[a] for a in story.articles} for story in briefing.stories]
    assert all(len(kind) == 1 for kind in kinds)
    assert {name for kind in kinds for name in kind} == set(truth.values())
    assert sum(len(story.articles) > 1 for story in briefing.stories) == len(set(truth.values()))


def test_every_span_quotes_its_text(briefing):
    for reading in briefing.readings:
        for statement in reading.statements:
            spans = [*statement.content, *statement.hedges, *statement.conditions]
            spans += [s for s in (statement.cue, statement.source and statement.source.span) if s]
            spans += [step.span for step in statement.why if step.span]
            assert all(span.of(reading.revision.text).strip() for span in spans)


def test_every_claim_cites_statements_that_are_there(briefing):
    there = {(r.revision.article, s.id) for r in (*briefing.readings, *briefing.replaced) for s in r.told}
    for claim in briefing.claims:
        assert {(m.article, m.statement) for m in claim.mentions} <= there
        assert {i for o in claim.lineage.origins for i in o.statements} <= {m.statement for m in claim.mentions}
        assert claim.lineage.least <= claim.lineage.most
        assert claim.lineage.most == claim.lineage.named + claim.lineage.unverified


def test_the_order_of_inputs_changes_nothing(newsroom, briefing):
    mixed = random.Random(7).sample(FILES, len(FILES))  # noqa: S311 - no secret
    assert newsroom.brief(mixed) == briefing


def test_following_twice_is_following_once(newsroom, briefing):
    first = newsroom.follow(FILES)
    assert first.new >= len(briefing.readings)
    assert first.known == 0
    known = newsroom.recall()
    again = newsroom.follow(FILES)
    assert (again.new, again.known) == (0, first.new)
    assert newsroom.recall() == known


def test_the_ledger_gives_the_briefing_that_the_inputs_give(newsroom, briefing):
    newsroom.follow(FILES)
    recalled = newsroom.recall()
    assert recalled.readings == briefing.readings
    assert recalled.claims == briefing.claims
    assert recalled == without_setbacks(briefing)


def test_following_bit_by_bit_keeps_the_names_of_claims(newsroom, briefing):
    half = len(FILES) // 2
    newsroom.follow(FILES[:half])
    before = {c.id: {m.statement for m in c.mentions} for c in newsroom.recall().claims}
    newsroom.follow(FILES[half:])
    after = {c.id: {m.statement for m in c.mentions} for c in newsroom.recall().claims}
    assert {frozenset(m) for m in after.values()} == {
        frozenset(m.statement for m in c.mentions) for c in briefing.claims
    }
    kept = [name for name, held in before.items() if held & after.get(name, set())]
    assert len(kept) >= 0.9 * len(before)


def test_stopping_in_the_middle_leaves_a_whole_ledger(tmp_path, briefing):
    class Stopped(KeyboardInterrupt):
        pass

    def stop(progress: Progress) -> None:
        if progress.stage == "reading" and progress.done == 9:
            raise Stopped

    settings = Settings(ledger=str(tmp_path / "ledger.sqlite"))
    with Newsroom.open(settings) as room, pytest.raises(Stopped):
        room.follow(FILES, listener=stop)
    with Newsroom.open(settings) as room:
        partly = room.recall()
        assert 0 < len(partly.readings) <= 9
        assert partly.claims
        room.follow(FILES)
        assert {c.text for c in room.recall().claims} == {c.text for c in briefing.claims}


def test_one_bad_input_stops_nothing(newsroom, tmp_path):
    good = tmp_path / "good.jsonl"
    good.write_text(
        json.dumps({"url": "https://post.example/1", "text": "Ann Lee said the bridge was shut on Monday."})
        + "\n{broken\n"
        + json.dumps({"url": "https://post.example/2", "text": "“It is open,” said Bo Marr, the mayor."}),
        "utf-8",
    )
    (tmp_path / "empty.txt").write_bytes(b"")
    found = newsroom.brief([str(tmp_path / "none.txt"), str(good), str(tmp_path / "empty.txt")])
    assert [len(r.statements) for r in found.readings] == [1, 1]
    assert len(found.setbacks) == 3
    assert any("2" in s.reason or "2" in s.input for s in found.setbacks), "the broken line is not told"


def test_what_is_too_long_is_read_in_part_and_told_beside_it(newsroom, tmp_path, monkeypatch):
    monkeypatch.setattr("firsthand.read.reader.LONGEST_TEXT", 30)
    path = tmp_path / "long.txt"
    path.write_text("Ann Lee said it rained.\n\nBen Roy said it snowed.", "utf-8")
    reading, setback = newsroom.read([str(path)])
    assert len(reading.statements) == 1
    assert reading.revision.text.endswith("Ben Roy said it snowed.")
    assert setback.input == str(path)
    assert "the first 24 were read: split it into its articles" in setback.reason
    found = newsroom.brief([str(path)])
    assert (len(found.readings), found.setbacks) == (1, (setback,))
    followed = newsroom.follow([str(path)])
    assert (followed.new, followed.known, followed.setbacks) == (1, 0, (setback,))
    assert newsroom.follow([str(path)]).known == 1


def test_hints_say_what_the_text_does_not(newsroom, tmp_path):
    path = tmp_path / "lone.txt"
    path.write_text("Ann Lee said on Tuesday that the bridge was shut.", "utf-8")
    (reading,) = newsroom.read(
        [str(path)], Hints(published=When("2031-05-07"), outlet="The Post", url="https://post.example/x")
    )
    assert not isinstance(reading, Setback)
    (statement,) = reading.statements
    assert statement.chain[-1].actor == "The Post"
    assert statement.statement_time.norm == When("2031-05-06")


def article(tmp_path: Path, name: str, body: str, modified: str) -> str:
    path = tmp_path / name
    row = {
        "url": "https://post.example/bridge",
        "published": "2031-05-04T10:00:00Z",
        "modified": modified,
        "text": body,
    }
    path.write_text(json.dumps(row), "utf-8")
    return str(path)


def test_a_changed_page_is_kept_beside_its_earlier_wording_and_furniture_is_no_change(newsroom, tmp_path):
    words = "Ann Lee said three people were hurt on the bridge.\n\nThe bridge was shut on Monday."
    first = article(tmp_path, "1.jsonl", words, "2031-05-04T10:00:00Z")
    advert = article(tmp_path, "2.jsonl", words.replace("\n\n", "\n\nAdvertisement\n\n"), "2031-05-04T11:00:00Z")
    edited = article(tmp_path, "3.jsonl", words.replace("three", "five"), "2031-05-04T12:00:00Z")
    assert newsroom.follow([first]).new == 1
    assert (newsroom.follow([advert]).new, newsroom.recall().changes) == (0, ())
    assert newsroom.follow([edited]).new == 1
    (change,) = newsroom.recall().changes
    assert "three" in (change.before or "")
    assert "five" in (change.after or "")


def test_since_keeps_what_happened_since(newsroom, briefing):
    days = sorted({d.when.latest for c in briefing.claims for d in c.history if d.when and d.when.latest})
    late = newsroom.brief(FILES, since=days[-1])
    assert 0 < len(late.claims) < len(briefing.claims)
    assert all(d.when is None or d.when.latest >= days[-1] for c in late.claims for d in c.history)
    assert newsroom.brief(FILES, since=date(1990, 1, 1)).claims == briefing.claims
