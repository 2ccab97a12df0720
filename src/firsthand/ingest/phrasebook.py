"""Which words give a piece of page furniture away? The phrase lists of one language, and what a line matches.

"Advertisement" alone on a line is one; "Sign up for our newsletter" begins one; "All rights reserved" ends one. The
lists are data, in `phrases/<language>.toml`, under the kinds that notices have.
"""

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import resources

from firsthand.ingest.lines import Line, fold_line, fold_words
from firsthand.model.coverage import NoticeKind
from firsthand.model.errors import LexiconError
from firsthand.text.phrasing import any_of

_LONGEST_CALL_WORDS = 45
"""Words; an invitation that begins with a phrase seldom runs longer, and a paragraph that quotes one often does."""

_ANSWER_WORDS = 2
"""A button says "Yes", a person "Yes."."""

_WAYS = ("whole", "begins", "ends", "closes", "within", "sentences")


@dataclass(frozen=True)
class Phrasebook:
    """Phrases by what part of a line they must be, each with the kind of notice that it makes the line.

    `ends` end any line of a call's length, `closes` only one that is short and no sentence ("Ann Lee, staff writer").
    `sentences` begin a sentence that is a notice by itself, wherever in a line it stands.
    """

    whole: Mapping[str, NoticeKind]
    begins: Mapping[str, tuple[tuple[str, NoticeKind], ...]]
    ends: Mapping[str, tuple[tuple[str, NoticeKind], ...]]
    closes: Mapping[str, tuple[tuple[str, NoticeKind], ...]]
    within: tuple[tuple[str, NoticeKind], ...]
    sentences: tuple[tuple[str, NoticeKind], ...]
    agencies: frozenset[str]
    agency_endings: tuple[str, ...]
    agency_markers: tuple[str, ...] = ()
    """Words of a credit before the agency ("with material from")."""
    agency_roles: frozenset[str] = frozenset()
    """What an agency's people are called behind its name ("Northwire staff")."""
    not_agencies: frozenset[str] = frozenset()
    """Words, and acronyms, that make what looks like an agency none ("space", "mp")."""
    language: str = "en"

    @functools.cached_property
    def sentence(self) -> re.Pattern[str]:
        """Finds the phrases of `sentences`, of which there is at least one, in letters of any size."""
        return re.compile(any_of(phrase for phrase, _ in self.sentences), re.IGNORECASE)

    def kind_of(self, line: Line) -> NoticeKind | None:
        """What furniture the whole of `line` is, by its words; None when no phrase tells."""
        folded = line.folded
        if not folded:
            return None
        uncounted = folded.lstrip("0123456789., ")  # "12 comments"
        whole = self.whole.get(folded) or self.whole.get(uncounted)
        answers = whole is NoticeKind.OTHER and line.words <= _ANSWER_WORDS and line.text.endswith((".", "!", "?"))
        if whole is not None and not answers:
            return whole
        words = folded.split()
        begins = self.begins.get(words[0].rstrip(":,."))
        begun = next((k for p, k in begins if _starts(folded, p)), None) if begins else None
        if line.words > _LONGEST_CALL_WORDS:
            return begun if begun is NoticeKind.COPYRIGHT else None  # legal notes run long
        if begun is not None:
            return begun
        for table in (self.ends, self.closes) if line.short else (self.ends,):
            for phrase, kind in table.get(words[-1], ()):
                if folded.endswith(phrase):
                    return kind
        for phrase, kind in self.within:
            if phrase in folded:
                return kind
        return None

    def is_agency(self, name: str) -> bool:
        """Whether `name` is that of a news agency, by the list or by how it ends."""
        folded = fold_line(name).removeprefix("the ")
        return folded in self.agencies or folded.endswith(self.agency_endings)


def _starts(folded: str, phrase: str) -> bool:
    """Whether `folded` begins with `phrase`, and the word ends there."""
    return folded.startswith(phrase) and not folded[len(phrase) : len(phrase) + 1].isalnum()


