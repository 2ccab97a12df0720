"""Where does a claim come from? `firsthand trace "words of it"`: its origin graph, in the terminal, as SVG and JSON."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rich.console import Console
from rich.text import Text

from firsthand.flow import Newsroom, Settings
from firsthand.model.briefing import Briefing
from firsthand.model.errors import SettingsError
from firsthand.show import words
from firsthand.show.brief import view
from firsthand.show.cli.calls import Said, a_file, hints, some_inputs
from firsthand.show.cli.choosing import in_doubt, near_of, print_near
from firsthand.show.cli.ending import EXIT_UNUSABLE_CALL, complain, complain_of, exit_code, nothing_read, plain_ending
from firsthand.show.cli.lanes import graph_lines
from firsthand.show.cli.progress import reported
from firsthand.show.cli.terminal import Indented, a_console, beside, head, passage_block, set_in, short
from firsthand.show.export.files import write_whole
from firsthand.show.export.sheet import sheet
from firsthand.show.graph import OriginGraph, graph_of
from firsthand.show.present import as_json as written
from firsthand.show.present_trace import Traced, present_trace
from firsthand.show.samples import samples_folder
from firsthand.show.views import ClaimView

if TYPE_CHECKING:
    from firsthand.flow.asking import Asked

_STOPPED = "Stopped. Nothing was written."
_OTHERS = 4
"""So many of the nearest claims are listed beside the one that was traced."""


class Wanted(NamedTuple):
    """What was asked for: of the claim that `words` mean, the one of that `number` where several are listed."""

    words: str
    number: int | None = None
    as_json: bool = False
    svg: str | None = None
    passages: bool = False


def run(
    wanted: Wanted, inputs: Sequence[str], said: Said, *, ledger: str | None, samples: bool, bulk: bool = False
) -> None:
    """Trace a claim in `inputs`, or on the ledger where there are none; ends with the contract's exit code."""
    with plain_ending(_STOPPED):
        if not wanted.words.strip():
            raise SettingsError('expected words of a claim, came none: firsthand trace "the bridge is shut"')
        named = [*inputs, *([str(samples_folder())] if samples else [])]
        path = a_file("--svg", wanted.svg, "origins.svg") if wanted.svg is not None else None
        if named and ledger is not None:
            complain("--ledger is not used where inputs are named: trace looks in those alone")
        given = hints(said)
        settings = Settings.load(ledger=ledger)
        with Newsroom.open(settings) as newsroom:
            with reported() as listener:
                if named:
                    coverage = some_inputs("trace", named)
                    briefing = newsroom.brief(coverage, given, since=None, bulk=bulk, listener=listener)
                else:
                    briefing = newsroom.recall(since=None, listener=listener)
            complain_of([(s.input, s.reason) for s in briefing.setbacks])
            asked = newsroom.ask(wanted.words, briefing, wanted.number, of_ledger=not named)
        meant = asked.meant
        shown = next((one for one in view(briefing).claims if one.id == meant.id), None) if meant is not None else None
        if shown is not None and path is not None:
            _write(shown, path)
        if wanted.as_json:
            traced = Traced(meant, graph_of(shown)) if meant is not None and shown is not None else None
            sys.stdout.write(f"{written(present_trace(asked.words, near_of(asked), briefing, traced))}\n")
        elif shown is not None:
            _print(a_console(), shown, asked, passages=wanted.passages)
        if not briefing.readings:
            complain(_nothing(named, settings.ledger, briefing))
        elif shown is None:
            in_doubt(asked, "call it again with --claim and the number of one", listed=not wanted.as_json)
            raise SystemExit(EXIT_UNUSABLE_CALL)
    raise SystemExit(exit_code(read=len(briefing.readings), set_back=len(briefing.setbacks)))


def _write(shown: ClaimView, path: Path) -> None:
    """Write the drawing and say so. Raises SettingsError where the disk does not take it."""
    try:
        write_whole(sheet(shown), path)
    except OSError as error:
        raise SettingsError(f"--svg: {path} cannot be written ({error.strerror}); name another file") from error
    complain(f"wrote {path}")


def _print(console: Console, claim: ClaimView, asked: "Asked", *, passages: bool) -> None:
    """The claim, how many origins it has, the graph, why some were counted as one, and what else speaks of it."""
    graph = graph_of(claim)
    console.print(Text(short(claim.text), "bold"))
    console.print(Text(short(words.origins_in_full(claim.lineage, claim.differing)), "bold cyan"))
    console.print(Text(f"{claim.mentions} in {claim.spread}. {words.TIMES}", "dim"))
    standing = words.STANDING_MEANS[claim.standing]
    console.print(Text.assemble((words.STANDING[claim.standing], "bold"), ": ", standing))
    console.print()
    if graph.ways:
        for line in graph_lines(graph, console):
            console.print(line)
    else:
        console.print(Text("No origin is established: nobody who could be named or told apart vouches for it."))
    _print_merges(console, graph, claim)
    for number, block in enumerate(beside(claim)):
        if not number:
            console.print()
        console.print(block)
    if passages:
        _print_passages(console, graph)
    _print_others(console, asked)


def _print_merges(console: Console, graph: OriginGraph, claim: ClaimView) -> None:
    """Why those who might seem further origins are none, with the numbers of the ways that show it."""
    if any(voice.merged for voice in claim.voices):
        console.print()
        console.print(head(words.MERGED))
    for voice in claim.voices:
        if not voice.merged:
            continue
        console.print(set_in(Text(short(voice.actor), "bold"), 5))
        for merged in voice.counted_in:
            ways = [n for n, way in enumerate(graph.ways, 1) if any(m.told == merged for m in way.merged)]
            seen = f"  [{', '.join(map(str, ways))}]" if ways else ""
            console.print(Indented(Text.assemble(f"+ {short(merged)}", (seen, "dim")), 7, hang=2))


def _print_passages(console: Console, graph: OriginGraph) -> None:
    """The passages behind each way, by its number."""
    if graph.ways:
        console.print()
        console.print(head("Passages"))
    margin = len(str(len(graph.ways)))
    for number, way in enumerate(graph.ways, 1):
        for passage in way.passages:
            for block in passage_block(passage, number=f"{number:>{margin}} ", columns=5):
                console.print(block)


def _print_others(console: Console, asked: "Asked") -> None:
    """What else may have been meant, and how to see the passages."""
    others = [found for found in near_of(asked) if asked.meant is None or found[0].id != asked.meant.id]
    if others:
        console.print()
        console.print(head("Also near these words; --claim and its number traces one of them"))
        print_near(console, near_of(asked)[:_OTHERS], without=asked.meant, columns=5)


def _nothing(named: Sequence[str], ledger: str, briefing: Briefing) -> str:
    """Why there is nothing to look in, and what to do."""
    if not named:
        return (
            f"no coverage was named, and the ledger {ledger} is empty; name some after the words (firsthand trace "
            '"..." coverage/), or keep some first (firsthand follow coverage/)'
        )
    said = nothing_read(named, set_back=bool(briefing.setbacks))
    return f"{said} Words of the claim belong in quotation marks; what follows them is coverage."
