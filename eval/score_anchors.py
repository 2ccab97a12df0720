"""Is a passage found again in a changed text, and never in a wrong place? Random edits of the gold's invented articles.

    .venv/bin/python eval/score_anchors.py --gold eval/gold/stories --split dev
    .venv/bin/python eval/score_anchors.py --gold eval/gold/stories --split dev --details

Each article is edited at random (the seed is fixed): sentences and paragraphs come, go, move and are doubled, the
passage itself is repeated elsewhere, words are replaced, marks and punctuation are set anew. Every letter is followed
through all of it: so it is known where the passage is now, whether it is whole, and whether the text beside it is.

right     found where it is; or sent to review because it is gone, was altered, or lost the text next to it on a side
missed    sent to review although it and the eight letters on each side of it are as they were
wrong     a place was named, and it is not the passage's: the worst that can happen
found     of the passages that stand word for word, how many were found: what the rule of two sides costs
"""

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from story_run import stories_in

from firsthand.model.correction import Sighting
from firsthand.model.span import Span
from firsthand.text.anchors import LEAST, find_again, quote

SEED: Final = 20_311_104
PASSAGES: Final = 60
"""So many passages of each article, each edited in its own way."""
MOST_EDITS: Final = 6
LONGEST_WORDS: Final = 40

_WORD: Final = re.compile(r"\w+")
_SENTENCE: Final = re.compile(r"[^.!?\n]+[.!?]*[”\"’']*\s*")
_MARKS: Final = ("“”‘’", "\"\"''", "«»‹›", "„“‚‘")


class Letter(NamedTuple):
    """One character, and which of the article it is; -1 for what an edit brought. `copies` is that of a doubled one."""

    sign: str
    was: int
    copies: int = -1


Page: TypeAlias = list[Letter]


@dataclass(frozen=True, slots=True)
class Trial:
    """One passage and the text that its article became."""

    text: str
    span: Span
    page: Page
    edits: tuple[str, ...]

    @property
    def now(self) -> str:
        """The text as it is now."""
        return "".join(letter.sign for letter in self.page)


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--split")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--details", action="store_true", help="which passages were missed, or found in a wrong place")
    asked = parser.parse_args()
    texts = [
        str(article["text"])
        for story in stories_in(asked.gold, asked.split, None)
        for article in story.articles.values()
    ]
    counted: Counter[str] = Counter()
    by_edit: dict[str, Counter[str]] = {}
    for trial in trials(texts, asked.seed):
        sighting = find_again(quote(trial.text, trial.span), trial.now)
        verdict = judge(trial, sighting)
        counted[verdict] += 1
        counted["standing"] += stands(trial) is not None
        counted["found"] += verdict == "right, found"
        for edit in set(trial.edits):
            by_edit.setdefault(edit, Counter())[verdict] += 1
        if asked.details and not verdict.startswith("right"):
            print(json.dumps({"verdict": verdict, "edits": trial.edits, "passage": trial.span.of(trial.text),
                              "why": sighting.why, "now": trial.now if verdict == "wrong" else None}))  # fmt: skip
    print(json.dumps(figures(counted, by_edit), indent=1))


def figures(counted: Counter[str], by_edit: Mapping[str, Counter[str]]) -> dict[str, object]:
    """What is printed: counts and percentages."""
    many = sum(counted[v] for v in ("right, found", "right, review", "missed", "wrong"))

    def percent(part: int, whole: int) -> float:
        return round(100 * part / whole, 3) if whole else 0.0

    return {
        "passages": many,
        "right": {"percent": percent(counted["right, found"] + counted["right, review"], many)},
        "missed": {"percent": percent(counted["missed"], many)},
        "wrong": {"percent": percent(counted["wrong"], many), "count": counted["wrong"]},
        "found": {"percent": percent(counted["found"], counted["standing"]), "standing": counted["standing"]},
        "by_edit": {edit: dict(sorted(by_edit[edit].items())) for edit in sorted(by_edit)},
    }


def trials(texts: Sequence[str], seed: int) -> Iterator[Trial]:
    """The passages and edits that belong to `seed`: the same on every machine."""
    chance = random.Random(seed)  # noqa: S311 - trials, not secrets
    for text in texts:
        for _ in range(PASSAGES):
            span = passage(text, chance)
            page = [Letter(sign, at) for at, sign in enumerate(text)]
            done = []
            for _ in range(chance.randint(1, MOST_EDITS)):
                name = chance.choice(sorted(EDITS))
                page = EDITS[name](page, chance, Source(text, span, chance.choice(texts)))
                done.append(name)
            yield Trial(text, span, page, tuple(done))


