"""What can be asked of the desk on the command line? Names and options of `corrections`, `letters` ...; see `app`."""

from typing import Annotated

import typer

from firsthand.model.correction import Aim, RulingState

corrections = typer.Typer(
    help="What readers and editors say is wrong, and what was ruled on it. Nothing is overwritten.",
    no_args_is_help=True,
)
letters = typer.Typer(help="What readers sent from pages, and which correction each became.", no_args_is_help=True)
grades = typer.Typer(
    help="How good editors hold sources and claims to be, on the Admiralty scale: F6 until somebody decides.",
    no_args_is_help=True,
)
log = typer.Typer(
    help="The log of all suggestions, rulings and grades, each hashed with the one before.", no_args_is_help=True
)

Name = Annotated[str, typer.Argument(metavar="ID", show_default=False, help="The id of a correction (c-...).")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for other programs, and nothing else.")]
LedgerPath = Annotated[
    str | None, typer.Option("--ledger", metavar="PATH", help="The ledger to use [default: in your data folder].")
]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who says so [default: the setting editor].")]
Why = Annotated[
    str, typer.Option("--why", metavar="WORDS", show_default=False, help="The reason. It goes into the log.")
]


@corrections.command("list", short_help="The corrections, as they came in.")
def list_(
    *,
    state: Annotated[
        list[str] | None, typer.Option(metavar="STATE", help="Only those in this state; may be repeated.")
    ] = None,
    kind: Annotated[
        list[str] | None, typer.Option(metavar="KIND", help="Only those of this kind; may be repeated.")
    ] = None,
    public: Annotated[bool, typer.Option("--public", help="Only those that were published: the public log.")] = False,
    as_json: Json = False,
    ledger: LedgerPath = None,
) -> None:
    """List corrections: which passage, what is said of it, and where it stands."""
    from firsthand.show.cli import corrections as room  # noqa: PLC0415 - loaded when it is asked for

    room.run_list(states=state or [], kinds=kind or [], public=public, as_json=as_json, ledger=ledger)


@corrections.command(short_help="One correction, its rulings, and where its passage stands now.")
def show(*, name: Name, as_json: Json = False, ledger: LedgerPath = None) -> None:
    """Show one correction with all that was ruled on it."""
    from firsthand.show.cli import corrections as room  # noqa: PLC0415 - loaded when it is asked for

    room.run_show(name, as_json=as_json, ledger=ledger)


@corrections.command(short_help="Say that something is wrong.")
def suggest(
    *,
    which: Annotated[
        str,
        typer.Argument(
            metavar="STATEMENT|ARTICLE", show_default=False, help="A statement's id, an article's or an address."
        ),
    ],
    note: Annotated[str, typer.Option(metavar="WORDS", show_default=False, help="What is wrong, and what is right.")],
    kind: Annotated[
        str,
        typer.Option(
            metavar="KIND",
            help="fact, wrong-source, not-a-statement, same-claim, not-same-claim or not-an-origin.",
        ),
    ] = "fact",
    passage: Annotated[
        str | None, typer.Option(metavar="WORDS", help="The words that are meant, as they stand in the article.")
    ] = None,
    nth: Annotated[int | None, typer.Option(help="Which of several places with these words, from 1.")] = None,
    other: Annotated[
        str | None,
        typer.Option(metavar="STATEMENT|ARTICLE", help="The second statement, of same-claim and not-same-claim."),
    ] = None,
    other_passage: Annotated[str | None, typer.Option(metavar="WORDS", help="Its words.")] = None,
    other_nth: Annotated[int | None, typer.Option(help="Which of several places with its words.")] = None,
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="The right source, or who is no origin, as the article has it.")
    ] = None,
    nobody: Annotated[bool, typer.Option("--nobody", help="The article names no source there.")] = False,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who says so; may be left out.")] = None,
    as_json: Json = False,
    ledger: LedgerPath = None,
) -> None:
    """Suggest a correction of a passage: of what the article tells (fact), or of what firsthand made of it."""
    from firsthand.show.cli import corrections as room  # noqa: PLC0415 - loaded when it is asked for

    second = Aim(which=other, passage=other_passage, nth=other_nth) if other is not None else None
    room.run_suggest(
        Aim(which=which, passage=passage, nth=nth),
        other=second,
        kind=kind,
        name=name,
        nobody=nobody,
        note=note,
        by=by,
        as_json=as_json,
        ledger=ledger,
    )


