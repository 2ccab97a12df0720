"""The desk in a real browser: triaged by keys alone and without any script, narrow and wide, by day and by night."""

from importlib.resources import files

import pytest
from show.chromium import CHROMIUM
from show.desk import opened
from show.made import CLAIMS, a_briefing, sid
from show.poison import poisoned

from firsthand.model.correction import Aim, CorrectionKind, RulingState, Suggestion

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: set CHROMIUM, or put `chromium` on the path"),
]
ARTICLE = next(m.article for m in CLAIMS[0].mentions if m.statement == sid("deck-post"))
PATHS = (
    "/",
    "/stories/st-bridge",
    f"/claims/{CLAIMS[0].id}",
    f"/claims/{CLAIMS[3].id}",
    f"/articles/{ARTICLE}",
    "/sources",
    "/source?name=Eastmere+Port+Authority",
    "/search?q=people",
    "/corrections",
    "/letters",
    "/log",
    "/suggest",
    "/add",
    "/nothing",
)
LAID_OUT = """(() => {
  const inner = innerWidth, beyond = e => e.getBoundingClientRect().right > inner + 1;
  const inTable = e => e.closest(".table");
  const drawings = [...document.querySelectorAll("svg.drawing")].filter(s => s.getBoundingClientRect().width > 0);
  return {
    scroll: document.documentElement.scrollWidth,
    wide: [...document.querySelectorAll("body *")].filter(e => beyond(e) && !inTable(e))
      .map(e => e.outerHTML.slice(0, 90)),
    small: drawings.filter(s => s.getBoundingClientRect().width < .9 * s.getAttribute("width")).length,
    targets: [...document.querySelectorAll("button, nav a, select")].filter(e => {
      const box = e.getBoundingClientRect(); return box.height > 0 && box.height < 24; })
      .map(e => e.outerHTML.slice(0, 90)),
    unnamed: [...document.querySelectorAll("input:not([type=hidden]), select, textarea")].filter(e => !e.labels.length)
      .map(e => e.outerHTML.slice(0, 90)),
    headings: document.querySelectorAll("h1").length,
  };
})()"""
# The contrast of every text with what is behind it, by WCAG 2.2: 4.5, and 3 where the type is large.
PALE = """(() => {
  const channels = c => (c.match(/[\\d.]+/g) || []).map(Number);
  const lit = ([r, g, b]) => [r, g, b].map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, n) => sum + v * [.2126, .7152, .0722][n], 0);
  const behind = e => { for (; e; e = e.parentElement) {
    const c = channels(getComputedStyle(e).backgroundColor); if (c.length === 3 || c[3] === 1) return c; }
    return [255, 255, 255]; };
  const found = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement, style = getComputedStyle(e);
    if (!walk.currentNode.data.trim() || e.closest("svg, script, option") || !e.getClientRects().length) continue;
    const [a, b] = [lit(channels(style.color)), lit(behind(e))].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize), large = size >= 24 || size >= 18.66 && style.fontWeight >= 700;
    if ((a + .05) / (b + .05) < (large ? 3 : 4.5)) found.add(e.outerHTML.slice(0, 90));
  }
  return [...found];
})()"""


AXE = files("axe_core_python").joinpath("axe.min.js").read_text("utf-8")
BROKEN = """axe.run(document).then(found => [found.passes.length, found.violations.map(
  one => [one.id, ...one.nodes.map(node => node.html.slice(0, 120))])])"""


def suggested(desk, note, name):
    aim = Aim(which=sid(name))
    return desk.newsroom.desk.suggest(
        Suggestion(kind=CorrectionKind.FACT, aim=aim, note=note, by="A. Reader")
    ).correction.id


def three(desk):
    return [suggested(desk, f"note {name}", name) for name in ("deck-post", "pier-post", "kids-mw1")]


def states(desk, ids):
    return [desk.newsroom.desk.case(one).state.value for one in ids]


def test_corrections_are_triaged_by_keys_alone(desk, window):
    ids = three(desk)
    window.sized(1200)
    window.open(f"{desk.at}/corrections")
    window.press("j", "a")
    assert states(desk, ids) == ["accepted", "suggested", "suggested"]
    assert window.says("document.activeElement.id") == ids[1]  # and on to the next
    window.press("u")
    assert states(desk, ids) == ["suggested"] * 3
    window.press("j")
    assert window.says("document.activeElement.id") == ids[1]
    window.press("r")
    window.type("The page says so.")
    window.press("Enter")
    assert states(desk, ids) == ["suggested", "rejected", "suggested"]
    window.press("k", "j", "d")
    assert window.says("document.activeElement.name") == "of"
    window.says(f"document.activeElement.value = '{ids[0]}'")
    window.press("Enter")
    assert states(desk, ids) == ["suggested", "rejected", "duplicate"]
    window.press("Enter")
    assert window.says("location.pathname") == f"/corrections/{ids[0]}"
    assert (window.dialogs, window.refused) == ([], [])


