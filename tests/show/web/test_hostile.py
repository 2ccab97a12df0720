"""Script in every field of coverage, corrections and forms: none of it is alive on any page, nor in a spreadsheet."""

import csv
import io
import re
from dataclasses import replace
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from show.desk import DeskPage, crawled, opened
from show.poison import PAYLOADS, poisoned

from firsthand.model.correction import Aim, CorrectionKind, RulingState, Suggestion
from firsthand.model.grade import Credibility
from firsthand.show.web.sheet import as_csv

_UNKEPT = re.compile("[\x00\ud800-\udfff]")
"""What no ledger keeps."""


def ledger_of(payload):
    """A briefing with `payload` in every field that a ledger keeps; its notice names no span beyond the text."""
    return replace(poisoned(payload), setbacks=())


@pytest.mark.parametrize("payload", sorted({_UNKEPT.sub("", payload) for payload in PAYLOADS}))
def test_no_payload_is_alive_on_any_page(payload, tmp_path):
    with opened(tmp_path / "ledger.sqlite", ledger_of(payload)) as desk:
        statement = next(iter(ledger_of(payload).readings[0].statements))
        case = desk.newsroom.desk.suggest(
            Suggestion(kind=CorrectionKind.FACT, aim=Aim(which=statement.id), note=payload, by=payload)
        )
        other = desk.newsroom.desk.suggest(
            Suggestion(kind=CorrectionKind.FACT, aim=Aim(which=statement.id), note=f"{payload} again", by=payload)
        )
        desk.newsroom.desk.decide(case.correction.id, RulingState.ACCEPTED, by=payload, why=payload)
        desk.newsroom.desk.decide(case.correction.id, RulingState.PUBLISHED, by=payload, why=payload)
        desk.newsroom.desk.decide(case.correction.id, RulingState.WITHDRAWN, by=payload, why=payload)
        letter = {
            "url": f"https://post.example/?{urlencoded('at', payload)}",
            "quote": {"exact": payload},
            "note": payload,
        }
        desk.newsroom.letters.receive({**letter, "language": payload, "contact": payload}, site=payload)
        desk.newsroom.desk.grade_claim(statement.id, Credibility.DOUBTFUL, by=payload, why=payload)
        desk.change(f"/corrections/{other.correction.id}", do=payload, by=payload, why=payload, of=payload)
        seen = crawled(desk)
        assert {"/letters", "/log", "/log.atom"} <= seen.keys()
        ET.fromstring(seen["/log.atom"][2])  # noqa: S314 - what the desk itself wrote
        for path in ("/search", "/sources", "/source"):
            for field in ("q", "name"):
                seen |= crawled(desk, f"{path}?{urlencoded(field, payload)}") if path not in seen else {}
        pages = 0
        for path, (_, headers, body) in seen.items():
            if headers["content-type"].startswith("text/html"):
                pages += 1
                assert DeskPage(body.decode()).faults == [], path
            if headers["content-type"].startswith("text/csv"):
                assert not any(is_formula(cell) for row in csv.reader(io.StringIO(body.decode())) for cell in row)
        assert pages > 5


def urlencoded(field, value):
    return urlencode({field: value})


def is_formula(cell):
    return cell.strip()[:1] in ("=", "+", "-", "@", "|", "%") and not re.fullmatch(r"[-+]?[0-9.]+", cell)


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\ufeff=1", "＝1", "|cmd", "%0A=1", "  @x"],
)
def test_no_cell_is_a_formula(cell):
    ((kept,),) = list(csv.reader(io.StringIO(as_csv([[cell]]), newline="")))
    assert not is_formula(kept)
    assert kept.endswith(cell.strip()[1:])


@pytest.mark.parametrize("cell", ["plain", "a=b", "1-2", "“=”", "", "14 people"])
def test_what_is_no_formula_stays(cell):
    assert list(csv.reader(io.StringIO(as_csv([[cell, 3, None]])))) == [[cell, "3", ""]]
