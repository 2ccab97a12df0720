"""What did a reader send from a page? A letter, which becomes a Correction where its words are found.

"It was twelve, not eleven", of the highlighted words "eleven people were drowned". Nobody vouches for what it says of
where it came from. How to reach the reader stands here alone: neither the Correction nor the public log has it.
"""

from dataclasses import dataclass
from typing import Final

from firsthand.model.ids import CorrectionId, LetterId, content_id
from firsthand.model.when import When

LONGEST_QUOTE: Final = 1_000
"""Code points of the words that a letter is about."""
LONGEST_LETTER: Final = 2_000
"""Code points of what the reader writes of them."""
LONGEST_CONTACT: Final = 200
LONGEST_ADDRESS: Final = 2_000
MOST_AROUND: Final = 200
"""Code points before and after the words that are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One suggestion as it came in. `start` is where the words stand in the text of the page, in code points.

    `site` is from where the page sent it, as the browser said; `correction` what it became, and where it became none,
    `why` not. `rejected` is why an editor, `rejected_by`, makes none of it.
    """

    id: LetterId
    url: str
    language: str | None
    exact: str
    prefix: str
    suffix: str
    start: int
    note: str
    contact: str | None
    site: str | None
    at: When
    correction: CorrectionId | None = None
    why: str = ""
    rejected: str | None = None
    rejected_by: str | None = None

    @property
    def waits(self) -> bool:
        """Whether an editor has still to find its words."""
        return self.correction is None and self.rejected is None


def letter_id(url: str, exact: str, prefix: str, suffix: str, note: str) -> LetterId:
    """One id for one note on one passage: sent twice, it is still one."""
    return LetterId(content_id("l", url, exact, prefix, suffix, note))
