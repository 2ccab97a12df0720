"""Who said what? Tags joined into attributions: one source, one cue, one content each.

A tagger marks stretches and scores pairs; here every content finds its cue, every cue its sources.
"Ukraine and Peru both said it rained" gives two attributions that share cue and content.
"""

from dataclasses import dataclass

from firsthand.model.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One content that somebody is made answerable for, before anything is judged of it.

    `content` is in text order; a quotation that its cue breaks, or that runs over paragraphs, has several.
    `source` is None where the text names nobody. `score` is 0..1, how sure the tagger and the joining are.
    `parent` is the place, in the tuple that `join` gives, of the attribution whose content holds this one.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    score: float
    parent: int | None = None
