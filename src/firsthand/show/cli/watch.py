"""What is new there? `firsthand watch`: a line per new thing, until it is stopped."""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType

from firsthand.flow import Clock, News, NewsKind, Newsroom, Settings, Terms, Watching
from firsthand.model.errors import SettingsError
from firsthand.model.story import Change
from firsthand.show.cli.calls import a_length, addresses
from firsthand.show.cli.ending import EXIT_DONE, EXIT_INTERRUPTED, complain, exit_code, plain_ending
from firsthand.show.cli.progress import reported
from firsthand.show.neutral import brief_line, shortened
from firsthand.show.present import CONTRACT, Plain
from firsthand.show.present import as_json as written
from firsthand.show.words import counted

_LONGEST_LINE = 400
_LONGEST_TITLE = 120
_LONGEST_CHANGE = 100
_STOPPED = "Stopped at once. The ledger is whole; run the same command again to go on where it was left."
_FINISHING = "Stopping when the article in hand is finished; Ctrl+C again stops at once."


def run(
    given: Sequence[str], lengths: tuple[str, str | None], *, once: bool, as_json: bool, ledger: str | None
) -> None:
    """Watch until the time is up or somebody says stop; ends with the contract's exit code, 130 after Ctrl+C."""
    clock = Clock()
    with plain_ending(_STOPPED):
        settings = Settings.load(ledger=ledger)
        terms = _terms(lengths, settings, clock, once=once)
        tell = _in_json if as_json else _in_words
        with _stopping(clock) as caught, Newsroom.open(settings) as newsroom, reported(quiet=True) as listener:
            done = newsroom.watch(addresses(given), terms, tell=tell, clock=clock, listener=listener)
        complain(_said(done))
    if signal.SIGINT in caught:
        raise SystemExit(EXIT_INTERRUPTED)
    failed = once and done.asked > 0
    raise SystemExit(exit_code(read=done.answered, set_back=done.set_back) if failed else EXIT_DONE)


def _terms(lengths: tuple[str, str | None], settings: Settings, clock: Clock, *, once: bool) -> Terms:
    """How to watch. Raises SettingsError."""
    every = a_length("--every", lengths[0])
    if every.total_seconds() < settings.shortest_watch_s:
        raise SettingsError(
            f"--every: expected at least {settings.shortest_watch_s:g} seconds, came {lengths[0]!r}; a server that is "
            "asked more often may shut you out (the setting shortest_watch_s lowers it for a server of your own)"
        )
    until = clock.now() + a_length("--for", lengths[1]) if lengths[1] is not None else None
    return Terms(every=every, until=until, once=once)


@contextmanager
def _stopping(clock: Clock) -> Iterator[set[int]]:
    """Let Ctrl+C and a request to end stop the clock; gives the signals that came. A second one ends all at once."""
    caught: set[int] = set()

    def hear(number: int, _: FrameType | None) -> None:
        if caught:
            raise KeyboardInterrupt
        caught.add(number)
        clock.stop()
        with suppress(OSError, ValueError):
            # Not by way of sys.stderr: whoever was interrupted may be in the middle of writing there.
            os.write(sys.stderr.fileno(), f"firsthand: {_FINISHING}\n".encode())

    before = {number: signal.signal(number, hear) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield caught
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _in_words(news: News) -> None:
    """A line for a person."""
    headline = brief_line(news.title or news.url, _LONGEST_TITLE)
    outlet = f"{brief_line(news.outlet, _LONGEST_TITLE)}: " if news.outlet else ""
    what = _WHAT[news.kind](news)
    reason = f" ({news.reason})" if news.reason and news.kind is not NewsKind.SETBACK else ""
    line = f"{news.at.astimezone():%Y-%m-%d %H:%M} {outlet}{headline}: {what}{reason}"
    _print(brief_line(line, _LONGEST_LINE))


def _new(news: News) -> str:
    return f"new, {counted(news.statements, 'statement')}"


def _changed(news: News) -> str:
    """What an edit did, in short: its first change, and how many more."""
    if not news.changes:
        return f"changed, {counted(news.statements, 'statement')}"
    first, more = news.changes[0], len(news.changes) - 1
    silently = ", and nothing on the page says so" if first.silent else ""
    others = f", and {counted(more, 'more change', 'more changes')}" if more else ""
    return f"changed{silently}: {_in_short(first)}{others}"


def _in_short(change: Change) -> str:
    before, after = (shortened(brief_line(t), _LONGEST_CHANGE) if t else None for t in (change.before, change.after))
    if before and after:
        return f"{change.kind}, “{before}” is now “{after}”"
    return f"{change.kind}, “{before or after}”"


def _fuller(news: News) -> str:
    return f"now read from its own page, {counted(news.statements, 'statement')}"


def _setback(news: News) -> str:
    return f"set back, {news.reason}"


_WHAT: dict[NewsKind, Callable[[News], str]] = {
    NewsKind.NEW: _new,
    NewsKind.CHANGED: _changed,
    NewsKind.FULLER: _fuller,
    NewsKind.SETBACK: _setback,
}


def _in_json(news: News) -> None:
    """A line for a program."""
    _print(written(present_news(news)))


def present_news(news: News) -> dict[str, Plain]:
    """One new thing as plain data, as `docs/contract.md` says."""
    changes: list[Plain] = [{"kind": c.kind, "before": c.before, "after": c.after} for c in news.changes]
    return {
        "contract": CONTRACT,
        "at": news.at.isoformat(timespec="seconds"),
        "kind": news.kind.value,
        "url": news.url,
        "outlet": news.outlet,
        "title": news.title,
        "article": news.article,
        "revision": news.revision,
        "statements": news.statements,
        "changes": changes,
        "reason": news.reason,
    }


def _print(line: str) -> None:
    """A line on standard output, at once: somebody may be waiting for it."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    sys.stdout.write(f"{line}\n".encode(encoding, "replace").decode(encoding))
    sys.stdout.flush()


def _said(done: Watching) -> str:
    """What was done, in a sentence."""
    new, changed = counted(done.new, "new article"), counted(done.changed, "changed page")
    asked = counted(done.asked, "visit")
    setbacks = f", {counted(done.set_back, 'setback')}" if done.set_back else ""
    return f"{asked}: {new}, {changed}{setbacks}. What came in is in the ledger."
