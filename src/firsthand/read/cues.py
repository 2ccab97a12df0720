"""Which words may say that somebody said, thought, wanted or showed something?

"Warned" does, in four ways: she warned that, warned him that, warned of, “...,” she warned. The lexicon lists the
ways of each verb and noun with a weight; here they are looked up by form.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from firsthand.model.errors import LexiconError
from firsthand.read import lexicons


class CueClass(StrEnum):
    """What kind of act a cue reports."""

    SPEECH = "speech"
    BELIEF = "belief"
    PLAN = "plan"
    PERCEPTION = "perception"


class Form(StrEnum):
    """The form of a verb, as far as its ending tells."""

    BASE = "base"
    THIRD = "third"
    PAST = "past"
    ING = "ing"
    NOUN = "noun"


CLAUSE, QUOTE, OBJECT, TO = "clause", "quote", "object", "to"
# An object with a number: put the toll at 11; counted six boats.
PUT_AT, COUNTED = "put-at", "counted"


@dataclass(frozen=True, slots=True)
class CueWord:
    """A verb or noun of reporting: `frames` are the ways its content follows, each with a weight of 0..1."""

    lemma: str
    cue_class: CueClass
    frames: Mapping[str, float]
    takes_addressee: bool
    needs_addressee: bool = False
    """No content follows it without one: told Ito that A, but not told A."""

    def weight(self, frame: str) -> float:
        """How likely the word is a cue in this frame; 0 where it has no such frame."""
        return self.frames.get(frame, 0.0)


@cache
def verb_forms() -> Mapping[str, tuple[CueWord, Form]]:
    """The verb and the form that a small-letter word may be. Raises LexiconError where the list is malformed."""
    found: dict[str, tuple[CueWord, Form]] = {}
    for lemma in lexicons.table("cues", "verbs"):
        word, forms = _cue_word("verbs", lemma)
        for place, form in enumerate(forms):
            # Where two forms are spelt alike, as those of "put", the word counts as the past.
            found.setdefault(form, (word, _verb_form(form, place if form not in forms[2:] else 2)))
    return MappingProxyType(found)


@cache
def noun_forms() -> Mapping[str, CueWord]:
    """The noun that a small-letter word may be. Raises LexiconError where the list is malformed."""
    found: dict[str, CueWord] = {}
    for lemma in lexicons.table("cues", "nouns"):
        word, forms = _cue_word("nouns", lemma)
        found.update(dict.fromkeys(forms, word))
    return MappingProxyType(found)


@cache
def adjective_forms() -> Mapping[str, CueWord]:
    """The adjective that a small-letter word may be. Raises LexiconError where the list is malformed."""
    found: dict[str, CueWord] = {}
    for lemma in lexicons.table("cues", "adjectives"):
        word, forms = _cue_word("adjectives", lemma)
        found.update(dict.fromkeys(forms, word))
    return MappingProxyType(found)


def _verb_form(form: str, place: int) -> Form:
    if place == 0:
        return Form.BASE
    if place == 1:
        return Form.THIRD
    return Form.ING if form.endswith("ing") else Form.PAST


def _cue_word(kind: str, lemma: str) -> tuple[CueWord, tuple[str, ...]]:
    place = f"cues.en.toml: {kind}.{lemma}"
    entry = lexicons.table("cues", kind, lemma)
    name, forms, frames = entry.get("class"), entry.get("forms"), entry.get("frames")
    if name not in tuple(CueClass) or not isinstance(forms, str) or not isinstance(frames, Mapping):
        raise LexiconError(f"{place}: expected class ({', '.join(CueClass)}), forms and frames, found {dict(entry)}")
    weights: dict[str, float] = {}
    for frame, weight in frames.items():
        if not isinstance(weight, float) or not 0 <= weight <= 1:
            raise LexiconError(f"{place}.frames.{frame}: expected a number from 0.0 to 1.0, found {weight!r}")
        weights[frame] = weight
    addressee = entry.get("addressee", False)
    if addressee not in (True, False, "always"):
        raise LexiconError(f'{place}.addressee: expected true or "always", found {addressee!r}')
    word = CueWord(lemma, CueClass(name), MappingProxyType(weights), bool(addressee), addressee == "always")
    return word, tuple(forms.split())
