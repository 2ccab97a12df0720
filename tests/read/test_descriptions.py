import pytest
from factories import a_revision

from firsthand.read.who import resolve


def called(text):
    """Whom the text means by what, names and all."""
    found = {}
    for entity in resolve(a_revision(text), ()).entities:
        found |= {text[span.start : span.end]: entity.name for span in entity.mentions}
    return found


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Skagen Council met. Nobody asked the council.", "the council", "Skagen Council"),
        ("Health Minister Olof Tamm left. A note of the health minister stayed.", "the health minister", "Olof Tamm"),
        ("Olof Tamm, the head of testing, left.", "the head of testing", "Olof Tamm"),
        ("The manager of the yard, Olof Tamm, left.", "The manager of the yard", "Olof Tamm"),
        ("She met her brother, Olof Tamm, in Oslo.", "her brother", "Olof Tamm"),
        ("Corran Foods closed. Many at the company wept.", "the company", "Corran Foods"),
    ],
)
def test_words_for_an_actor_are_its_mentions(text, words, name):
    assert called(text)[words] == name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Skagen Council met. Nobody asked the town council.", "the town council"),
        ("Health Minister Olof Tamm left. The ports minister stayed.", "The ports minister"),
        ("Prime Minister Olof Tamm left. The minister stayed.", "The minister"),
        ("Skagen Council closed. Many at the company wept.", "the company"),
        ("Olof Tamm left. The minister stayed.", "The minister"),
    ],
)
def test_words_for_another_are_not(text, words):
    assert words not in called(text)
