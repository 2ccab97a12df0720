"""Are two actors one, or voices of one body? Minister and ministry, "coast guard" and "Wenland Coast Guard".

A person and the body spoken for are one origin, and so are two who speak for one body. Two bodies are two, even on one
side. Members of a parliament or a university speak for themselves, and a citizen does not speak for a country.
"""

from typing import Final

from firsthand.link.roster import Key, Roster
from firsthand.model.entity import EntityType
from firsthand.text.names import same_person, surname_of
from firsthand.text.senses import senses

_OFFICES: Final = frozenset({"office", "bureau"})
_SMALL: Final = frozenset({"of", "the", "for", "and", "in", "'s"})


def one_body(one: Key, other: Key, roster: Roster) -> bool:
    """Whether the two are one actor, or a person and the body spoken for, or two who speak for one body."""
    if one == other or short_for(one, other, roster) or short_for(other, one, roster):
        return True
    mine, theirs = voice_of(one, roster), voice_of(other, roster)
    if mine & theirs:
        return True
    return any(short_for(m, t, roster) or short_for(t, m, roster) for m in mine - {one} for t in theirs) or any(
        short_for(m, t, roster) or short_for(t, m, roster) for m in mine for t in theirs - {other}
    )


def body_in_words(one: Key, other: Key, roster: Roster) -> str:
    """Why two that are `one_body` are so, for an editor."""
    mine, theirs = roster.names.get(one, one), roster.names.get(other, other)
    if one == other or short_for(one, other, roster) or short_for(other, one, roster):
        return f"“{mine}” and “{theirs}” are names of one."
    for person, body in ((one, other), (other, one)):
        if body in voice_of(person, roster):
            return f"{roster.names.get(person, person)} speaks for {roster.names.get(body, body)}."
    shared = sorted(voice_of(one, roster) & voice_of(other, roster)) or sorted(voice_of(one, roster) - {one})
    body = roster.names.get(shared[0], shared[0]) if shared else "one body"
    return f"{mine} and {theirs} both speak for {body}."


def voice_of(key: Key, roster: Roster) -> frozenset[Key]:
    """The actor itself, and for a person the bodies spoken for: not places, nor bodies of many voices."""
    if roster.kinds.get(key) not in {EntityType.PERSON, EntityType.GROUP}:
        return frozenset({key})
    places = {EntityType.COUNTRY, EntityType.PLACE}
    bodies = (body for body in roster.bodies.get(key, ()) if roster.kinds.get(body) not in places)
    return frozenset({key, *(body for body in bodies if not _has_many_voices(body))})


def _has_many_voices(body: Key) -> bool:
    return not senses().many_voices.isdisjoint(body.split())


def short_for(short: Key, long: Key, roster: Roster) -> bool:
    """Whether the one is short for the other: "coast guard" for "Wenlow Coast Guard", "Lee" for "Ann Lee"."""
    few, many = short.split(), long.split()
    if not few or len(few) > len(many):
        return False
    if {w for w in few if w not in _SMALL} == {w for w in many if w not in _SMALL}:
        return True
    kinds = roster.kinds.get(short), roster.kinds.get(long)
    if EntityType.PERSON in kinds:
        return (
            kinds[0] is not EntityType.ORGANISATION
            and surname_of(short) == surname_of(long)
            and same_person(short, long)
        )
    if EntityType.COUNTRY in kinds or EntityType.PLACE in kinds:
        return False
    if _is_placed(few) and many[-1] == few[0] and set(few) - _SMALL <= set(many):
        return True
    if _is_within(few, many):
        return True
    return many[-len(few) :] == few or (kinds[0] is EntityType.ORGANISATION and many[: len(few)] == few)


def _is_within(few: list[str], many: list[str]) -> bool:
    """Whether the one is an office, told in fewer words: "the governor's office", "the office of governor Irak Sad"."""
    short, long = ({word.removesuffix("'s") for word in words} - _SMALL for words in (few, many))
    return len(short) > 1 and short < long and bool(short & _OFFICES)


def _is_placed(name: list[str]) -> bool:
    """Whether a body is told by its place: "hospital in Skerrin", which is short for "Skerrin General Hospital"."""
    return len(name) > 2 and name[1] in {"in", "of", "at"}  # noqa: PLR2004 - head, "in", place


def above(key: Key, roster: Roster) -> frozenset[Key]:
    """The bodies that `key` speaks for or is part of, and those that these are part of."""
    direct = roster.bodies.get(key, ())
    return frozenset(direct) | frozenset(body for parent in direct for body in roster.bodies.get(parent, ()))
