import pytest

from firsthand.link.hedges import after_hedge


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("it has to be assumed that the dam is cracked", "the dam is cracked"),
        ("There are signs that the dam is cracked", "the dam is cracked"),
        ("We believe that the dam is cracked", "the dam is cracked"),
        ("it is possible that", ""),
    ],
)
def test_what_hedges_is_left_behind(text: str, left: str) -> None:
    assert text[after_hedge(text) :].strip() == left


@pytest.mark.parametrize(
    "text",
    [
        "",
        "the dam is cracked",
        "the engineer believes that the dam is cracked",
        "signs warn walkers that the path is shut",
        "it is assumed the dam is cracked, and that wells are dry",
        "the dam that was thought to be safe is cracked",
        "that dam is cracked",
    ],
)
def test_what_has_content_before_that_stays_whole(text: str) -> None:
    assert after_hedge(text) == 0


def test_a_text_without_an_end_is_looked_at_only_at_its_start() -> None:
    assert after_hedge("it is " * 500_000 + "possible that the dam is cracked") == 0
