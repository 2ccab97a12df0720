"""What pages changed, and which articles belong together."""

from typing import Any

from factories import a_notice, a_reading, a_revision
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.coverage import NoticeKind
from firsthand.model.ids import ArticleId
from firsthand.track.changes import find_changes
from firsthand.track.stories import find_stories

URL = "https://post.example/payment"


def test_a_silent_edit_and_a_new_headline_are_told_and_furniture_is_not() -> None:
    old_text = "The builder paid a bribe of two million crowns.\n\nNobody answered.\n\nRead also: Rain"
    new_text = "The builder made a payment of two million crowns.\n\nNobody answered.\n\nRead also: Snow"
    old = a_revision(
        old_text, url=URL, title="Bribe paid", notices=(a_notice(old_text, "Read also: Rain", NoticeKind.READ_MORE),)
    )
    new = a_revision(
        new_text, url=URL, title="Payment made", notices=(a_notice(new_text, "Read also: Snow", NoticeKind.READ_MORE),)
    )
    found = find_changes({old.article: (old, new)})
    assert [(c.kind, c.before, c.after) for c in found] == [
        ("headline-changed", "Bribe paid", "Payment made"),
        (
            "softened",
            "The builder paid a bribe of two million crowns.",
            "The builder made a payment of two million crowns.",
        ),
    ]
    assert {(c.earlier, c.later, c.url) for c in found} == {(old.id, new.id, URL)}


def test_a_note_of_correction_that_comes_is_a_change() -> None:
    old = a_revision("23 died.", url=URL)
    text = "23 died.\n\nCorrection: it was 11."
    new = a_revision(text, url=URL, notices=(a_notice(text, "Correction: it was 11.", NoticeKind.CORRECTION_NOTE),))
    assert [(c.kind, c.after) for c in find_changes({old.article: (old, new)})] == [
        ("correction-note-added", "Correction: it was 11.")
    ]


def test_one_wording_changed_nothing() -> None:
    one = a_revision()
    assert find_changes({one.article: (one,), ArticleId("a-none"): ()}) == ()


FERRY = (
    "The night ferry Lady Brand struck the Gannet reef off Skell.",
    "Divers searched the wreck of the Lady Brand on the Gannet reef off Skell.",
)
ARENA = (
    "The auditor says the Larch arena cost too many crowns.",
    "Crowns for the Larch arena went to a firm abroad, the auditor says.",
)


def test_articles_of_one_course_of_events_are_one_story() -> None:
    readings = [
        a_reading(a_revision(text, url=f"https://x.example/{n}", title=text[:30], published=f"2031-05-0{n + 1}"), [])
        for n, text in enumerate((*FERRY, *ARENA))
    ]
    found = find_stories([r.revision for r in readings])
    articles = [r.revision.article for r in readings]
    assert [story.articles for story in found] == [tuple(articles[:2]), tuple(articles[2:])]
    assert [(str(s.first), str(s.last)) for s in found] == [("2031-05-01", "2031-05-02"), ("2031-05-03", "2031-05-04")]
    assert found[0].title in {FERRY[0][:30], FERRY[1][:30]}
    assert find_stories([r.revision for r in readings[::-1]]) == found


def test_the_same_words_a_year_later_are_another_story() -> None:
    readings = [
        a_reading(a_revision(text, url=f"https://x.example/{n}", published=day), [])
        for n, (text, day) in enumerate(zip(FERRY, ("2031-05-01", "2032-05-01"), strict=True))
    ]
    assert len(find_stories([r.revision for r in readings])) == 2


def test_an_article_without_title_date_or_words_is_a_story_of_its_own() -> None:
    (found,) = find_stories([a_revision("", published=None)])
    assert found.title
    assert found.first is None


@given(st.lists(st.sampled_from((*FERRY, *ARENA, "")), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_every_article_is_in_one_story_and_their_order_changes_nothing(texts: list[str], random: Any) -> None:
    revisions = [a_revision(text, url=f"https://x.example/{n}") for n, text in enumerate(texts)]
    found = find_stories(revisions)
    assert sorted(a for story in found for a in story.articles) == sorted(r.article for r in revisions)
    assert find_stories(random.sample(revisions, len(revisions))) == found
