"""What articles are about, and which are alike."""

from factories import a_notice, a_revision
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.coverage import NoticeKind
from firsthand.track.topics import alike, likeness, topics_of

TEXTS = (
    "The Lady Brand struck the Gannet reef off Skell on Tuesday. Eleven people were taken from the water.",
    "Divers went down to the Lady Brand, which lies on the Gannet reef off Skell.",
    "The Larch arena cost too many crowns, the auditor says.",
    "Families of the drowned waited at the harbour for news of the sunken ferry.",
    "",
)
REVISIONS = [a_revision(text, url=f"https://x.example/{n}", title=text[:20]) for n, text in enumerate(TEXTS)]
TOPICS = topics_of(REVISIONS)


def test_what_tells_of_one_thing_is_nearer() -> None:
    wreck, divers, arena, families, _ = TOPICS
    assert likeness(wreck, divers) > 2 * likeness(wreck, arena)
    assert likeness(wreck, families) > likeness(arena, families)


def test_furniture_is_no_topic() -> None:
    text = f"{TEXTS[0]}\n\nThe Larch arena cost too many crowns."
    notice = a_notice(text, "The Larch arena cost too many crowns.", NoticeKind.NEWSLETTER)
    whole, bare = topics_of(
        [a_revision(text, title="A wreck", notices=(notice,)), a_revision(TEXTS[0], title="A wreck")]
    )
    assert likeness(whole, bare) > 0.99


@given(st.permutations(range(len(TEXTS))))
def test_how_alike_two_are_hangs_on_no_third(order: list[int]) -> None:
    few = order[:2]
    here = topics_of([REVISIONS[at] for at in few])
    assert abs(likeness(*here) - likeness(*(TOPICS[at] for at in few))) < 1e-4
    there = topics_of([REVISIONS[at] for at in order])
    found = {frozenset((order[a], order[b])): score for a, b, score in alike(there, 0.05)}
    expect = {frozenset((a, b)): score for a, b, score in alike(TOPICS, 0.05)}
    assert found.keys() == expect.keys()
    assert all(a < b and score >= 0.05 for a, b, score in alike(there, 0.05))


def test_what_has_no_words_is_like_nothing() -> None:
    assert all(likeness(TOPICS[4], other) == 0 for other in TOPICS)