def passage(text: str, chance: random.Random) -> Span:
    """A sentence, or some words in a row."""
    if chance.random() < 1 / 2:
        sentence = chance.choice([m for m in _SENTENCE.finditer(text) if _WORD.search(m[0])])
        return Span(sentence.start(), sentence.end()).stripped(text)
    words = list(_WORD.finditer(text))
    first = chance.randrange(len(words))
    last = min(first + chance.randint(1, LONGEST_WORDS), len(words)) - 1
    return Span(words[first].start(), words[last].end())


class Source(NamedTuple):
    """What an edit may draw on: the article as it was, the passage, and another article."""

    text: str
    span: Span
    other: str


def _paragraphs(page: Page) -> list[Page]:
    """The page in paragraphs, each with the line ends behind it."""
    out: list[Page] = [[]]
    for letter in page:
        if out[-1] and out[-1][-1].sign == "\n" and letter.sign != "\n":
            out.append([])
        out[-1].append(letter)
    return out


def _sentences(page: Page) -> list[Page]:
    text = "".join(letter.sign for letter in page)
    out, at = [], 0
    for match in _SENTENCE.finditer(text):
        out.append(page[at : match.end()])
        at = match.end()
    return [part for part in (*out, page[at:]) if part]


def _joined(parts: Sequence[Page]) -> Page:
    return [letter for part in parts for letter in part]


def _new(text: str) -> Page:
    return [Letter(sign, -1) for sign in text]


def insert_sentence(page: Page, chance: random.Random, source: Source) -> Page:
    """A sentence of another article."""
    parts = _sentences(page)
    sentence = chance.choice([m[0] for m in _SENTENCE.finditer(source.other) if _WORD.search(m[0])])
    parts.insert(chance.randint(0, len(parts)), _new(f"{sentence.strip()} "))
    return _joined(parts)


def delete_sentence(page: Page, chance: random.Random, source: Source) -> Page:  # noqa: ARG001
    """One sentence less."""
    parts = _sentences(page)
    del parts[chance.randrange(len(parts))]
    return _joined(parts)


def insert_paragraph(page: Page, chance: random.Random, source: Source) -> Page:
    """A paragraph of another article."""
    parts = _paragraphs(page)
    paragraph = chance.choice([p for p in source.other.split("\n") if p.strip()])
    parts.insert(chance.randint(0, len(parts)), _new(f"{paragraph}\n\n"))
    return _joined(parts)


def delete_paragraph(page: Page, chance: random.Random, source: Source) -> Page:  # noqa: ARG001
    """One paragraph less, where there are two."""
    parts = _paragraphs(page)
    if len(parts) > 1:
        del parts[chance.randrange(len(parts))]
    return _joined(parts)


def swap_paragraphs(page: Page, chance: random.Random, source: Source) -> Page:  # noqa: ARG001
    """Two paragraphs in each other's place."""
    parts = _paragraphs(page)
    one, other = chance.randrange(len(parts)), chance.randrange(len(parts))
    parts[one], parts[other] = parts[other], parts[one]
    return _joined(parts)


def double_paragraph(page: Page, chance: random.Random, source: Source) -> Page:
    """The passage's paragraph once more, somewhere else: a summary, a caption, a box."""
    parts = _paragraphs(page)
    home = [at for at, p in enumerate(parts) if any(source.span.start <= letter.was < source.span.end for letter in p)]
    # Next to it, copy and original could not be told apart by anybody.
    away = [at for at in range(len(parts) + 1) if not home or not home[0] - 1 <= at <= home[-1] + 2]
    if home and away:
        copy = [Letter(letter.sign, -1, max(letter.was, letter.copies)) for letter in parts[chance.choice(home)]]
        parts.insert(chance.choice(away), copy)
    return _joined(parts)


def repeat_passage(page: Page, chance: random.Random, source: Source) -> Page:
    """The passage's own words once more, between two other sentences."""
    parts = _sentences(page)
    parts.insert(chance.randint(0, len(parts)), _new(f"{source.span.of(source.text)} "))
    return _joined(parts)


def repeat_with_sides(page: Page, chance: random.Random, source: Source) -> Page:
    """The passage once more with a little of the text on both sides."""
    around = source.text[max(source.span.start - chance.randint(0, 40), 0) : source.span.end + chance.randint(0, 40)]
    parts = _sentences(page)
    parts.insert(chance.randint(0, len(parts)), _new(f"{around} "))
    return _joined(parts)


