import os
import re
import shutil
import subprocess

import pytest
from show.made import a_briefing
from show.poison import poisoned

from firsthand.show.brief import view
from firsthand.show.export.html import page

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--virtual-time-budget=2000",
]
MEASURE = """<script>
const wide = [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
  .map(e => e.tagName + "." + e.className).slice(0, 5);
const labels = [...document.querySelectorAll("svg.drawing")].filter(s => s.getBoundingClientRect().width > 0).map(
  s => Math.max(...[...s.querySelectorAll("text")].map(t => t.getBoundingClientRect().right)) - innerWidth);
document.title = JSON.stringify({inner: innerWidth, scroll: document.documentElement.scrollWidth, wide,
  drawings: labels.length, beyond: Math.max(...labels)});
</script>"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: set CHROMIUM, or put `chromium` on the path"),
]


def measured(html, width, tmp_path):
    """What a browser says of `html` at `width`; the page's policy is lifted for the measuring script alone."""
    open_page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
    file = tmp_path / "page.html"
    file.write_text(open_page.replace("</body>", f"{MEASURE}</body>"), "utf-8")
    command = [CHROMIUM, *QUIET, f"--user-data-dir={tmp_path / 'profile'}", f"--window-size={width},900", "--dump-dom"]
    done = subprocess.run([*command, file.as_uri()], capture_output=True, text=True, timeout=120, check=True)
    return dict(re.findall(r'"(\w+)":(\[.*?\]|-?[\d.]+)', re.search(r"<title>(.*?)</title>", done.stdout)[1]))


@pytest.mark.parametrize("width", [360, 820, 1440])
@pytest.mark.parametrize("made", ["plain", "long words", "right to left"])
def test_nothing_reaches_beyond_the_page(made, width, tmp_path):
    briefing = {
        "plain": a_briefing,
        "long words": lambda: poisoned("Donaudampfschifffahrtsgesellschaft" * 15),
        "right to left": lambda: poisoned("שלום עולם זה מבחן " * 20),
    }[made]()
    seen = measured(page(view(briefing)), width, tmp_path)
    assert int(seen["inner"]) == width
    assert int(seen["scroll"]) <= width
    assert seen["wide"] == "[]"
    assert int(seen["drawings"]) > 0
    assert float(seen["beyond"]) <= 0
