"""Who or what is meant? One Entity for "Lloyd Park", "Park", "he" and "the defence secretary" of one article."""

from dataclasses import dataclass
from enum import StrEnum

from firsthand.model.ids import EntityId, RevisionId, content_id
from firsthand.model.span import Span

_LOCAL = "here"
"""The kind of ids that hold for one article."""


class EntityType(StrEnum):
    """The kinds of actor and place that are told apart; a work is a paper that vouches by itself ("the draft")."""

    PERSON = "person"
    ORGANISATION = "organisation"
    COUNTRY = "country"
    OUTLET = "outlet"
    PLACE = "place"
    GROUP = "group"
    WORK = "work"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One actor or place, under the fullest name that the article gives.

    `aliases` are other ways in which the text names it, first mention first, without `name` and pronouns.
    `parent` is the body that a person speaks for, or that a body is part of. `mentions` are all places in
    the text that mean it, pronouns included, in text order.
    """

    id: EntityId
    name: str
    type: EntityType
    aliases: tuple[str, ...]
    parent: EntityId | None
    mentions: tuple[Span, ...]

    @property
    def local(self) -> bool:
        """Whether one article describes it and never names it: what is so called elsewhere is another."""
        return self.id.startswith(f"{_LOCAL}-")


def entity_id(kind: EntityType, folded_name: str) -> EntityId:
    """One id for one name of one kind, in any article; `folded_name` as `text.names.fold` gives it."""
    return EntityId(content_id("e", kind, folded_name))


def local_id(revision: RevisionId, kind: EntityType, words: str) -> EntityId:
    """One id for who is only described, in this Revision alone: its "ministry" is not that of another article."""
    return EntityId(content_id(_LOCAL, revision, kind, words))
