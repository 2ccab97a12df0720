from dataclasses import replace

import pytest
from factories import a_reading, a_revision, a_statement

from firsthand.link import link
from firsthand.model.statement import SpeechAct


def claims_of(content: str, **given) -> list[str]:
    revision = a_revision(f"Ann Lee said {content}.")
    return [c.text for c in link([[a_reading(revision, [a_statement(revision, content=content, **given)])]])]


@pytest.mark.parametrize(
    ("content", "given"),
    [
        ("the bridge is shut", {}),
        ("the loss came to 31 tonnes", {}),
        ("seven people died there", {}),
        ("the payment to the builder", {"speech_act": SpeechAct.DENY}),
        ("foam from the hoses", {"speech_act": SpeechAct.REPORT}),
        ("to reopen the northern route on Monday", {"speech_act": SpeechAct.PROMISE}),
    ],
)
def test_what_can_be_so_or_not_is_a_claim(content, given):
    assert len(claims_of(content, **given)) == 1


@pytest.mark.parametrize(
    ("content", "given"),
    [
        ("the emails", {}),
        ("the police figure of 236", {}),
        ("him to go", {"speech_act": SpeechAct.DEMAND}),
        ("to discuss the cause of the fire", {"speech_act": SpeechAct.DECLINE}),
        ("whether the payment was made in time", {"speech_act": SpeechAct.ASK}),
        ("it", {"speech_act": SpeechAct.DENY}),
        ("212", {}),
    ],
)
def test_what_leaves_nothing_to_check_is_none(content, given):
    assert claims_of(content, **given) == []


def test_nobody_vouches_for_what_is_only_denied():
    revision = a_revision("The ministry denied reports that the tank at Corry was corroded in May.")
    denial = a_statement(
        revision,
        source="The ministry",
        cue="denied",
        content="reports that the tank at Corry was corroded in May",
        speech_act=SpeechAct.DENY,
    )
    reports = a_statement(
        revision, source=None, cue="reports", content="the tank at Corry was corroded in May", parent=denial.id
    )
    (claim,) = link([[a_reading(revision, [denial, reports])]])
    assert [m.statement for m in claim.mentions] == [denial.id]
    told = a_reading(revision, [denial, replace(reports, parent=None)])
    assert reports.id in {m.statement for c in link([[told]]) for m in c.mentions}
