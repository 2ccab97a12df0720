"""How does a reading, or a briefing, look in a terminal? Tables where there is room, indented lines where not.

Text from outside is made neutral and set as plain text: neither its control characters nor anything that
looks like markup is obeyed. What the terminal's encoding cannot write is written with plain characters.
"""

import codecs
import io
import sys
from collections.abc import Iterator, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from firsthand.model.coverage import Revision
from firsthand.model.statement import Basis, Reading, Statement
from firsthand.show import words
from firsthand.show.about import details, told
from firsthand.show.brief import passages_of, relays_of
from firsthand.show.neutral import brief_line
from firsthand.show.views import (
    Aftermath,
    BriefView,
    ClaimView,
    Edit,
    Objection,
    Passage,
    StoryView,
    Surer,
    Value,
    Voice,
)

_TABLE_FROM = 100
"""Columns a table of five needs before its cells get narrower than a name."""
_WIDEST = 120
"""Longer lines are hard to follow back."""
_LONGEST_PASSAGE = 400
_AT_A_GLANCE = 10
"""Claims in the list on top: what is read before scrolling."""
_MOST_SLIGHT = 8
"""Claims said once that are listed for each story: more would bury the ones that matter."""
_PLAIN = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "→": "->", "·": "-", "\u00a0": " "}
    | {"│": "|", "╎": ":", "├": "+", "└": "+", "─": "-", "╌": "-", "▶": ">", "●": "*", "○": "o", "\u200e": ""}
)


