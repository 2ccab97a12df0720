import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from html import escape

import pytest
from factories import a_claim, a_reading, a_revision, a_statement, span_in
from hypothesis import given, settings
from hypothesis import strategies as st
from show.made import READINGS, REVISIONS, a_briefing
from show.pages import Page
from show.poison import PAYLOADS, poisoned

from firsthand.model.briefing import Briefing
from firsthand.model.span import Span
from firsthand.model.statement import Hop, HopRole
from firsthand.show.brief import view
from firsthand.show.export.article import anchor_of
from firsthand.show.export.html import page, write_page
from firsthand.show.neutral import neutral


def html_of(briefing, **given):
    return page(view(briefing, **given))


def test_the_page_is_whole_and_asks_for_nothing():
    assert Page(html_of(a_briefing())).faults == []


def test_the_checker_sees_what_is_wrong():
    bad = '<p><img src=x onerror=y></i><a href="http://x">x</a><a href="#none">x</a>'
    bad += "<style>a{b:url(x)}</style><b id=i><b id=i>"
    assert len(Page(bad).faults) >= 8


@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_nothing_from_outside_becomes_markup(payload):
    clean, seen = Page(html_of(poisoned("harmless words"))), Page(html_of(poisoned(payload)))
    assert seen.faults == []
    tags = [tag for tag, _ in seen.elements]
    links = sum(tag == "a" and str(given.get("href")).startswith("http") for tag, given in seen.elements)
    texts = {"tspan", "a", "span", "mark"}  # how a label wraps, whether an address is linked, how marks meet
    assert [t for t in tags if t not in texts] == [t for t, _ in clean.elements if t not in texts]
    assert links == 0 or payload.startswith("https://")
    assert neutral(payload).split()[0] in "".join(seen.text)


def test_the_policy_comes_before_anything_from_outside_and_forbids_everything():
    html = html_of(a_briefing())
    seen = Page(html)
    policies = [g["content"] for t, g in seen.elements if g.get("http-equiv") == "Content-Security-Policy"]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"]
    assert html.index("Content-Security-Policy") < html.index("<title>")


def test_every_passage_leads_to_its_words_in_the_article():
    shown = view(a_briefing())
    seen = Page(page(shown))
    cited = [p for c in shown.claims for v in c.voices for p in v.passages]
    assert len(cited) > 10
    for passage in cited:
        marked = [seen.marks[anchor_of(passage.statement, n)] for n in range(len(passage.pieces))]
        assert marked == list(passage.pieces)


def test_every_statement_is_marked_where_it_stands():
    seen = Page(html_of(a_briefing()))
    for reading in READINGS:
        for said in reading.statements:
            for piece, span in enumerate(said.content):
                assert seen.marks[anchor_of(said.id, piece)] == span.of(reading.revision.text)


def test_the_articles_are_complete():
    text = "".join(Page(html_of(a_briefing())).text)
    for revision in REVISIONS.values():
        assert revision.text in text


def test_furniture_stays_and_says_what_it_is():
    kinds = [g["data-kind"] for t, g in Page(html_of(a_briefing())).elements if "data-kind" in g]
    assert kinds == ["share", "read more"]
    assert "content:" not in "".join(r for r in html_of(a_briefing()).split("\n") if r.startswith(".furniture"))


def test_the_masthead_has_figures_and_quotes_headlines_with_their_outlets():
    briefing = a_briefing(stories=(replace(a_briefing().stories[0], title=REVISIONS["klax"].title),))
    html = html_of(briefing)
    title = escape(REVISIONS["klax"].title)
    assert html.count("<h1") == 1
    assert "<h1>1 story, 8 claims</h1>" in html
    assert f'<a href="#story-1" dir="auto">“{title}”</a>' in html
    assert f"headline in {REVISIONS['klax'].outlet}, 5 claims" in html
    assert f'<h2 dir="auto">“{title}”</h2>' in html
    assert html.count("Times are UTC") == 1


def test_where_nothing_happened_the_page_says_so_first():
    html = html_of(a_briefing(claims=(), echoes=(), changes=()), since=date(2031, 5, 9))
    assert "<h1>Nothing happened since 9 May 2031 in these 10 articles.</h1>" in html


def test_different_figures_stand_beside_the_count_and_with_each_origin():
    html = html_of(a_briefing())
    assert '<span class="differing">for different figures: at least 7, 11</span>' in html
    assert '<p class="gives">gives at least 7 people, 7 people and 11 people</p>' in html


