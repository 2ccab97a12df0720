"""Is this the same thing again? Ids are hashes of content, so the same thing seen twice has one id.

>>> content_id("r", "a", "bc") == content_id("r", "a", "bc")
True
>>> content_id("r", "a", "bc") == content_id("r", "ab", "c")
False
"""

import hashlib
from typing import NewType

OutletId = NewType("OutletId", str)
ArticleId = NewType("ArticleId", str)
RevisionId = NewType("RevisionId", str)
StatementId = NewType("StatementId", str)
EntityId = NewType("EntityId", str)
ClaimId = NewType("ClaimId", str)
StoryId = NewType("StoryId", str)
CorrectionId = NewType("CorrectionId", str)
LetterId = NewType("LetterId", str)

_HEX_DIGITS = 16
"""64 bits: among ten million ids the chance of one collision is about 3 in a million (birthday bound)."""


def content_id(kind: str, *parts: str | int | None) -> str:
    """Name a thing by what it is made of: `kind`, a dash, 16 hexadecimal digits.

    `parts` are kept apart by their lengths, so moving a character from one to the next gives another id;
    None is not the empty string. Lone surrogates are hashed as they are.
    """
    digest = hashlib.sha256()
    for part in parts:
        if part is None:
            digest.update(b"-")
            continue
        raw = str(part).encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(raw))
        digest.update(raw)
    return f"{kind}-{digest.hexdigest()[:_HEX_DIGITS]}"
