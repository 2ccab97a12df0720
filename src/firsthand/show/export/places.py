"""Where does a link lead? Within the one page that holds everything, or to the page of its own that each thing has."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from firsthand.show.export.article import anchor_of
from firsthand.show.views import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The addresses of a passage in its article, and of a claim by its number."""

    passage: Callable[[Passage], str]
    claim: Callable[[int], str]


ON_PAGE: Final = Places(passage=lambda cited: f"#{anchor_of(cited.statement)}", claim=lambda number: f"#claim-{number}")