def _plainly(error: UnicodeError) -> tuple[str, int]:
    """What a narrow encoding cannot write: typographic signs as their plain cousins, the rest as "?"."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(c.translate(_PLAIN) if ord(c) in _PLAIN else "?" for c in lost), error.end


codecs.register_error("firsthand.plainly", _plainly)


class _Output(Console):
    """Standard output; a reader who has left is told to whoever called, and not taken for an exit code of ours."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def a_console() -> Console:
    """Standard output as rich writes to it; text is never read as markup."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="firsthand.plainly")
    width = min(_Output().width, _WIDEST)
    return _Output(markup=False, emoji=False, highlight=False, width=width)


def print_reading(console: Console, reading: Reading) -> None:
    """One article: a headline, a table of its statements, and what was set aside."""
    revision = reading.revision
    title = short(revision.title or "") or "Without a headline"
    came_from = "standard input" if revision.origin == "-" else revision.origin
    about = [revision.outlet or "", words.dated(revision.published), came_from]
    console.print(Text(title, "bold"))
    console.print(Text(" · ".join(short(a) for a in about if a), "dim"))
    for line in (" · ".join(map(short, details(revision))), told(revision), _not_given(revision)):
        if line:
            console.print(Text(line, "dim"))
    if reading.statements:
        wide = console.width >= _TABLE_FROM
        console.print(_statements_table(reading) if wide else Group(*_statement_blocks(reading)))
    else:
        console.print(Text("No attributed statement was found.", "italic"))
    if revision.notices:
        furniture = words.counted(len(revision.notices), "passage")
        console.print(Text(f"{furniture} of the page's furniture set aside.", "dim"))
    console.print()


def print_brief(console: Console, view: BriefView) -> None:
    """The whole briefing, most-carried claims first."""
    console.print(Text(view.read, "bold"))
    if view.limits:
        console.print(Text(view.limits, "bold"))
    if view.limits and not view.stories:
        return
    console.print(Text(f"{view.counts}, {view.found}. {view.thin}".strip(), "dim"))
    console.print(Text(words.TIMES, "dim"))
    for block in _glance(view):
        console.print(block)
    for story in view.stories:
        for block in _story(story):
            console.print(block)
    if not view.claims:
        console.print(Text("No claim was found in this coverage.", "italic"))


def _not_given(revision: Revision) -> str:
    """What the editor can add where outlet or date are not known; empty where both are."""
    if revision.outlet is None and revision.published is None:
        return "No outlet and no date are given; name them with --outlet and --published."
    if revision.outlet is None:
        return "No outlet is given; name it with --outlet."
    return "" if revision.published else "No date is given; name it with --published."


def _glance(view: BriefView) -> Iterator[RenderableType]:
    """The most-carried claims in few words, where there are enough of them that a list helps."""
    shown = view.most_carried(_AT_A_GLANCE)
    if len(shown) > 1:
        yield Text()
        yield Text("Most carried", "bold")
        for claim in shown:
            standing = words.STANDING[claim.standing].lower()
            yield Indented(Text.assemble((f"{claim.number}. ", "dim"), short(claim.text)), 0, hang=3)
            yield set_in(Text(f"{claim.figures} · {standing}", "dim"), 3)


def _statements_table(reading: Reading) -> Table:
    table = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False, header_style="bold")
    for heading, ratio in (("Who", 3), ("Through whom", 3), ("Says what", 8), ("How sure, on what", 4), ("When", 3)):
        table.add_column(heading, ratio=ratio, overflow="fold")
    for said, cited in passages_of(reading):
        table.add_row(*(Text(cell) for cell in _cells(said, cited)))
    return table


def _statement_blocks(reading: Reading) -> Iterator[RenderableType]:
    for said, cited in passages_of(reading):
        who, through, what, sure, when = _cells(said, cited)
        behind = ", ".join(part for part in (f"through {through}" if through else "", sure, when) if part)
        yield Text(who, "bold")
        yield set_in(Text(what), 2)
        yield set_in(Text(behind, "dim"), 2)
        yield Text()


def _cells(said: Statement, cited: Passage) -> tuple[str, str, str, str, str]:
    """Who, through whom, what, how sure and on what, and when: neutral, each on one line."""
    time = said.statement_time
    when = words.dated(time.norm) if time.basis is not Basis.PUBLICATION else ""
    within = "  " if said.parent else ""
    through = ", then ".join(relays_of(said.chain))
    return (short(cited.speaker), short(through), within + short(cited.quoted), short(cited.manner), when)


def _story(story: StoryView) -> Iterator[RenderableType]:
    yield Text()
    title = brief_line(story.title, 80)
    yield Rule(Text(title if story.id is None else f"“{title}”", "bold"), align="left")
    whose = f"Headline in {short(story.by)}. " if story.by else ""
    dek = whose + ", ".join(p for p in (story.spread, story.dates) if p)
    if dek:
        yield Text(dek, "dim")
    slight = [c for c in story.claims if c.is_slight]
    for claim in story.claims:
        if not claim.is_slight:
            yield from _claim(claim)
    if slight:
        yield Text()
        yield Text(f"Said once: {words.counted(len(slight), 'claim')}", "bold")
        for claim in slight[:_MOST_SLIGHT]:
            yield from _slight(claim)
        if slight[_MOST_SLIGHT:]:
            left = words.counted(len(slight) - _MOST_SLIGHT, "other")
            yield set_in(Text(f"and {left}; the page (--html FILE) and --json have them all", "dim"), 2)
    for edit in story.edits:
        yield from _edit(edit)


def _claim(claim: ClaimView) -> Iterator[RenderableType]:
    yield Text()
    yield Indented(Text.assemble((f"{claim.number}. ", "dim"), (short(claim.text), "bold")), 0, hang=3)
    standing = words.STANDING[claim.standing]
    yield set_in(Text.assemble((claim.figures, "bold cyan"), " · ", claim.spread, " · ", claim.grade), 3)
    yield set_in(Text.assemble((standing, "bold"), ": ", words.STANDING_MEANS[claim.standing]), 3)
    if claim.judged:
        yield set_in(Text.assemble((claim.grade, "bold"), f": {short(claim.judged)}"), 3)
    yield head("Who says so")
    for voice in claim.voices:
        yield from _voice(voice)
    if not claim.voices:
        yield set_in(Text("No origin is established."), 5)
    yield from beside(claim)
    yield from _echoes(claim.echoes)
    yield from _surer(claim.drift)
    yield from _values(claim.values)
    if claim.changes:
        yield head("What changed")
        for event in claim.events:
            by = f" by {event.by}" if event.by else ""
            yield set_in(Text(short(f"{words.dated(event.when) or 'no date'}: {event.what}{by}")), 5)


def beside(claim: ClaimView) -> Iterator[RenderableType]:
    """Who speaks of it and vouches for nothing, and what speaks against it."""
    yield from _section("Who else speaks of it", claim.others)
    if claim.against:
        yield head("What speaks against it")
        for objection in claim.against:
            yield from _objection(objection)


def _echoes(echoes: Sequence[Aftermath]) -> Iterator[RenderableType]:
    if echoes:
        yield head(words.STILL_TOLD)
    for echo in echoes:
        yield set_in(Text(echo.says[0].upper() + echo.says[1:]), 5)
        yield from passage_block(echo.passage)


def _surer(drift: Sequence[Surer]) -> Iterator[RenderableType]:
    if drift:
        yield head(words.SURER)
    for one in drift:
        yield set_in(Text(short(f"{one.kind}: {one.why}")), 5)
        if one.passage is not None:
            yield from passage_block(one.passage)
        else:
            yield set_in(Text(short(f"{one.headline} ({one.outlet}, headline)")), 7)
        yield set_in(Text("It rests on"), 5)
        yield from passage_block(one.rests_on)


def _values(values: Sequence[Value]) -> Iterator[RenderableType]:
    if values:
        yield head("Figures that differ")
    for value in values:
        ahead = "" if value.value.endswith(value.slot) else f"{value.slot}: "
        when = f", {words.dated(value.when)}" if value.when else ""
        by = f" ({value.passage.speaker}, {value.passage.outlet})" if value.passage else ""
        yield set_in(Text(short(f"{ahead}{value.value}{when}{by}")), 5)


def _voice(voice: Voice) -> Iterator[RenderableType]:
    kind = "named" if voice.named else "unverified"
    yield set_in(Text.assemble((short(voice.actor), "bold"), f" ({kind}, {voice.reliability})"), 5)
    if voice.judged:
        yield set_in(Text(short(f"{voice.reliability}: {voice.judged}")), 7)
    if voice.gives:
        yield set_in(Text(short(f"gives {words.listed(voice.gives, 6)}"), "bold"), 7)
    for route in voice.routes:
        through = f"through {', then '.join(route.relays)}" if route.relays else "directly"
        yield set_in(Text(short(f"{through}, in {words.listed(route.outlets, 8)}")), 7)
    for merged in voice.counted_in:
        yield set_in(Text(short(f"counted as the same origin: {merged}"), "dim"), 7)
    for cited in voice.passages[:1]:
        yield from passage_block(cited)


def _objection(objection: Objection) -> Iterator[RenderableType]:
    why = f": {short(objection.why)}" if objection.why else ""
    yield set_in(Text.assemble((short(objection.heading), "bold"), why), 5)
    if objection.passage is not None:
        yield from passage_block(objection.passage)
    elif objection.claim is not None:
        yield set_in(Text(f"see claim {objection.claim}: {short(objection.text or '')}"), 7)


def _section(heading: str, passages: Sequence[Passage]) -> Iterator[RenderableType]:
    if passages:
        yield head(heading)
        for cited in passages:
            yield from passage_block(cited, bearing=True)


def passage_block(
    cited: Passage, *, bearing: bool = False, number: str = "", columns: int = 7
) -> Iterator[RenderableType]:
    """The words as they stand in the article, then whose, through whom, where and when."""
    told = f"{words.BEARING[cited.bearing]}: " if bearing and cited.bearing else ""
    yield Indented(Text.assemble((number, "dim"), f"| {short(cited.quoted)}"), columns, hang=2 + len(number))
    where = ", ".join(p for p in (" → ".join(cited.way), words.dated(cited.published), cited.manner) if p)
    yield set_in(Text(short(f"{told}{where}"), "dim"), columns + 2 + len(number))


def _slight(claim: ClaimView) -> Iterator[RenderableType]:
    cited = next((p for v in claim.voices for p in v.passages), None) or next(iter(claim.others), None)
    where = ""
    if cited is not None:
        where = ", ".join(p for p in (" → ".join(cited.way), words.dated(cited.published)) if p)
    yield Indented(Text.assemble((f"{claim.number}. ", "dim"), short(claim.text)), 2, hang=3)
    yield set_in(Text(short(where), "dim"), 5)


def _edit(edit: Edit) -> Iterator[RenderableType]:
    yield Text()
    silently = ", silently," if edit.silent else ""
    yield Text.assemble((short(edit.kind), "bold"), f"{silently} in {short(edit.page)}")
    for label, text in (("before", edit.before), ("after", edit.after), *(("why", why) for why in edit.why)):
        if text:
            yield set_in(Text.assemble((f"{label}: ", "dim"), short(text)), 3)


def short(text: str) -> str:
    """`text` neutral, on one line, and no longer than a passage."""
    return brief_line(text, _LONGEST_PASSAGE)


def head(heading: str) -> RenderableType:
    """What stands over a part of what is said of a claim."""
    return set_in(Text(heading, "underline"), 3)


class Indented:
    """Text that is set in by `columns`, its later lines by `hang` more; no blanks at the ends of lines."""

    def __init__(self, body: Text, columns: int, hang: int = 0) -> None:
        self._body, self._columns, self._hang = body, columns, hang

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        room = max(options.max_width - self._columns - self._hang, 8)
        for number, line in enumerate(self._body.wrap(console, room, overflow="fold")):
            line.rstrip()
            yield Text(" " * (self._columns + (self._hang if number else 0))).append_text(line)


def set_in(body: Text, columns: int) -> RenderableType:
    """`body` in from the left by so many columns."""
    return Indented(body, columns)
