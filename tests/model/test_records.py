"""The contract's closed lists are spelled as the contract spells them, and records are what they promise."""

import ast
import dataclasses
import pickle
import sys
from pathlib import Path

import pytest
from factories import a_claim, a_reading, a_revision

import firsthand.model
from firsthand.model.claim import AgainstKind, Bearing, MergeReason, Standing
from firsthand.model.coverage import NoticeKind
from firsthand.model.statement import (
    Access,
    Basis,
    Certainty,
    EventKind,
    Evidence,
    HopRole,
    Naming,
    Polarity,
    QuoteType,
    SpeechAct,
    Stance,
    TimeType,
)
from firsthand.model.story import What

MODEL = Path(firsthand.model.__file__).parent

CONTRACT = {
    NoticeKind: "ad-marker related-story-headline related-story-teaser widget-heading read-more correction-invitation "
    "newsletter share caption copyright byline dateline live-marker correction-note other",
    Naming: "named institution unnamed-official unnamed-media anonymous implicit-author",
    QuoteType: "direct mixed indirect",
    HopRole: "origin speaker relay publisher",
    Certainty: "CT+ PR+ PS+ Uu PS- PR- CT- CTu",
    Stance: "endorse neutral distance",
    Polarity: "+ -",
    SpeechAct: "assert report confirm deny promise predict demand ask decline other",
    Evidence: "direct-observation image satellite-imagery video audio document data intercept testimony own-analysis "
    "inference social-media official-statement unspecified none",
    Access: "firsthand secondhand hearsay inference unknown",
    Basis: "explicit-absolute explicit-relative explicit-vague carried-over relative-to-event publication unknown",
    EventKind: "past ongoing future hypothetical",
    TimeType: "DATE TIME DURATION SET",
    Bearing: "supports denies doubts predicts conditional does-not-know",
    MergeReason: "same-body cites copied-text wire same-relay",
    Standing: "asserted confirmed disputed denied superseded corrected withdrawn overdue open",
    AgainstKind: "denial number status identity place time",
    What: "first-said repeated confirmed denied updated corrected withdrawn certainty-rose certainty-fell fell-due",
}


@pytest.mark.parametrize("kind", CONTRACT, ids=lambda k: k.__name__)
def test_a_closed_list_is_the_contract_s(kind):
    assert {member.value for member in kind} == set(CONTRACT[kind].split())


@pytest.mark.parametrize("record", [a_revision(), a_reading(), a_claim()], ids=lambda r: type(r).__name__)
def test_a_record_is_frozen_hashable_and_travels(record):
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(record, dataclasses.fields(record)[0].name, None)
    assert pickle.loads(pickle.dumps(record)) == record  # noqa: S301 - our own bytes
    assert hash(record) == hash(pickle.loads(pickle.dumps(record)))  # noqa: S301


@pytest.mark.parametrize("path", sorted(MODEL.glob("*.py")), ids=lambda p: p.name)
def test_the_words_need_nothing_but_the_standard_library(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            top = name.split(".")[0]
            assert name.startswith("firsthand.model") or top in sys.stdlib_module_names, f"{path.name} imports {name}"
