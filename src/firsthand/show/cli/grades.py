"""How good do editors hold sources and claims to be? `firsthand grades`: the Admiralty scale, given and listed."""

import sys
from enum import StrEnum
from typing import TypeVar

from rich.text import Text

from firsthand.model.errors import SettingsError
from firsthand.model.grade import Credibility, Given, Reliability, SourceGrade
from firsthand.show import words
from firsthand.show.cli.choosing import named_claim
from firsthand.show.cli.corrections import at_the_desk, editor
from firsthand.show.cli.terminal import Indented, a_console
from firsthand.show.grades import present_given
from firsthand.show.neutral import brief_line
from firsthand.show.present import as_json as written

_Scale = TypeVar("_Scale", bound=StrEnum)


def run_source(name: str, grade: str, *, by: str | None, why: str, as_json: bool, ledger: str | None) -> None:
    """Grade a source, and print the grade."""
    with at_the_desk(ledger) as (newsroom, settings):
        given = _on_scale(grade, Reliability)
        made = newsroom.desk.grade_source(name, given, by=editor(by, settings), why=why)
        _print((Given(grade=made, holds=True),), as_json=as_json)


def run_claim(which: str, grade: str, *, by: str | None, why: str, as_json: bool, ledger: str | None) -> None:
    """Grade a claim, and print the grade."""
    with at_the_desk(ledger) as (newsroom, settings):
        given = _on_scale(grade, Credibility)
        made = newsroom.desk.grade_claim(named_claim(which, newsroom), given, by=editor(by, settings), why=why)
        _print((Given(grade=made, holds=True, claim=made.claim),), as_json=as_json)


def run_list(*, as_json: bool, ledger: str | None) -> None:
    """Print every grade that was given, and which of them hold."""
    with at_the_desk(ledger) as (newsroom, _):
        found = newsroom.desk.grades()
        _print(found, as_json=as_json)
        if not as_json:
            a_console().print(Text(f"{words.counted(len(found), 'grade')}.", "bold"))


def _on_scale(grade: str, scale: type[_Scale]) -> _Scale:
    if grade.upper() not in set(scale):
        raise SettingsError(f"expected one of {', '.join(scale)}; came {grade!r}")
    return scale(grade.upper())


def _print(found: tuple[Given, ...], *, as_json: bool) -> None:
    if as_json:
        sys.stdout.writelines(f"{written(present_given(given))}\n" for given in found)
        return
    console = a_console()
    for given in found:
        one = given.grade
        subject = one.source if isinstance(one, SourceGrade) else one.text
        grade = (f"{one.grade.value}, {words.meaning(one.grade)}", "bold" if given.holds else "dim")
        console.print(Indented(Text.assemble(grade, f": {brief_line(subject)}"), 0, hang=3))
        since = "" if given.holds else "; no longer holds" + (f": {given.lost}" if given.lost else "")
        told = f"{given.claim}, " if given.claim is not None else ""
        line = f"{told}{brief_line(one.by)}, {words.dated(one.at)}: {brief_line(one.why)}{since}"
        console.print(Indented(Text(line, "dim"), 3))
