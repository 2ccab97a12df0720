"""Word lists: loaded as they are, not to be changed, and refused where they are malformed."""

import pytest

from firsthand.model.errors import LexiconError
from firsthand.read import lexicons


@pytest.fixture
def lists(tmp_path, monkeypatch):
    """A folder of word lists in the place of those that ship; caches are emptied before and after."""
    (tmp_path / "lexicon").mkdir()
    monkeypatch.setattr(lexicons, "files", lambda _: tmp_path)
    cached = (lexicons.load, lexicons.words, lexicons.word_set, lexicons.mapping)
    for function in cached:
        function.cache_clear()
    yield tmp_path / "lexicon"
    for function in cached:
        function.cache_clear()


def test_a_list_is_read_and_cannot_be_changed(lists):
    (lists / "small.en.toml").write_text('days = ["monday", "friday"]\n[short]\nmon = "monday"\n', encoding="utf-8")
    assert lexicons.words("small", "days") == ("monday", "friday")
    assert lexicons.word_set("small", "days") == {"friday", "monday"}
    assert dict(lexicons.mapping("small", "short")) == {"mon": "monday"}
    assert lexicons.load("small") is lexicons.load("small")
    with pytest.raises(TypeError):
        lexicons.load("small")["days"] = ()


@pytest.mark.parametrize(
    "text",
    ["", "days = [", 'days = ["monday", "monday"]', 'days = ["monday", " "]', "day = 2031-05-04"],
    ids=["empty", "no TOML", "twice", "empty string", "a date"],
)
def test_a_malformed_list_is_refused(lists, text):
    (lists / "small.en.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"small\.en\.toml"):
        lexicons.load("small")


def test_what_a_list_lacks_is_named(lists):
    (lists / "small.en.toml").write_text('days = ["monday"]\nnumber = 3\n', encoding="utf-8")
    with pytest.raises(LexiconError, match=r"small\.en\.toml: months is not there"):
        lexicons.words("small", "months")
    with pytest.raises(LexiconError, match="expected an array"):
        lexicons.words("small", "number")
    with pytest.raises(LexiconError, match="expected a table"):
        lexicons.table("small", "days")
    with pytest.raises(LexiconError, match="cannot be read"):
        lexicons.load("absent")
