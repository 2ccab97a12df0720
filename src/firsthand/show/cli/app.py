"""What can be asked on the command line? `read`, `brief`, `follow`, `watch` ...; here are names and options alone.

What each does is in the room of its name, imported when it is called: `firsthand --help` loads nothing else.
"""

import gc
import sys
import traceback
from typing import Annotated

import typer

from firsthand.show.cli import desk
from firsthand.show.cli.ending import EXIT_DEFECT, EXIT_INTERRUPTED, EXIT_PIPE, complain, hush

_UNTIL_COLLECTED = 50_000
"""New objects until those that only hold one another are looked for. Python's own 700 cost a fortieth of the time of
reading 84 articles, and no less memory (measured here)."""

app = typer.Typer(
    name="firsthand",
    help="Who says so, through whom, and how many independent origins stand behind it.",
    epilog="INPUT is a file, a folder, a pattern, a web address, or - for standard input, in any mix. "
    "Exit codes: 0 done; 1 done, but some inputs were not read in full; 2 unusable call; 3 nothing could be read.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

Inputs = Annotated[
    list[str] | None,
    typer.Argument(metavar="INPUT", show_default=False, help="Files, folders, patterns, web addresses, or -."),
]
Addresses = Annotated[
    list[str] | None,
    typer.Argument(metavar="ADDRESS", show_default=False, help="Feeds, sitemaps or pages, by http or https."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for other programs, and nothing else.")]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="When it was published, if the input does not say (2031-05-04, 2031-05, ...)."),
]
OutletName = Annotated[
    str | None, typer.Option("--outlet", metavar="NAME", help="Who published it, if the input does not say.")
]
Url = Annotated[str | None, typer.Option(metavar="URL", help="Its web address, if the input does not say.")]
LedgerPath = Annotated[
    str | None,
    typer.Option("--ledger", metavar="PATH", help="The ledger to use [default: in your data folder]."),
]
Html = Annotated[
    str | None, typer.Option("--html", metavar="FILE", help="Also write the briefing as one self-contained page.")
]
Since = Annotated[
    str | None,
    typer.Option(
        metavar="DATE|last", help="Only what happened since that day; last: only what came in since you looked so."
    ),
]
About = Annotated[str | None, typer.Option(metavar="WORDS", help="Only claims near these words, in quotation marks.")]
ChangedSince = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Only changes since that day.")]
Bulk = Annotated[bool, typer.Option("--bulk", help="Take web pages apart the fast way, when there are very many.")]
Samples = Annotated[bool, typer.Option("--samples", help="Read the invented sample coverage that ships.")]


@app.callback(invoke_without_command=True)
def firsthand(
    version: Annotated[bool, typer.Option("--version", help="Print the version and end.")] = False,
) -> None:
    """Ask for the version, or for one of the commands."""
    if version:
        from firsthand import __version__  # noqa: PLC0415 - reading it costs 30 ms that --help can do without

        typer.echo(f"firsthand {__version__}")
        raise typer.Exit


@app.command(short_help="One article at a time: who says what, through whom, how sure.")
def read(
    *,
    inputs: Inputs = None,
    as_json: Json = False,
    published: Published = None,
    outlet: OutletName = None,
    url: Url = None,
    bulk: Bulk = False,
) -> None:
    """Read each article by itself: who says what, through whom, how sure, on what evidence, and when."""
    from firsthand.show.cli import read as room  # noqa: PLC0415 - loaded when it is asked for

    room.run(inputs or [], (published, outlet, url), as_json=as_json, bulk=bulk)


@app.command(short_help="All of it together: claims, and the origins behind them.")
def brief(
    *,
    inputs: Inputs = None,
    as_json: Json = False,
    html: Html = None,
    since: Since = None,
    about: About = None,
    ledger: LedgerPath = None,
    samples: Samples = False,
    published: Published = None,
    outlet: OutletName = None,
    url: Url = None,
    bulk: Bulk = False,
) -> None:
    """Take coverage together: claims, their origins, what speaks against them, what changed.

    Without INPUT, the briefing is of what the ledger holds.
    """
    from firsthand.show.cli import brief as room  # noqa: PLC0415 - loaded when it is asked for

    room.run(
        inputs or [],
        (published, outlet, url),
        as_json=as_json,
        html=html,
        since=since,
        about=about,
        ledger=ledger,
        samples=samples,
        bulk=bulk,
    )


@app.command(short_help="One claim: its origin graph, from who vouches to who prints it.")
def trace(
    *,
    claim: Annotated[
        str,
        typer.Argument(metavar="CLAIM", show_default=False, help="Words of the claim, in quotation marks; or its id."),
    ],
    inputs: Inputs = None,
    number: Annotated[
        int | None,
        typer.Option("--claim", metavar="N", help="Of the claims listed for these words, the one numbered N."),
    ] = None,
    passages: Annotated[bool, typer.Option("--passages", help="Also print the passages behind each line.")] = False,
    as_json: Json = False,
    svg: Annotated[str | None, typer.Option("--svg", metavar="FILE", help="Also write the graph as a drawing.")] = None,
    ledger: LedgerPath = None,
    samples: Samples = False,
    published: Published = None,
    outlet: OutletName = None,
    url: Url = None,
    bulk: Bulk = False,
) -> None:
    """Show where a claim comes from: who vouches, through whom, and which outlets print it, in time downwards.

    The claim is looked up by its words; where they may mean several, these are listed. Without INPUT it is looked for
    in the ledger.
    """
    from firsthand.show.cli import trace as room  # noqa: PLC0415 - loaded when it is asked for

    wanted = room.Wanted(claim, number=number, as_json=as_json, svg=svg, passages=passages)
    room.run(wanted, inputs or [], (published, outlet, url), ledger=ledger, samples=samples, bulk=bulk)


@app.command(short_help="Keep coverage in a ledger, and add what is new.")
def follow(
    *,
    inputs: Inputs = None,
    ledger: LedgerPath = None,
    published: Published = None,
    outlet: OutletName = None,
    url: Url = None,
    bulk: Bulk = False,
) -> None:
    """Take coverage into the ledger, and keep it. Doing it twice changes nothing."""
    from firsthand.show.cli import follow as room  # noqa: PLC0415 - loaded when it is asked for

    room.run(inputs or [], (published, outlet, url), ledger=ledger, bulk=bulk)


@app.command(short_help="What pages changed, sentence by sentence, and whether they said so.")
def changes(
    *,
    inputs: Inputs = None,
    since: ChangedSince = None,
    silent: Annotated[bool, typer.Option("--silent", help="Only changes that the page says nothing of.")] = False,
    url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Only this page; INPUT that does not say its address is taken to be of it."),
    ] = None,
    as_json: Json = False,
    ledger: LedgerPath = None,
) -> None:
    """Compare the wordings of pages: what was reworded, softened, dropped, what numbers and quotations changed.

    INPUT is two or more captures: saved copies, folders of them, archives. Without INPUT, the wordings are those that
    the ledger holds.
    """
    from firsthand.show.cli import changes as room  # noqa: PLC0415 - loaded when it is asked for

    room.run(inputs or [], since=since, silent=silent, url=url, as_json=as_json, ledger=ledger)


@app.command(short_help="Ask feeds, sitemaps and pages again and again, and tell what is new.")
def watch(
    *,
    addresses: Addresses = None,
    every: Annotated[
        str, typer.Option(metavar="TIME", help="How often each address is asked: 90s, 10m, 2h, 1d.")
    ] = "10m",
    for_: Annotated[
        str | None, typer.Option("--for", metavar="TIME", help="How long to go on [default: until it is stopped].")
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="One round, then end.")] = False,
    as_json: Json = False,
    ledger: LedgerPath = None,
) -> None:
    """Keep what is new at ADDRESS in the ledger, and tell it: articles that come out, and edits that nobody mentions.

    ADDRESS is a feed, a sitemap or a page. It may be stopped at any time, and goes on where it was.
    """
    from firsthand.show.cli import watch as room  # noqa: PLC0415 - loaded when it is asked for

    room.run(addresses or [], (every, for_), once=once, as_json=as_json, ledger=ledger)


