"""Where is each thing to be found? Its permanent address; it holds as long as the thing has its id.

>>> claim("cl-00"), article("a-00", "s-00"), source("Merrow Water")
('/claims/cl-00', '/articles/a-00#passage-s-00', '/source?name=Merrow+Water')
"""

from urllib.parse import quote, urlencode

from firsthand.model.ids import StatementId
from firsthand.show.export.article import anchor_of
from firsthand.show.export.places import Places
from firsthand.show.views import Passage, StoryView


def story(name: str) -> str:
    """Of a story."""
    return f"/stories/{_part(name)}"


def claim(name: str) -> str:
    """Of a claim."""
    return f"/claims/{_part(name)}"


def article(name: str, statement: str | None = None) -> str:
    """Of an article, or of a passage in it."""
    return f"/articles/{_part(name)}" + (f"#{anchor_of(StatementId(statement))}" if statement is not None else "")


def source(name: str) -> str:
    """Of all that one source said."""
    return asked("/source", name=name)


def correction(name: str) -> str:
    """Of a correction."""
    return f"/corrections/{_part(name)}"


def letter(name: str) -> str:
    """Of what may be done with a reader's letter."""
    return f"/letters/{_part(name)}"


def asked(path: str, **given: str) -> str:
    """A path with what is asked of it; what is empty is left out."""
    said = urlencode({name: value for name, value in given.items() if value}, errors="replace")
    return f"{path}?{said}" if said else path


def places_in(view: StoryView) -> Places:
    """Where links lead from the claims of a story."""
    claims = {one.number: one.id for one in view.claims}

    def to_passage(cited: Passage) -> str:
        return article(cited.article, cited.statement)

    return Places(passage=to_passage, claim=lambda number: claim(claims[number]) if number in claims else "#")


def _part(name: str) -> str:
    return quote(name, safe="", errors="replace")