def replace_words(page: Page, chance: random.Random, source: Source) -> Page:
    """Three words by others."""
    words = [m[0] for m in _WORD.finditer(source.other)]
    for _ in range(3):
        places = list(_WORD.finditer("".join(letter.sign for letter in page)))
        if places:
            place = chance.choice(places)
            page = [*page[: place.start()], *_new(chance.choice(words)), *page[place.end() :]]
    return page


def alter_passage(page: Page, chance: random.Random, source: Source) -> Page:
    """One word of the passage by another."""
    text = "".join(letter.sign for letter in page)
    inside = [m for m in _WORD.finditer(text) if source.span.start <= page[m.start()].was < source.span.end]
    if not inside:
        return page
    place = chance.choice(inside)
    return [
        *page[: place.start()],
        *_new(chance.choice([word for word in ("never", "nine", "Tuesday") if word != place[0]])),
        *page[place.end() :],
    ]


def set_marks(page: Page, chance: random.Random, source: Source) -> Page:  # noqa: ARG001
    """All quotation marks in another style."""
    style = chance.choice(_MARKS)
    table = {old: new for other in (_MARKS[0], _MARKS[2]) for old, new in zip(other, style, strict=True)}
    return [Letter(table.get(letter.sign, letter.sign), letter.was) for letter in page]


def set_punctuation(page: Page, chance: random.Random, source: Source) -> Page:  # noqa: ARG001
    """One comma or full stop in ten goes or becomes another sign; spaces become other spaces."""
    out: Page = []
    for at, letter in enumerate(page):
        beside = page[at - 1 : at] and page[at - 1].sign.isdigit()
        if letter.sign in ",.;" and not beside and chance.random() < 1 / 10:
            if chance.random() < 1 / 2:
                out.append(Letter(chance.choice(",.;:"), letter.was))
        elif letter.sign == " " and chance.random() < 1 / 10:
            out.extend(_new(chance.choice(("\u00a0", "  ", "\n"))))
        else:
            out.append(letter)
    return out


EDITS: Final[Mapping[str, Callable[[Page, random.Random, Source], Page]]] = {
    edit.__name__: edit
    for edit in (
        insert_sentence,
        delete_sentence,
        insert_paragraph,
        delete_paragraph,
        swap_paragraphs,
        double_paragraph,
        repeat_passage,
        repeat_with_sides,
        replace_words,
        alter_passage,
        set_marks,
        set_punctuation,
    )
}


def stands(trial: Trial) -> Span | None:
    """Where all letters of the passage are now, side by side; None where one is gone or another came between.

    A paragraph that was doubled, and of which the first was then deleted, was moved.
    """
    wanted = [at for at in range(trial.span.start, trial.span.end) if trial.text[at].isalnum()]
    lettered = _lettered(trial.page)
    own = [letter.was for _, letter in lettered]
    is_gone = set(own).isdisjoint(wanted)
    ids = [letter.copies for _, letter in lettered] if is_gone else own
    for first in (place for place, was in enumerate(ids) if was == wanted[0]):
        if ids[first : first + len(wanted)] == wanted:
            return Span(lettered[first][0], lettered[first + len(wanted) - 1][0] + 1)
    return None


def _lettered(page: Page) -> list[tuple[int, Letter]]:
    return [(at, letter) for at, letter in enumerate(page) if letter.sign.isalnum()]


def keeps_its_sides(trial: Trial, place: Span) -> bool:
    """Whether the letters next to it on each side are those that were; at an end of the text, that there are none."""
    before = [at for at in range(trial.span.start) if trial.text[at].isalnum()][-LEAST:]
    after = [at for at in range(trial.span.end, len(trial.text)) if trial.text[at].isalnum()][:LEAST]
    lettered = _lettered(trial.page)
    left = [letter.was for at, letter in lettered if at < place.start][-LEAST:]
    right = [letter.was for at, letter in lettered if at >= place.end][:LEAST]
    return left == before and right == after


def judge(trial: Trial, sighting: Sighting) -> str:
    """What a sighting is: "right, found", "right, review", "missed" or "wrong"."""
    place = stands(trial)
    if sighting.span is None:
        return "missed" if place is not None and keeps_its_sides(trial, place) else "right, review"
    now, span = trial.now, sighting.span
    lettered = [at for at in range(span.start, span.end) if now[at].isalnum()]
    is_there = place is not None and lettered and (lettered[0], lettered[-1] + 1) == (place.start, place.end)
    return "right, found" if is_there else "wrong"


if __name__ == "__main__":
    main()