@app.command(short_help="The bytes that an article was read from, as they came.")
def raw(
    *,
    which: Annotated[
        str, typer.Argument(metavar="REVISION|ADDRESS", show_default=False, help="A revision's id, or an address.")
    ],
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write to FILE, which must not be there yet.")
    ] = None,
    ledger: LedgerPath = None,
) -> None:
    """Give back what was kept of a page, byte for byte. Where an address has several wordings, they are listed."""
    from firsthand.show.cli import raw as room  # noqa: PLC0415 - loaded when it is asked for

    room.run(which, output=output, ledger=ledger)


@app.command(short_help="Read all that the ledger kept again, by this version.")
def reread(*, ledger: LedgerPath = None) -> None:
    """Repeat every reading of the bytes that were kept. Revisions are new only where the text that is read is."""
    from firsthand.show.cli import reread as room  # noqa: PLC0415 - loaded when it is asked for

    room.run(ledger=ledger)


@app.command(short_help="The desk: pages in your browser, on this machine alone.")
def serve(
    *,
    port: Annotated[int, typer.Option(metavar="N", help="The port of this machine; 0 is any that is free.")] = 8017,
    ledger: LedgerPath = None,
) -> None:
    """Open the desk on this machine: what is new, stories, claims, articles, sources, search, corrections.

    It listens on the loopback address alone, and is closed by Ctrl+C.
    """
    from firsthand.show.cli import serve as room  # noqa: PLC0415 - loads a web server when it is asked for

    room.run(port=port, ledger=ledger)