@functools.cache
def phrasebook(language: str = "en") -> Phrasebook:
    """The phrases of `language` and the English ones, which pages everywhere use. Raises LexiconError."""
    folder = resources.files("firsthand.ingest").joinpath("phrases")
    english = read_phrasebook(folder.joinpath("en.toml").read_text("utf-8"), "phrases/en.toml")
    path = folder.joinpath(f"{language}.toml")
    if language == "en" or len(language) != len("en") or not path.is_file():
        return replace(english, language=language)
    own = read_phrasebook(path.read_text("utf-8"), f"phrases/{language}.toml")
    return replace(_joined(own, english), language=language)


def _joined(own: Phrasebook, other: Phrasebook) -> Phrasebook:
    """Both books in one; where both know a phrase, `own` counts. Agencies are the other's."""
    return replace(
        other,
        whole={**other.whole, **own.whole},
        begins=_by_words(own.begins, other.begins),
        ends=_by_words(own.ends, other.ends),
        closes=_by_words(own.closes, other.closes),
        within=own.within + other.within,
        sentences=own.sentences + other.sentences,
    )


def _by_words(
    own: Mapping[str, tuple[tuple[str, NoticeKind], ...]], other: Mapping[str, tuple[tuple[str, NoticeKind], ...]]
) -> dict[str, tuple[tuple[str, NoticeKind], ...]]:
    return {word: own.get(word, ()) + other.get(word, ()) for word in {**own, **other}}


def read_phrasebook(toml: str, name: str) -> Phrasebook:
    """The phrasebook that `toml` holds. Raises LexiconError when it is not as expected."""
    try:
        table = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{name}: expected TOML, came what is none ({error}); correct the file") from error
    lists: dict[str, list[tuple[str, NoticeKind]]] = {way: [] for way in _WAYS}
    for kind, ways in table.get("phrases", {}).items():
        for way, phrases in ways.items():
            if kind not in {k.value for k in NoticeKind} or way not in _WAYS:
                raise LexiconError(f'{name}: expected a kind of notice and one of {_WAYS}, came "{kind}.{way}"')
            lists[way] += [(_checked(phrase, name), NoticeKind(kind)) for phrase in phrases]
    wire = table.get("agencies", {})
    return Phrasebook(
        whole=dict(lists["whole"]),
        begins=_by_word(lists["begins"], 0),
        ends=_by_word(lists["ends"], -1),
        closes=_by_word(lists["closes"], -1),
        within=tuple(lists["within"]),
        sentences=tuple(lists["sentences"]),
        agencies=frozenset(_checked(a, name) for a in wire.get("names", [])),
        agency_endings=tuple(_checked(a, name) for a in wire.get("endings", [])),
        agency_markers=tuple(_checked(a, name) for a in wire.get("markers", [])),
        agency_roles=frozenset(_checked(a, name) for a in wire.get("roles", [])),
        not_agencies=frozenset(_checked(a, name) for a in wire.get("never", [])),
    )


def _checked(phrase: object, name: str) -> str:
    """`phrase` itself, if it is written as lines are folded."""
    if not isinstance(phrase, str) or not phrase or fold_words(phrase) != phrase:
        raise LexiconError(
            f"{name}: expected phrases in lower case, straight quotation marks, single spaces, came {phrase!r}; "
            f"write it as {fold_words(str(phrase))!r}"
        )
    return phrase


def _by_word(phrases: list[tuple[str, NoticeKind]], place: int) -> dict[str, tuple[tuple[str, NoticeKind], ...]]:
    """Phrases by their first (0) or last (-1) word, the longest first."""
    table: dict[str, list[tuple[str, NoticeKind]]] = {}
    for phrase, kind in sorted(phrases, key=lambda p: -len(p[0])):
        table.setdefault(phrase.split()[place].rstrip(":,."), []).append((phrase, kind))
    return {word: tuple(found) for word, found in table.items()}
