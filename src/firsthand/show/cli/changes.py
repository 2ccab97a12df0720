"""What did pages change, and did they say so? `firsthand changes`: of the ledger, or of captures that are named."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from rich.console import Console
from rich.text import Text

from firsthand.flow import Newsroom, Settings
from firsthand.model.coverage import Revision
from firsthand.model.span import Span
from firsthand.model.story import Change, PageHistory
from firsthand.model.when import When
from firsthand.show import words
from firsthand.show.cli.calls import a_day, hints
from firsthand.show.cli.ending import complain, complain_of, exit_code, nothing_read, plain_ending
from firsthand.show.cli.terminal import Indented, a_console
from firsthand.show.neutral import brief_line, neutral, one_line
from firsthand.show.present import as_json as written
from firsthand.show.present import present_histories
from firsthand.text.typeset import differing

_LEGEND = "[-words that went-] {+words that came+}. Silent: no note on the page, and no later date of change."
_MOST = 600
"""Characters of a sentence that are shown; longer ones are cut round what differs."""
_AROUND = 120


def run(
    inputs: Sequence[str], *, since: str | None, silent: bool, url: str | None, as_json: bool, ledger: str | None
) -> None:
    """Compare the wordings in `inputs`, or of the ledger; ends with the contract's exit code."""
    with plain_ending("Stopped. Nothing was written."):
        from_day = a_day("--since", since) if since is not None else None
        given = hints((None, None, url))
        if inputs and ledger is not None:
            complain("--ledger is not used where inputs are named: changes compares those alone")
        settings = Settings.load(ledger=ledger)
        with Newsroom.open(settings) as newsroom:
            found, setbacks = newsroom.changes(inputs, given)
        complain_of([(s.input, s.reason) for s in setbacks])
        asked = [_asked(page, from_day, silent=silent) for page in found]
        if as_json:
            sys.stdout.write(f"{written(present_histories(asked))}\n")
        elif found:
            _print(a_console(), asked, seen=found)
        if not found:
            complain(_nothing(inputs, settings.ledger, set_back=bool(setbacks)))
    raise SystemExit(exit_code(read=len(found), set_back=len(setbacks)))


def _asked(page: PageHistory, since: date | None, *, silent: bool) -> PageHistory:
    """`page` with those changes alone that are asked for; what has no date may have been at any time."""
    seen = {r.id: _seen(r) for r in page.wordings}
    kept = (c for c in page.changes if c.silent or not silent)
    return replace(page, changes=tuple(c for c in kept if since is None or _is_from(seen.get(c.later), since)))


def _is_from(when: When | None, since: date) -> bool:
    return when is None or when.latest is None or when.latest >= since


def _seen(revision: Revision) -> When | None:
    """When this wording was there: when it was taken from the page, else the date that it bears."""
    return revision.captured or revision.dated


def _nothing(inputs: Sequence[str], ledger: str, *, set_back: bool) -> str:
    if inputs:
        return nothing_read(inputs, set_back=set_back)
    return f"The ledger is empty: {one_line(ledger)}. Take some coverage in first: firsthand follow coverage/"


def _print(console: Console, pages: Sequence[PageHistory], seen: Sequence[PageHistory]) -> None:
    """All pages that changed, then how many did not."""
    changed = [page for page in pages if page.changes]
    if changed:
        console.print(Text(_LEGEND, "dim"))
    for page in changed:
        _print_page(console, page)
    console.print()
    edits = sum(len(page.changes) for page in changed)
    many = sum(c.silent for page in changed for c in page.changes)
    told = (
        f"{words.counted(edits, 'change')} on {words.counted(len(changed), 'page')}, {many} silent"
        if edits
        else "No change"
    )
    console.print(Text(f"{told}; {words.counted(len(seen), 'page')} compared.", "bold"))
    if not edits and len(seen) > 1 and all(len(page.wordings) == 1 for page in seen):
        console.print(Text(_one_each(seen), "dim"))


def _one_each(seen: Sequence[PageHistory]) -> str:
    """Why there was nothing to compare."""
    once, call = "Each page was seen in one wording.", "firsthand changes old.html new.html"
    if any(page.wordings[0].url is None for page in seen):
        return f"{once} Two copies that do not say their address are compared when named alone: {call}"
    return once


def _print_page(console: Console, page: PageHistory) -> None:
    last = page.wordings[-1]
    console.print()
    outlet = f"{last.outlet}: " if last.outlet else ""
    console.print(Text(brief_line(f"{outlet}{last.title or last.origin}"), "bold"))
    if last.url:
        console.print(Text(brief_line(last.url), "dim"), soft_wrap=True)
    if page.assumed:
        console.print(Indented(Text(f"Assumed: {page.assumed}.", "italic"), 0))
    for number, (earlier, later) in enumerate(zip(page.wordings, page.wordings[1:], strict=False), 1):
        step = [c for c in page.changes if (c.earlier, c.later) == (earlier.id, later.id)]
        if step:
            console.print(Indented(Text(_between(number, earlier, later)), 2))
            for change in step:
                for line in _lines(change):
                    console.print(line)


def _between(number: int, earlier: Revision, later: Revision) -> str:
    return f"Wording {number} ({_when(earlier)}) to wording {number + 1} ({_when(later)})"


def _when(revision: Revision) -> str:
    """When a wording was seen, as far as that is known, and where it came from."""
    came_from = "standard input" if revision.origin == "-" else brief_line(revision.origin, 80)
    if revision.captured:
        return f"seen {words.dated(revision.captured)}, {came_from}"
    return f"dated {words.dated(revision.dated)}, {came_from}" if revision.dated else f"no date, {came_from}"


def _lines(change: Change) -> Iterator[Indented]:
    kind = words.CHANGED.get(change.kind, change.kind.capitalize())
    mark = ("  SILENT", "bold red") if change.silent else ("  told on the page", "dim")
    yield Indented(Text.assemble(("* ", "dim"), (kind, "bold"), mark), 2, hang=2)
    went, came = differing(change.before, change.after) if change.before and change.after else ((), ())
    if change.before is not None:
        spans = went if change.after is not None else (Span(0, len(change.before)),)
        yield Indented(
            Text.assemble(("before  ", "dim"), _marked(change.before, spans, ("[-", "-]"), "red")), 4, hang=8
        )
    if change.after is not None:
        spans = came if change.before is not None else (Span(0, len(change.after)),)
        yield Indented(
            Text.assemble(("after   ", "dim"), _marked(change.after, spans, ("{+", "+}"), "green")), 4, hang=8
        )
    for why in change.why:
        yield Indented(Text.assemble(("why     ", "dim"), brief_line(why, _MOST)), 4, hang=8)


def _marked(text: str, spans: Sequence[Span], marks: tuple[str, str], style: str) -> Text:
    """`text` with `spans` between marks, so that no colour is needed to see them."""
    start, end = 0, len(text)
    if len(text) > _MOST:
        first, last = (spans[0].start, spans[-1].end) if spans else (0, 0)
        start = max(first - _AROUND, 0)
        end = min(max(last + _AROUND, start + _AROUND), start + _MOST)
    out = Text("…" if start else "")
    at = start
    for span in spans:
        if span.start >= end:
            break
        out.append(neutral(text[at : span.start]))
        out.append(f"{marks[0]}{neutral(text[span.start : min(span.end, end)])}{marks[1]}", f"bold {style}")
        at = min(span.end, end)
    out.append(neutral(text[at:end]))
    return out.append("…" if end < len(text) else "")
