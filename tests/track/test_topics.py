"""What articles are about, and which are alike."""

import math
from dataclasses import replace

from factories import a_notice, a_revision
from hypothesis import given
from hypothesis import strategies as st

from firsthand.engines.matching import read_anew
from firsthand.model.coverage import NoticeKind
from firsthand.track.topics import alike, likeness, topics_of

TEXTS = (
    "The Lady Brand struck the Gannet reef off Skell on Tuesday. Eleven people were taken from the water.",
    "Divers went down to the Lady Brand, which lies on the Gannet reef off Skell.",
    "The Larch arena cost too many crowns, the auditor says.",
    "Families of the drowned waited in Skell for the auditor, and for news of the sunken ferry.",
    "",
)
REVISIONS = [a_revision(text, url=f"https://x.example/{n}", title=text[:20]) for n, text in enumerate(TEXTS)]
TOPICS = topics_of(REVISIONS, read_anew)


def test_what_tells_of_one_thing_is_nearer() -> None:
    wreck, divers, arena, families, _ = TOPICS
    assert likeness(wreck, divers) > 2 * likeness(wreck, arena)
    assert likeness(wreck, families) > likeness(arena, families)


def test_furniture_is_no_topic() -> None:
    text = f"{TEXTS[0]}\n\nThe Larch arena cost too many crowns."
    notice = a_notice(text, "The Larch arena cost too many crowns.", NoticeKind.NEWSLETTER)
    whole, bare = topics_of(
        [a_revision(text, title="A wreck", notices=(notice,)), a_revision(TEXTS[0], title="A wreck")], read_anew
    )
    assert likeness(whole, bare) > 0.99


@given(st.permutations(range(len(TEXTS))))
def test_how_alike_two_are_hangs_on_no_third(order: list[int]) -> None:
    few = order[:2]
    here = topics_of([REVISIONS[at] for at in few], read_anew)
    assert likeness(*here) == likeness(*(TOPICS[at] for at in few))
    there = topics_of([REVISIONS[at] for at in order], read_anew)
    found = {frozenset((order[a], order[b])): score for (a, b), score in alike(there, 0.05).items()}
    assert found == {frozenset(pair): score for pair, score in alike(TOPICS, 0.05).items()}
    assert all(a < b and score >= 0.05 for (a, b), score in alike(there, 0.05).items())


def test_likeness_is_a_share_has_no_direction_and_fades() -> None:
    for one in TOPICS:
        for other in TOPICS:
            assert 0 <= likeness(one, other) <= 1
            assert likeness(one, other) == likeness(other, one)
    today, later, whenever = (replace(TOPICS[0], day=day) for day in (100, 130, None))
    assert abs(likeness(today, later) * math.e - likeness(today, today)) < 1e-5
    assert likeness(today, whenever) == likeness(today, today)


def test_what_has_no_words_is_like_nothing() -> None:
    assert all(likeness(TOPICS[4], other) == 0 for other in TOPICS)