@app.command(short_help="Copy the ledger into one file, while it is used.")
def backup(
    *,
    to: Annotated[str, typer.Argument(metavar="FILE", show_default=False, help="A file that is not there yet.")],
    ledger: LedgerPath = None,
) -> None:
    """Copy the ledger into FILE: one moment of it, whole and checked. Others may go on writing."""
    from firsthand.show.cli import backup as room  # noqa: PLC0415 - loaded when it is asked for

    room.run(to, ledger=ledger)


@app.command(short_help="Put a copy back in the ledger's place.")
def restore(
    *,
    copy: Annotated[str, typer.Argument(metavar="FILE", show_default=False, help="A file that backup wrote.")],
    ledger: LedgerPath = None,
) -> None:
    """Put the copy in FILE in the ledger's place. What was there is kept beside it under another name."""
    from firsthand.show.cli import backup as room  # noqa: PLC0415 - loaded when it is asked for

    room.run_restore(copy, ledger=ledger)


app.add_typer(desk.corrections, name="corrections")
app.add_typer(desk.letters, name="letters")
app.add_typer(desk.grades, name="grades")
app.add_typer(desk.log, name="log")


def main() -> None:
    """Run the program, and end it with one of its exit codes."""
    gc.set_threshold(_UNTIL_COLLECTED)
    try:
        app(prog_name="firsthand")
    except KeyboardInterrupt:
        complain("Stopped.")
        code = EXIT_INTERRUPTED
    except BrokenPipeError:
        hush()
        code = EXIT_PIPE
    except SystemExit as end:
        code = _flushed(end.code if isinstance(end.code, int) else 0)
    except Exception:  # noqa: BLE001 - the last door: exit code 1 would say "done", and it is not
        traceback.print_exc()
        complain("This is a defect of firsthand, not of your input. Please report the lines above.")
        code = EXIT_DEFECT
    sys.exit(code)


def _flushed(code: int) -> int:
    """Write out what is left, here, where a pipe that was closed can still be told from a defect."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        hush()
        return EXIT_PIPE
    return code
