"""A reader in a real browser: words highlighted on the demo page, Ctrl+Enter, and what becomes of what was sent."""

import json

import pytest
from show.chromium import CHROMIUM

from firsthand.show.samples import samples_folder

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: set CHROMIUM, or put `chromium` on the path"),
]
PAGE = samples_folder() / "ferry" / "harbourpost-0504-toll-corrected.html"
WORDS = "Spokeswoman Maren Ostwick said six people were missing."
CHOOSE = """(words => {
  const walk = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const at = walk.currentNode.data.indexOf(words);
    if (at < 0) continue;
    getSelection().setBaseAndExtent(walk.currentNode, at, walk.currentNode, at + words.length);
    return true;
  }
  return false;
})"""
ROOT = "document.querySelector('firsthand-correction').shadowRoot"


def until(window, expression):
    """Wait in the page itself until `expression` holds."""
    ask = f"const ask = n => ({expression}) ? done(true) : n ? setTimeout(ask, 50, n - 1) : done(false);"
    return window.says(f"new Promise(done => {{ {ask} ask(200); }})")


def suggest(window, desk, words=WORDS, note="It was seven."):
    window.open(f"{desk.at}/demo")
    assert window.says(f"{CHOOSE}({json.dumps(words)})") is True
    window.press("Control+Enter")
    assert window.says(f"{ROOT}.querySelector('blockquote').textContent") == words
    assert window.says(f"{ROOT}.activeElement.name") == "note"
    window.type(note)
    window.press("Control+Enter")


def test_highlight_and_ctrl_enter_until_it_stands_in_the_public_log(desk, window):
    desk.newsroom.follow([str(PAGE)])
    window.sized(1200)
    suggest(window, desk)
    assert until(window, f"{ROOT}.textContent.includes('Thank you. An editor will look at it.')")
    (letter,) = desk.newsroom.letters.all()
    assert letter.exact == WORDS
    assert (letter.contact, letter.site, letter.why) == (None, None, "")
    assert letter.correction is not None
    window.open(f"{desk.at}/log")
    assert "It was seven." not in window.says("document.body.innerText")
    window.open(f"{desk.at}/corrections")
    window.press("j", "a")
    window.open(f"{desk.at}/corrections/{letter.correction}")
    window.says("document.querySelector('button[value=publish]').click()")
    window.settle()
    window.open(f"{desk.at}/log")
    shown = window.says("document.body.innerText")
    assert "It was seven." in shown
    assert WORDS in shown
    assert (window.dialogs, window.refused) == ([], [])


def test_the_button_that_appears_does_the_same_on_a_narrow_screen(desk, window):
    window.sized(360)
    window.open(f"{desk.at}/demo")
    window.says(f"{CHOOSE}({json.dumps(WORDS)})")
    assert until(window, f"!{ROOT}.querySelector('button.open').hidden")
    box = window.says(f"(b => [b.left, b.right])({ROOT}.querySelector('button.open').getBoundingClientRect())")
    assert 0 <= box[0] < box[1] <= 360
    window.says(f"{ROOT}.querySelector('button.open').click()")
    assert window.says(f"{ROOT}.querySelector('dialog').open") is True
    assert window.says("document.documentElement.scrollWidth") <= 360


def test_what_the_ledger_does_not_have_waits_for_an_editor(desk, window):
    window.sized(1200)
    suggest(window, desk)
    assert until(window, f"{ROOT}.textContent.includes('Thank you')")
    (letter,) = desk.newsroom.letters.all()
    assert letter.waits
    window.open(f"{desk.at}/letters")
    assert WORDS in window.says("document.body.innerText")


def test_too_much_is_said_before_it_is_sent_and_nothing_without_words(desk, window):
    window.sized(1200)
    window.open(f"{desk.at}/demo")
    window.press("Control+Enter")
    assert window.says(f"{ROOT}.querySelector('dialog').open") is False
    window.says("getSelection().selectAllChildren(document.querySelector('article'))")
    window.press("Control+Enter")
    assert "choose at most 1000" in window.says(f"{ROOT}.querySelector('form').textContent")
    assert desk.newsroom.letters.all() == ()


def test_without_script_the_form_takes_the_same(desk, window):
    window.sized(1200, script=False)
    window.open(f"{desk.at}/suggest?url=https%3A%2F%2Fpost.example%2Fa")
    fill = "(([n, v]) => { document.querySelector(`[name=${n}]`).value = v; })"
    for told in (["exact", "six people"], ["note", "It was seven."]):
        window.says(f"{fill}({json.dumps(told)})")
    window.says("document.querySelector('main form button').click()")
    window.settle()
    assert "Thank you." in window.says("document.body.innerText")
    assert [letter.note for letter in desk.newsroom.letters.all()] == ["It was seven."]
    window.sized(1200)