def _rule(
    name: str, state: RulingState, why: str, by: str | None, ledger: str | None, *, as_json: bool, of: str | None = None
) -> None:
    from firsthand.show.cli import corrections as room  # noqa: PLC0415 - loaded when it is asked for

    room.run_rule(name, state, by=by, why=why, of=of, as_json=as_json, ledger=ledger)


@corrections.command(short_help="It is right.")
def accept(*, name: Name, why: Why, by: By = None, as_json: Json = False, ledger: LedgerPath = None) -> None:
    """Accept a correction. One of a reading works from then on, whenever the coverage is taken together."""
    _rule(name, RulingState.ACCEPTED, why, by, ledger, as_json=as_json)


@corrections.command(short_help="It is not right.")
def reject(*, name: Name, why: Why, by: By = None, as_json: Json = False, ledger: LedgerPath = None) -> None:
    """Reject a correction."""
    _rule(name, RulingState.REJECTED, why, by, ledger, as_json=as_json)


@corrections.command(short_help="Another one says the same.")
def duplicate(
    *,
    name: Name,
    of: Annotated[str, typer.Argument(metavar="OF", show_default=False, help="The correction that it repeats.")],
    why: Why,
    by: By = None,
    as_json: Json = False,
    ledger: LedgerPath = None,
) -> None:
    """Set a correction aside, for it repeats another."""
    _rule(name, RulingState.DUPLICATE, why, by, ledger, as_json=as_json, of=of)


@corrections.command(short_help="Somebody has to look at it again.")
def review(*, name: Name, why: Why, by: By = None, as_json: Json = False, ledger: LedgerPath = None) -> None:
    """Send a correction to be looked at again; firsthand does so itself where a passage is lost."""
    _rule(name, RulingState.NEEDS_REVIEW, why, by, ledger, as_json=as_json)


@corrections.command(short_help="Put an accepted correction of a fact into the public log.")
def publish(*, name: Name, why: Why, by: By = None, as_json: Json = False, ledger: LedgerPath = None) -> None:
    """Publish an accepted correction of a fact. It stays in the public log, also where it is withdrawn later."""
    _rule(name, RulingState.PUBLISHED, why, by, ledger, as_json=as_json)


@corrections.command(short_help="It no longer holds.")
def withdraw(*, name: Name, why: Why, by: By = None, as_json: Json = False, ledger: LedgerPath = None) -> None:
    """Withdraw a correction, also a published one."""
    _rule(name, RulingState.WITHDRAWN, why, by, ledger, as_json=as_json)


@corrections.command(short_help="Take the last ruling back, by another one.")
def undo(*, name: Name, why: Why, by: By = None, as_json: Json = False, ledger: LedgerPath = None) -> None:
    """Undo the last ruling that holds. Both stay in the log."""
    from firsthand.show.cli import corrections as room  # noqa: PLC0415 - loaded when it is asked for

    room.run_undo(name, by=by, why=why, as_json=as_json, ledger=ledger)


LetterName = Annotated[str, typer.Argument(metavar="ID", show_default=False, help="The id of a letter (l-...).")]


@letters.command("list", short_help="The letters, as they came in.")
def list_letters(
    *,
    waiting: Annotated[bool, typer.Option("--waiting", help="Only those whose words were not surely found.")] = False,
    as_json: Json = False,
    ledger: LedgerPath = None,
) -> None:
    """List what readers sent: about which words, what they say of them, and what became of it."""
    from firsthand.show.cli import letters as room  # noqa: PLC0415 - loaded when it is asked for

    room.run_list(waiting=waiting, as_json=as_json, ledger=ledger)


@letters.command(short_help="Say where its words stand.")
def place(
    *,
    name: LetterName,
    which: Annotated[
        str, typer.Argument(metavar="STATEMENT|ARTICLE", show_default=False, help="What it is about: s-..., or a-....")
    ],
    passage: Annotated[str | None, typer.Option(metavar="WORDS", help="The words, as they stand there.")] = None,
    nth: Annotated[int | None, typer.Option(help="Which of several places with these words.")] = None,
    as_json: Json = False,
    ledger: LedgerPath = None,
) -> None:
    """Make a correction of a letter whose words were not surely found."""
    from firsthand.show.cli import letters as room  # noqa: PLC0415 - loaded when it is asked for

    room.run_place(name, Aim(which=which, passage=passage, nth=nth), as_json=as_json, ledger=ledger)


