"""What is said to be wrong, and who rules on it? `firsthand corrections`: list, show, suggest, and rule."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.text import Text

from firsthand.flow import Newsroom, Settings
from firsthand.model.correction import (
    Aim,
    Anchor,
    Case,
    CorrectionKind,
    Page,
    RulingState,
    Sighting,
    Suggestion,
)
from firsthand.model.errors import SettingsError
from firsthand.model.ids import RevisionId
from firsthand.show import words
from firsthand.show.cli.ending import EXIT_DONE, plain_ending
from firsthand.show.cli.terminal import Indented, a_console
from firsthand.show.neutral import brief_line, neutral
from firsthand.show.present import as_json as written
from firsthand.show.rulings import present_case

_MOST = 200
"""Characters of a passage or a note in a list."""


def run_list(*, states: Sequence[str], kinds: Sequence[str], public: bool, as_json: bool, ledger: str | None) -> None:
    """Print the corrections that are asked for, as they came in."""
    with at_the_desk(ledger) as (newsroom, _):
        wanted = {_state(state) for state in states}
        of_kind = {_kind(kind) for kind in kinds}
        pages = newsroom.desk.pages()
        found = [
            case
            for case in newsroom.desk.cases()
            if (not wanted or case.state in wanted)
            and (not of_kind or case.correction.kind in of_kind)
            and (not public or case.was_published)
        ]
        if as_json:
            for case in found:
                sys.stdout.write(f"{written(present_case(case, _page(case, pages)))}\n")
            return
        console = a_console()
        for case in found:
            _print_short(console, case, _page(case, pages))
        console.print(Text(f"{words.counted(len(found), 'correction')}.", "bold"))


def run_show(name: str, *, as_json: bool, ledger: str | None) -> None:
    """Print one correction, its rulings, and where its passage stands now."""
    with at_the_desk(ledger) as (newsroom, _):
        _show(newsroom, newsroom.desk.case(name), as_json=as_json)


def run_suggest(
    aim: Aim,
    *,
    other: Aim | None,
    kind: str,
    name: str | None,
    nobody: bool,
    note: str,
    by: str | None,
    as_json: bool,
    ledger: str | None,
) -> None:
    """Keep a suggestion, and print it."""
    with at_the_desk(ledger) as (newsroom, _):
        meant = _kind(kind)
        if meant is CorrectionKind.WRONG_SOURCE and (name is None) != nobody:
            raise SettingsError("expected who the source is: --name as the article names it, or --nobody")
        suggestion = Suggestion(kind=meant, aim=aim, other=other, name=name, note=note, by=by)
        _show(newsroom, newsroom.desk.suggest(suggestion), as_json=as_json)


def run_rule(
    name: str, state: RulingState, *, by: str | None, why: str, of: str | None, as_json: bool, ledger: str | None
) -> None:
    """Rule on a correction, and print it."""
    with at_the_desk(ledger) as (newsroom, settings):
        _show(newsroom, newsroom.desk.decide(name, state, by=editor(by, settings), why=why, of=of), as_json=as_json)


def run_undo(name: str, *, by: str | None, why: str, as_json: bool, ledger: str | None) -> None:
    """Take the last ruling on a correction back, and print it."""
    with at_the_desk(ledger) as (newsroom, settings):
        _show(newsroom, newsroom.desk.undo(name, by=editor(by, settings), why=why), as_json=as_json)


@contextmanager
def at_the_desk(ledger: str | None) -> Iterator[tuple[Newsroom, Settings]]:
    """The open newsroom; what may go wrong ends in a sentence, and the rest with exit code 0."""
    with plain_ending("Stopped. The ledger is whole."):
        settings = Settings.load(ledger=ledger)
        with Newsroom.open(settings) as newsroom:
            yield newsroom, settings
    raise SystemExit(EXIT_DONE)


def _state(value: str) -> RulingState:
    if value not in set(RulingState):
        raise SettingsError(f"--state: expected one of {', '.join(RulingState)}; came {value!r}")
    return RulingState(value)


def _kind(value: str) -> CorrectionKind:
    if value not in set(CorrectionKind):
        raise SettingsError(f"--kind: expected one of {', '.join(CorrectionKind)}; came {value!r}")
    return CorrectionKind(value)


def editor(by: str | None, settings: Settings) -> str:
    """Who rules. Raises SettingsError where nobody says so."""
    name = by or settings.editor
    if not name:
        raise SettingsError('expected who rules, came nobody; add --by NAME, or editor = "NAME" in settings.toml')
    return name


def _page(case: Case, pages: Mapping[RevisionId, Page]) -> Page | None:
    return pages.get(case.correction.anchor.revision)


def _show(newsroom: Newsroom, case: Case, *, as_json: bool) -> None:
    page = _page(case, newsroom.desk.pages())
    seen = newsroom.desk.sightings(case)
    if as_json:
        sys.stdout.write(f"{written(present_case(case, page, seen))}\n")
    else:
        _print_whole(a_console(), case, page, seen)


def _print_short(console: Console, case: Case, page: Page | None) -> None:
    correction = case.correction
    head = (correction.id, "  ", (case.state.value, "bold"), f"  {correction.kind.value}")
    console.print(Text.assemble(*head), soft_wrap=True)
    if page is not None:
        console.print(Indented(Text(_named(page), "dim"), 2))
    for anchor in correction.anchors:
        console.print(Indented(Text(f"| {brief_line(anchor.exact, _MOST)}"), 2, hang=2))
    console.print(Indented(Text(brief_line(correction.note, _MOST)), 2))
    console.print(Indented(Text(_said_by(correction.by, correction.at.edtf), "dim"), 2))
    console.print()


def _print_whole(console: Console, case: Case, page: Page | None, seen: Sequence[Sighting]) -> None:
    correction = case.correction
    console.print(Text.assemble(correction.id, "  ", (case.state.value, "bold"), f"  {correction.kind.value}"))
    if page is not None:
        console.print(Indented(Text(_named(page), "dim"), 2))
        if page.url:
            console.print(Text(f"  {brief_line(page.url)}", "dim"), soft_wrap=True)
    for anchor, sighting in zip(correction.anchors, seen, strict=True):
        console.print(Indented(_quoted(anchor), 2, hang=2))
        console.print(Indented(Text(_where(sighting), "dim"), 4))
    if correction.name is not None:
        console.print(Indented(Text(f"Name: {brief_line(correction.name)}"), 2))
    for line in correction.note.splitlines():
        console.print(Indented(Text(neutral(line)), 2))
    console.print(Indented(Text(_said_by(correction.by, correction.at.edtf), "dim"), 2))
    for ruling in case.rulings:
        did = f"undone, so {ruling.state}" if ruling.undoes else ruling.state.value
        of = f" of {ruling.of}" if ruling.of is not None else ""
        console.print(Indented(Text.assemble("* ", (f"{did}{of}", "bold"), f": {brief_line(ruling.why)}"), 2, hang=2))
        console.print(Indented(Text(_said_by(ruling.by, ruling.at.edtf), "dim"), 4))


def _quoted(anchor: Anchor) -> Text:
    """The passage between a little of what stood round it."""
    around = brief_line(anchor.prefix[-40:]), brief_line(anchor.suffix[:40])
    passage = brief_line(anchor.exact, _MOST * 5)
    return Text.assemble("| ", (f"{around[0]} ", "dim"), (f"[{passage}]", "bold"), (f" {around[1]}", "dim"))


def _where(seen: Sighting) -> str:
    if seen.span is None:
        return brief_line(f"Not found in the latest wording: {seen.why}.")
    statement = f", statement {seen.statement}" if seen.statement is not None else ""
    return f"In the latest wording at {seen.span.start} to {seen.span.end}{statement}."


def _named(page: Page) -> str:
    return brief_line(": ".join(part for part in (page.outlet, page.title or "without a headline") if part))


def _said_by(by: str | None, at: str) -> str:
    return f"{brief_line(by) if by else 'somebody'}, {at}"