def test_keys_do_nothing_in_fields_nor_when_they_are_off(desk, window):
    ids = three(desk)
    window.sized(1200)
    window.open(f"{desk.at}/corrections")
    window.press("/")
    assert window.says("document.activeElement.id") == "q"
    window.press("a", "r", "u", "j")
    assert window.says("document.activeElement.value") == "aruj"
    window.press("Escape")
    window.press("j", "r")
    window.press("a", "Escape")
    assert states(desk, ids) == ["suggested"] * 3
    window.press("?")
    assert window.says("document.getElementById('keys').open") is True
    window.says("document.getElementById('keys-on').click()")
    window.open(f"{desk.at}/corrections")
    window.press("j", "a", "a")
    assert states(desk, ids) == ["suggested"] * 3
    window.says("localStorage.clear()")


def test_all_of_it_works_without_script(desk, window):
    ids = three(desk)
    window.sized(1200, script=False)
    window.open(f"{desk.at}/corrections")
    window.press("j", "a")
    assert states(desk, ids) == ["suggested"] * 3
    # What a person clicks; the page itself runs nothing.
    window.says(f"document.querySelector('#{ids[0]} button[value=accept]').click()")
    window.settle()
    assert states(desk, ids) == ["accepted", "suggested", "suggested"]
    window.says("document.querySelector('#undo button').click()")
    window.settle()
    assert states(desk, ids) == ["suggested"] * 3
    window.says(f"document.querySelector('#{ids[0]} button[value=reject]').click()")
    window.settle()
    assert "why: expected some words" in window.says("document.body.innerText")
    assert states(desk, ids) == ["suggested"] * 3
    window.sized(1200)


@pytest.mark.parametrize("width", [360, 820, 1440])
@pytest.mark.parametrize("dark", [False, True], ids=["day", "night"])
@pytest.mark.parametrize("made", ["plain", "long words", "right to left"])
def test_every_page_fits_and_can_be_read(made, dark, width, tmp_path, window):
    briefing = {
        "plain": a_briefing,
        "long words": lambda: poisoned("Donaudampfschifffahrtsgesellschaft" * 15),
        "right to left": lambda: poisoned("שלום עולם זה מבחן " * 20),
    }[made]()
    with opened(tmp_path / "ledger.sqlite", briefing) as desk:
        statement = briefing.readings[0].told[0].id
        note = "A note. " * 30
        for told in (note, f"{note} again"):
            aim = Aim(which=statement)
            case = desk.newsroom.desk.suggest(Suggestion(kind=CorrectionKind.FACT, aim=aim, note=told, by="R"))
        for state in (RulingState.ACCEPTED, RulingState.PUBLISHED, RulingState.WITHDRAWN):
            desk.newsroom.desk.decide(case.correction.id, state, by="M. Ed", why=note)
        letter = {"url": f"https://post.example/{'long/' * 60}", "quote": {"exact": briefing.claims[0].text[:900]}}
        desk.newsroom.letters.receive({**letter, "note": note, "contact": "c" * 150}, site="https://post.example")
        paths = PATHS if made == "plain" else ["/", *_of(briefing)]
        for path in paths:
            window.sized(width, dark=dark)
            window.open(f"{desk.at}{path}")
            seen = window.says(LAID_OUT)
            assert seen["scroll"] <= width, path
            assert (seen["wide"], seen["small"], seen["targets"], seen["unnamed"]) == ([], 0, [], []), path
            assert seen["headings"] == 1, path
            assert window.says(PALE) == [], path
        outside = [url for url in window.asked if not url.startswith(("http://127.0.0.1:", "about:", "data:"))]
        assert (window.dialogs, window.refused, outside) == ([], [], [])


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("dark", [False, True], ids=["day", "night"])
def test_axe_finds_nothing_wrong_on_any_page(dark, width, desk, window):
    three(desk)
    desk.newsroom.letters.receive(
        {"url": "https://post.example/a", "quote": {"exact": "seven"}, "note": "Nine.", "contact": "r@mail.example"}
    )
    published = suggested(desk, "It was nine.", "deck-post")
    for state in (RulingState.ACCEPTED, RulingState.PUBLISHED):
        desk.newsroom.desk.decide(published, state, by="M. Ed", why="so")
    window.sized(width, dark=dark)
    for path in (*PATHS, f"/corrections/{published}", "/demo"):
        window.open(f"{desk.at}{path}")
        window.says(f"{AXE};0")
        checked, broken = window.says(BROKEN)
        assert checked > 5, path
        assert broken == [], path


def _of(briefing):
    reading, claim = briefing.readings[0], briefing.claims[0]
    return (
        f"/stories/{briefing.stories[0].id}",
        f"/claims/{claim.id}",
        f"/articles/{reading.revision.article}",
        "/corrections",
        "/letters",
        "/log",
        "/sources",
    )


def test_whose_word_it_is_is_shown_to_who_comes_to_a_mark(desk, window):
    window.sized(1440)
    window.open(f"{desk.at}/articles/{ARTICLE}")
    shown = "[...document.querySelectorAll('.chain')].filter(e => e.getClientRects().length).map(e => e.textContent)"
    assert window.says(shown) == []
    window.says("document.querySelector('mark[tabindex]').focus()")
    (chain,) = window.says(shown)
    assert "The Harbour Post" in chain
