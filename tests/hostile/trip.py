"""The whole trip of one hostile input, with every promise checked on the way: what a test, a fuzzer and a bench run."""

import faulthandler
import io
import json
import re
import signal
from contextlib import contextmanager
from datetime import date

from rich.console import Console
from show.pages import Page

from firsthand.engines.tags import Mark, Pair, Role, Tags
from firsthand.flow.follow import read_one, understand
from firsthand.ingest import take_in
from firsthand.model.coverage import Revision, Setback
from firsthand.model.span import Span
from firsthand.show.brief import view
from firsthand.show.cli.terminal import print_brief, print_reading
from firsthand.show.export.html import page
from firsthand.show.present import as_json, present_briefing, present_reading

BUDGET_S = 60
"""Computing time of one trip, ten times what the slowest takes: a net for what hangs, and no measure of speed."""
_MOST_MARKS = 300
_SAID = re.compile(r"\b(?:said|says|according to)\b")
_RAW_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_NEVER_RAW = re.compile(r"<script", re.IGNORECASE)


class Hangs(BaseException):
    """The budget of a trip is spent. No Exception, so that nobody on the way takes it for a fault of the input's."""


class CrudeTagger:
    """Marks at each "said" the two words before it, and what follows up to a full stop. Knows nothing, and is quick."""

    name = "crude"

    def tag(self, text, skip=()):
        marks, pairs = [], []
        for cue in _SAID.finditer(text):
            if len(marks) >= _MOST_MARKS:
                break
            low = max(text.rfind("\n", 0, cue.start()) + 1, cue.start() - 20)
            source = Span(low, cue.start()).stripped(text)
            stop = text.find(".", cue.end(), cue.end() + 400)
            content = Span(cue.end(), stop if stop > 0 else min(cue.end() + 400, len(text))).stripped(text)
            spans = (source, Span(*cue.span()), content)
            if not all(len(s) for s in spans) or any(s.overlaps(n) for s in spans for n in skip):
                continue
            at = len(marks)
            marks += [Mark(role, s, 0.9) for role, s in zip((Role.SOURCE, Role.CUE, Role.CONTENT), spans, strict=True)]
            pairs += [Pair(at + 1, at, 0.9), Pair(at + 2, at + 1, 0.9)]
        order = sorted(range(len(marks)), key=lambda n: (marks[n].span.start, marks[n].span.end))
        moved = {old: new for new, old in enumerate(order)}
        return Tags(tuple(marks[n] for n in order), tuple(Pair(moved[p.left], moved[p.right], p.score) for p in pairs))


@contextmanager
def within_budget(name, budget_s=BUDGET_S):
    """Ends what takes much longer than it may, and says which input it was."""

    def stop(_number, _frame):
        raise Hangs(f"{name!r} took more than {budget_s} s of computing time")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, budget_s)
    faulthandler.dump_traceback_later(budget_s * 10, exit=True)  # for what does not come back to Python at all
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def trip(captures, tagger=None):
    """Take captures (or Setbacks) through everything; gives the Revisions and Setbacks. Asserts all promises."""
    readings, setbacks = [], []
    for capture in captures:
        for found in [capture] if isinstance(capture, Setback) else take_in(capture):
            if isinstance(found, Setback):
                setbacks.append(found)
                continue
            assert isinstance(found, Revision)
            for came in read_one(found, tagger or CrudeTagger()):
                (setbacks if isinstance(came, Setback) else readings).append(came)
    for setback in setbacks:
        assert setback.input
        assert "expected" in setback.reason or "not read" in setback.reason, setback.reason
    for reading in readings:
        check_reading(reading)
    check_briefing(understand(readings, known=(), today=date(2031, 5, 6), setbacks=setbacks))
    return [reading.revision for reading in readings], setbacks


def check_reading(reading):
    """What the reading of one article must keep, whatever the article is."""
    text = reading.revision.text
    text.encode()  # no half of a surrogate pair
    assert "\0" not in text
    plain = present_reading(reading)  # raises SpanError for a span that does not re-quote
    back = json.loads(as_json(plain))
    assert back["text"] == text
    for said in back["statements"]:
        for part in (*said["content"], said["cue"], said["source"]):
            if part is not None and part["start"] is not None:
                assert text[part["start"] : part["end"]] == part["exact"]
    for notice in back["notices"]:
        assert text[notice["start"] : notice["end"]] == notice["exact"]
    out = io.StringIO()
    print_reading(a_screen(out), reading)
    assert _RAW_CONTROL.search(out.getvalue()) is None


def check_briefing(briefing):
    """What a briefing must keep in each of its forms."""
    json.loads(as_json(present_briefing(briefing)))
    shown = view(briefing)
    html = page(shown)
    html.encode()
    assert Page(html).faults == []
    assert _NEVER_RAW.search(html) is None
    out = io.StringIO()
    print_brief(a_screen(out), shown)
    assert _RAW_CONTROL.search(out.getvalue()) is None


def a_screen(out):
    return Console(file=out, markup=False, emoji=False, highlight=False, width=110)
