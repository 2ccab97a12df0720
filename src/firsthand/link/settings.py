"""In what setting was a statement made? How alike two articles are, and whether both tell one story.

"At least seven died" is one claim in two reports on one ferry, and two in reports on two.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from firsthand.model.coverage import Revision
from firsthand.model.ids import ArticleId
from firsthand.text.companies import PROPOSED, companies, fading
from firsthand.text.likeness import Vector, alike, cosine, topic, vectors


@dataclass(frozen=True, slots=True)
class Settings:
    """The articles of a coverage, by what they are about."""

    topics: Mapping[ArticleId, Vector]
    story_of: Mapping[ArticleId, int]
    """A number that articles of one story share, as far as their texts tell."""
    _known: dict[tuple[ArticleId, ArticleId], float] = field(default_factory=dict, repr=False, compare=False)

    def likeness(self, one: ArticleId, other: ArticleId) -> float:
        """How alike two articles are, 0..1."""
        if one == other:
            return 1.0
        pair = (min(one, other), max(one, other))
        if pair not in self._known:
            self._known[pair] = cosine(self.topics[one], self.topics[other])
        return self._known[pair]

    def is_one(self, one: ArticleId, other: ArticleId) -> bool:
        """Whether both tell one story."""
        return self.story_of[one] == self.story_of[other]


def settings_of(revisions: Sequence[Revision]) -> Settings:
    """The Settings of `revisions`, one of each article; their order changes nothing."""
    ordered = sorted(revisions, key=lambda r: ((r.published.sort_key if r.published else ("9999", "")), r.article))
    topics = vectors([topic(revision) for revision in ordered])
    pairs = {
        (left, right): score * fading(ordered[left], ordered[right]) for left, right, score in alike(topics, PROPOSED)
    }
    groups = companies(len(ordered), pairs)
    return Settings(
        topics={revision.article: vector for revision, vector in zip(ordered, topics, strict=True)},
        story_of={ordered[at].article: number for number, group in enumerate(groups) for at in group},
    )
