"""What does one piece of coverage say of itself, before it is a Revision? The half-way record of this floor.

A page, a feed entry, a line of JSON and a text file all end as a Draft; `intake` alone makes Revisions.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from firsthand.model.coverage import Notice, Teller
from firsthand.model.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One wording of one article, as far as its own bytes tell. None where they do not.

    `place` says where in the input it stands ("line 3", "entry 2"), None for the whole of it. `article` is an
    id that the input gives itself. `url` may be in any form. `remarks` are sentences for Setbacks that do not
    keep the text from being read. `copied` is whether the text was copied with its surroundings (plain text) or
    taken out of its page by its markup; `verbatim` whether it is the decoded input itself, with its line ends
    evened already. `markup` is a page from which the text is still to be taken; `text` is empty then. `told_by` says
    of fields of a Revision who told them; what it leaves out was told by the input itself. `notices` are parts of the
    text that the markup shows to be none of the article.
    """

    text: str
    markup: str | None = None
    place: str | None = None
    article: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    published: When | None = None
    modified: When | None = None
    language: str | None = None
    wire: str | None = None
    section: str | None = None
    paywalled: bool | None = None
    told_by: Mapping[str, Teller] = field(default_factory=dict)
    copied: bool = True
    verbatim: bool = False
    remarks: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