@letters.command("reject", short_help="Nothing is to be made of it.")
def reject_letter(
    *,
    name: LetterName,
    why: Annotated[str, typer.Option("--why", metavar="WORDS", show_default=False, help="The reason.")],
    by: By = None,
    as_json: Json = False,
    ledger: LedgerPath = None,
) -> None:
    """Reject a letter whose words were not surely found: spam, or of another page."""
    from firsthand.show.cli import letters as room  # noqa: PLC0415 - loaded when it is asked for

    room.run_reject(name, by=by, why=why, as_json=as_json, ledger=ledger)


@letters.command(short_help="Delete how to reach its reader.")
def forget(*, name: LetterName, ledger: LedgerPath = None) -> None:
    """Delete what the reader gave to be reached by. What was said of the words stays."""
    from firsthand.show.cli import letters as room  # noqa: PLC0415 - loaded when it is asked for

    room.run_forget(name, ledger=ledger)


@grades.command("list", short_help="All grades that were given, and which of them hold.")
def list_grades(*, as_json: Json = False, ledger: LedgerPath = None) -> None:
    """List the grades of sources, then those of claims, each with who gave it, when and why: the history."""
    from firsthand.show.cli import grades as room  # noqa: PLC0415 - loaded when it is asked for

    room.run_list(as_json=as_json, ledger=ledger)


@grades.command(short_help="How reliable a source is, A to F.")
def source(
    *,
    name: Annotated[str, typer.Argument(metavar="NAME", show_default=False, help="Its name, as the brief has it.")],
    grade: Annotated[
        str,
        typer.Argument(
            metavar="A..F",
            show_default=False,
            help="A completely, B usually, C fairly, D not usually reliable, E unreliable, F cannot be judged.",
        ),
    ],
    why: Why,
    by: By = None,
    as_json: Json = False,
    ledger: LedgerPath = None,
) -> None:
    """Grade a source. A later grade goes before it; F takes it back."""
    from firsthand.show.cli import grades as room  # noqa: PLC0415 - loaded when it is asked for

    room.run_source(name, grade, by=by, why=why, as_json=as_json, ledger=ledger)


@grades.command(short_help="How credible a claim is, 1 to 6.")
def claim(
    *,
    which: Annotated[
        str,
        typer.Argument(
            metavar="CLAIM|STATEMENT",
            show_default=False,
            help="A claim's id (cl-...) or a statement's, or words of the claim in quotation marks.",
        ),
    ],
    grade: Annotated[
        str,
        typer.Argument(
            metavar="1..6",
            show_default=False,
            help="1 confirmed, 2 probably true, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged.",
        ),
    ],
    why: Why,
    by: By = None,
    as_json: Json = False,
    ledger: LedgerPath = None,
) -> None:
    """Grade a claim. A later grade goes before it; 6 takes it back."""
    from firsthand.show.cli import grades as room  # noqa: PLC0415 - loaded when it is asked for

    room.run_claim(which, grade, by=by, why=why, as_json=as_json, ledger=ledger)


@log.command("list", short_help="All entries.")
def list_entries(*, as_json: Json = False, ledger: LedgerPath = None) -> None:
    """List the log's entries, as they were hashed."""
    from firsthand.show.cli import log as room  # noqa: PLC0415 - loaded when it is asked for

    room.run_list(as_json=as_json, ledger=ledger)


@log.command(short_help="The hash of the last entry, to be kept elsewhere.")
def head(*, as_json: Json = False, ledger: LedgerPath = None) -> None:
    """Print the head hash: whoever keeps it can tell later whether the log up to here is as it was."""
    from firsthand.show.cli import log as room  # noqa: PLC0415 - loaded when it is asked for

    room.run_head(as_json=as_json, ledger=ledger)


@log.command(short_help="Whether anything was deleted, altered, moved or cut off.")
def verify(
    *,
    head: Annotated[  # the option, not the command
        str | None, typer.Option(metavar="HASH", help="A head hash that was kept: it must still be in the log.")
    ] = None,
    as_json: Json = False,
    ledger: LedgerPath = None,
) -> None:
    """Check the log. Exit code 1 where something is wrong."""
    from firsthand.show.cli import log as room  # noqa: PLC0415 - loaded when it is asked for

    room.run_verify(head=head, as_json=as_json, ledger=ledger)
