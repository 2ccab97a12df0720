import pytest
from factories import a_claim, a_reading, a_revision

from firsthand.model.story import Development, Echo, What
from firsthand.model.when import When
from firsthand.show.aftermath import told_when

AFTER = "2031-05-06T11:30:00Z"


def said(published, modified=None, after=AFTER, what=What.WITHDRAWN):
    revision = a_revision(published=published, modified=When(modified) if modified else None)
    history = (Development(when=When(after), what=what, by=None, statement=None),) if after else ()
    claim = a_claim(a_reading(), history=history)
    echo = Echo(claim=claim.id, article=revision.article, statement="s", after=When(after) if after else None)
    return told_when(echo, claim, revision)


@pytest.mark.parametrize(
    ("published", "words"),
    [
        ("2031-05-07T07:00", "published after it was withdrawn (7 May 2031, 07:00)"),
        ("2031-05-06T12:00:00Z", "published after it was withdrawn (6 May 2031, 12:00)"),
        ("2031-05-06T13:40+02:00", "published after it was withdrawn (6 May 2031, 11:40)"),
        ("2031-05-07", "published after it was withdrawn (7 May 2031)"),
        ("2031-05-04T15:00", "published before, and not changed in the coverage at hand (4 May 2031, 15:00)"),
        ("2031-05-06T13:20+02:00", "published before, and not changed in the coverage at hand (6 May 2031, 11:20)"),
        ("2031-05", "published May 2031; the dates do not tell whether before or after it was withdrawn"),
        ("2031-05-06", "published 6 May 2031; the dates do not tell whether before or after it was withdrawn"),
        (
            "2031-05-06T06:00",
            "published 6 May 2031, 06:00; the dates do not tell whether before or after it was withdrawn",
        ),
        (AFTER, "published 6 May 2031, 11:30; the dates do not tell whether before or after it was withdrawn"),
    ],
)
def test_before_or_after_is_said_only_where_the_dates_tell(published, words):
    assert said(published) == words


def test_a_piece_that_was_changed_afterwards_is_told_apart_from_one_that_was_left():
    changed = "published before (4 May 2031), changed after it was withdrawn (8 May 2031), and still says it"
    assert said("2031-05-04", modified="2031-05-08") == changed
    left = "published before, and not changed in the coverage at hand (4 May 2031)"
    assert said("2031-05-04", modified="2031-05-05") == left


@pytest.mark.parametrize(("published", "after"), [(None, AFTER), ("2031-05-07", None)])
def test_without_a_date_neither_is_said(published, after):
    words = said(published, after=after)
    assert words.startswith("still says it; no date tells whether it was published before or after")


def test_what_was_done_is_named_as_the_history_has_it():
    assert said("2031-05-07", what=What.CORRECTED) == "published after it was corrected (7 May 2031)"
    assert "withdrawn or corrected" in said("2031-05-07", what=What.DENIED)
