import json
import os
import re
import shutil
import subprocess
from html import escape, unescape
from importlib.resources import files

import pytest
from show.chromium import browser
from show.drawn import a_claim_of, a_passage, a_voice
from show.made import a_briefing
from show.poison import poisoned

from firsthand.show.brief import view
from firsthand.show.export.html import page
from firsthand.show.export.sheet import sheet

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--virtual-time-budget=3000",
    "--window-size=1600,900",
    "--dump-dom",
)
# The page is measured from outside, in a frame of the width in question: its own policy allows no script.
HARNESS = """<!doctype html><title>none</title>
<iframe width="{width}" height="900" style="border:0" srcdoc="{page}"></iframe>
<script>onerror = m => {{ document.title = m }}; onload = () => {{
  const page = document.querySelector("iframe").contentDocument, inner = page.defaultView.innerWidth;
  const beyond = e => e.getBoundingClientRect().right > inner + 1;
  const drawings = [...page.querySelectorAll("svg.drawing")].filter(s => s.getBoundingClientRect().width > 0);
  document.title = JSON.stringify({{
    inner, scroll: page.documentElement.scrollWidth, drawings: drawings.length,
    wide: [...page.querySelectorAll("body *")].filter(beyond).length,
    small: drawings.filter(s => s.getBoundingClientRect().width < 0.9 * s.getAttribute("width")).length,
    dead: [...page.querySelectorAll("a[href^='#']")].map(a => a.getAttribute("href").slice(1)).filter(
      name => !page.getElementById(name)).length,
  }});
}}</script>"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: set CHROMIUM, or put `chromium` on the path"),
]


def measured(html, width, tmp_path):
    """What a browser says of `html` in a frame of `width`."""
    harness = tmp_path / "harness.html"
    harness.write_text(HARNESS.format(width=width, page=escape(html)), "utf-8")
    command = [CHROMIUM, *QUIET, f"--user-data-dir={tmp_path / 'profile'}", harness.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return json.loads(unescape(re.search(r"<title>(.*?)</title>", done.stdout)[1]))


@pytest.mark.parametrize("width", [360, 820, 1440])
@pytest.mark.parametrize("made", ["plain", "long words", "right to left"])
def test_nothing_reaches_beyond_the_page(made, width, tmp_path):
    briefing = {
        "plain": a_briefing,
        "long words": lambda: poisoned("Donaudampfschifffahrtsgesellschaft" * 15),
        "right to left": lambda: poisoned("שלום עולם זה מבחן " * 20),
    }[made]()
    seen = measured(page(view(briefing)), width, tmp_path)
    assert seen["inner"] == width
    assert seen["scroll"] <= width
    assert seen["wide"] == 0
    assert seen["drawings"] > 0
    assert seen["small"] == 0  # a drawing that is scaled down cannot be read
    assert seen["dead"] == 0


# Every text of the drawing, where it lies: pairs that cover each other, and those that reach beyond the sheet.
ON_A_SHEET = """<!doctype html><meta charset="utf-8"><title>none</title>{sheet}<script>onload = () => {{
  const svg = document.querySelector("svg"), all = svg.getBoundingClientRect();
  const seen = [...svg.querySelectorAll("text")].map(t => t.getBoundingClientRect()).filter(b => b.width > 0);
  const beyond = seen.filter(b => b.left < all.left || b.right > all.right || b.bottom > all.bottom);
  const cover = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
  const pairs = seen.filter((a, n) => seen.slice(n + 1).some(b => cover(a, b)));
  document.title = JSON.stringify({{ texts: seen.length, beyond: beyond.length, covered: pairs.length }});
}}</script>"""
NAMES = {
    "plain": "The Harbour Post",
    "long": "The Gazette of the Northern Provinces, the Isles and the Lower Valleys",
    "one word": "Donaudampfschifffahrtsgesellschaftskapitänswitwenverein",
    "wide": "東京電力ホールディングス広報部報道担当",
    "leftwards": "דובר עיריית תל אביב יפו והמחוז הצפוני",
    "capitals": "MINISTRY OF WATERWAYS AND MOORINGS",
}


@pytest.mark.parametrize("name", NAMES)
def test_on_a_sheet_no_text_covers_another_or_is_cut(name, tmp_path):
    called = NAMES[name]
    voices = [
        a_voice(
            f"{called} {n}",
            ([], [a_passage(f"{called} {k}", f"2031-05-{k + n + 1:02}") for k in range(3)]),
            ([called, "Lantern Wire"], [a_passage(called, f"2031-05-{9 + n:02}")]),
            named=bool(n % 2),
        )
        for n in range(4)
    ]
    page = tmp_path / "sheet.html"
    drawn = sheet(a_claim_of(*voices, text=f"{called} " * 12)).split("?>", 1)[1]
    page.write_text(ON_A_SHEET.format(sheet=drawn), "utf-8")
    command = [CHROMIUM, *QUIET, f"--user-data-dir={tmp_path / 'profile'}", page.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    seen = json.loads(unescape(re.search(r"<title>(.*?)</title>", done.stdout)[1]))
    assert seen["texts"] > 20
    assert (seen["beyond"], seen["covered"]) == (0, 0)


@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing_wrong_on_the_page_that_is_mailed(width, tmp_path):
    mailed = tmp_path / "brief.html"
    mailed.write_text(page(view(a_briefing())), "utf-8")
    axe = files("axe_core_python").joinpath("axe.min.js").read_text("utf-8")
    with browser(tmp_path) as window:
        window.sized(width)
        window.open(mailed.as_uri())
        window.says(f"{axe};0")
        found = window.says("axe.run(document).then(f => [f.passes.length, ...f.violations.map(one => one.id)])")
        assert found[0] > 5
        assert found[1:] == []
