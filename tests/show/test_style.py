import re
from importlib.resources import files

import pytest

HOME = files("firsthand.show.export")
COLOURS = HOME.joinpath("colours.css").read_text("utf-8")
STYLE = "\n".join(sorted(sheet.read_text("utf-8") for sheet in HOME.iterdir() if sheet.name.endswith(".css")))
SCHEMES = dict(zip(("light", "dark", "print"), re.findall(r":root \{(.*?)\}", COLOURS, re.DOTALL), strict=True))
TEXT = [
    *((ink, ground) for ink in ("ink", "soft", "accent", "warm", "good", "furniture") for ground in ("paper",)),
    ("ink", "faint"),
    ("soft", "faint"),
    ("ink", "card"),
    ("soft", "card"),
    ("marked-ink", "marked"),
]
AA = 4.5
"""WCAG 2.2, 1.4.3: contrast of text that is not large."""


def luminance(colour):
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_right():
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(scheme, ink, ground):
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", SCHEMES[scheme]))
    assert contrast(colours[ink], colours[ground]) >= AA


def test_the_style_asks_for_nothing_and_cannot_end_its_element():
    assert not re.search(r"url\(|@import|@font-face|</|expression\(", STYLE)


def test_light_dark_and_paper_are_all_thought_of():
    for query in ("prefers-color-scheme: dark", "@media print", "max-width: 860px"):
        assert query in STYLE


def test_every_colour_that_is_used_is_one_of_the_colours():
    used = set(re.findall(r"var\(--([\w-]+)\)", STYLE))
    assert used <= set(re.findall(r"--([\w-]+):", SCHEMES["light"]))
