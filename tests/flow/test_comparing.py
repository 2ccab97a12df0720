"""Wordings of pages in order, and the history of each page."""

from factories import a_revision

from firsthand.flow.comparing import compare
from firsthand.flow.follow import in_order, oldest_first
from firsthand.model.statement import Reading
from firsthand.model.when import When

URL = "https://a.example/x"
OLD, NEW = "Seven people died in the flood.", "Nine people died in the flood."


def taken(text, day=None, **given):
    return a_revision(text, url=URL, captured=When(day) if day else None, **given)


def test_captures_are_in_order_of_when_they_were_taken_whatever_the_page_says():
    came = [taken(NEW, "2031-05-06", published="2031-05-01"), taken(OLD, "2031-05-05", published="2031-05-02")]
    assert oldest_first(came) == [1, 0]


def test_without_it_dates_tell_and_then_arrival():
    assert oldest_first([taken(NEW, published="2031-05-06"), taken(OLD, published="2031-05-05")]) == [1, 0]
    assert oldest_first([taken(NEW), taken(OLD)]) == [0, 1]
    mixed = [taken(NEW, "2031-05-09", published="2031-05-01"), taken(OLD, published="2031-05-04")]
    assert oldest_first(mixed) == [0, 1]


def test_a_page_that_changed_back_changed_twice():
    came = [taken(OLD, "2031-05-05"), taken(NEW, "2031-05-06"), taken(OLD, "2031-05-07")]
    past, latest = in_order(Reading(revision=r, statements=(), entities=(), times=()) for r in came)
    assert [r.text for r in past[came[0].article]] == [OLD, NEW, OLD]
    assert [r.revision.text for r in latest] == [OLD]
    (page,) = compare(reversed(came))
    assert [(c.before, c.after) for c in page.changes] == [(OLD, NEW), (NEW, OLD)]


def test_a_later_date_of_change_or_a_note_tells_of_it():
    silent, told = (taken(NEW, modified=When(day) if day else None) for day in (None, "2031-05-09"))
    noted = taken(f"{NEW}\n\nCorrection: it was nine.")
    assert [c.silent for later in (silent, told) for c in compare([taken(OLD), later])[0].changes] == [True, False]
    assert {c.silent for c in compare([taken(OLD), noted])[0].changes} == {False}


def test_two_copies_without_an_address_are_one_page_and_that_is_said():
    (page,) = compare([a_revision(OLD, origin="old.html"), a_revision(NEW, origin="new.html")])
    assert [c.kind for c in page.changes] == ["number-changed"]
    assert "named together" in page.assumed


def test_two_pages_with_addresses_are_two():
    assert len(compare([taken(OLD), a_revision(NEW, url="https://a.example/y")])) == 2


def test_copies_of_one_name_and_alike_are_one_page_and_others_are_not():
    body = "The river rose by two metres on Monday and took the old mill with it. "
    came = [
        a_revision(body + OLD, origin="2031-05-04/flood.html"),
        a_revision(body + NEW, origin="2031-05-05/flood.html"),
        a_revision("Potatoes are dear this year, growers say.", origin="2031-05-05/farm.html"),
        a_revision("A choir in Merrow seeks basses for its tour.", origin="2031-05-06/flood.html"),
    ]
    pages = compare(came)
    assert [len(page.wordings) for page in pages] == [2, 1, 1]
    assert "one name" in pages[0].assumed