def test_what_was_taken_back_and_is_still_told_says_when():
    html = html_of(a_briefing())
    assert "<h4>Corrected or withdrawn, and still told</h4>" in html
    assert "<p>Published after it was withdrawn (8 May 2031)</p>" in html


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=8))
@settings(max_examples=200)
def test_spans_may_nest_touch_and_cross_and_no_character_is_lost(pairs):
    text = "one two\n\n<3 4&"
    revision = a_revision(text, title=None)
    spans = [Span(min(p), max(p)) for p in pairs]
    statements = [
        replace(a_statement(revision, source=None, cue=None, content="one"), id=f"s-{n}", content=(span,))
        for n, span in enumerate(spans)
    ]
    seen = Page(
        html_of(
            Briefing(
                readings=(a_reading(revision, statements),), stories=(), claims=(), echoes=(), changes=(), setbacks=()
            )
        )
    )
    assert seen.faults == []
    assert text in "".join(seen.text)
    crossed = [any(o.start < s.start < o.end < s.end for o in spans) for s in spans]
    for n, span in enumerate(spans):
        if not crossed[n]:
            assert seen.marks[anchor_of(f"s-{n}")] == span.of(text)
        else:
            assert span.of(text).startswith(seen.marks[anchor_of(f"s-{n}")])


def test_deep_nesting_stays_within_what_browsers_take():
    text = "a" * 2000
    revision = a_revision(text)
    base = a_statement(revision, source=None, cue=None, content="a")
    nested = [replace(base, id=f"s-{n}", content=(Span(n, 2000 - n),)) for n in range(900)]
    html = html_of(
        Briefing(readings=(a_reading(revision, nested),), stories=(), claims=(), echoes=(), changes=(), setbacks=())
    )
    depth = deepest = 0
    for piece in html.split("<")[1:]:
        depth += piece.startswith("mark ") - piece.startswith("/mark>")
        deepest = max(deepest, depth)
    assert 0 < deepest < 100


@pytest.mark.parametrize(
    "name",
    ["x" * 500, "שלום " * 60, "🙂" * 200, "日本語の新聞" * 60, "a b " * 120, "e\u0301" * 300, "\u202e" * 50, " ", "-"],
    ids=lambda n: ascii(n[:6]),
)
def test_names_of_any_length_and_script_keep_the_drawing_in_its_frame(name):
    briefing = poisoned(name)
    seen = Page(html_of(briefing))
    assert seen.faults == []
    heights = [float(g["height"]) for t, g in seen.elements if t == "svg"]
    assert heights
    assert max(heights) < 400


def test_a_page_of_nothing_is_still_a_page():
    nothing = Briefing(readings=(), stories=(), claims=(), echoes=(), changes=(), setbacks=())
    seen = Page(html_of(nothing))
    assert seen.faults == []
    assert "No article could be read." in "".join(seen.text)


def test_an_objection_without_claim_or_statement_that_is_here_still_says_why():
    briefing = a_briefing(readings=READINGS[:1])
    seen = Page(html_of(briefing))
    assert seen.faults == []
    assert "The union denies what only an anonymous crew member says." in "".join(seen.text)


def test_the_same_briefing_is_the_same_page():
    assert html_of(a_briefing()) == html_of(a_briefing())


def test_what_was_asked_for_is_said():
    assert "Only what happened since 6 May 2031." in html_of(a_briefing(), since=date(2031, 5, 6))


def test_writing_is_whole_or_not_at_all(tmp_path, monkeypatch):
    target = tmp_path / "brief.html"
    write_page(view(a_briefing()), target)
    before = target.read_text("utf-8")
    assert before == html_of(a_briefing())

    def broken(_):
        raise MemoryError

    monkeypatch.setattr("firsthand.show.export.html.page", broken)
    with pytest.raises(MemoryError):
        write_page(view(a_briefing()), target)
    assert target.read_text("utf-8") == before
    assert [p.name for p in tmp_path.iterdir()] == ["brief.html"]


def test_what_is_no_file_is_written_into_and_stays_what_it_is(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as pool:
        reader = pool.submit(pipe.read_text, "utf-8")
        write_page(view(a_briefing()), pipe)
        assert reader.result(timeout=10) == html_of(a_briefing())
    assert pipe.is_fifo()


def test_crossing_spans_are_carried_on_in_a_second_piece():
    text = "alpha beta gamma"
    revision = a_revision(text)
    base = a_statement(revision, source=None, cue=None, content="alpha")
    crossing = [
        replace(base, id="s-1", content=(span_in(text, "alpha beta"),)),
        replace(base, id="s-2", content=(span_in(text, "beta gamma"),)),
    ]
    html = html_of(
        Briefing(readings=(a_reading(revision, crossing),), stories=(), claims=(), echoes=(), changes=(), setbacks=())
    )
    assert '<mark id="passage-s-1">alpha <mark id="passage-s-2">beta</mark></mark><mark> gamma</mark>' in html


def test_a_hop_that_is_inferred_says_so():
    reading = a_reading()
    said = reading.statements[0]
    chain = (Hop(actor="Ann Lee", entity=None, role=HopRole.ORIGIN, certain=False, span=None), *said.chain[1:])
    claim = a_claim(reading)
    briefing = Briefing(
        readings=(replace(reading, statements=(replace(said, chain=chain),)),),
        stories=(),
        claims=(claim,),
        echoes=(),
        changes=(),
        setbacks=(),
    )
    assert "Ann Lee (inferred)" in "".join(Page(html_of(briefing)).text)
