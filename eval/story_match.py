"""Which statement of the program stands for which passage of the gold, and which of its claims for which of the gold?

A passage that several wordings of a page carry is one mention, looked for in the last of them first.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from story_run import WORD, Json, Ran, latest_first, numbered

SAME_CONTENT = 0.5
"""The word F1 from which two contents are the same, as in the scorer of the seed page."""
PASSAGE_WITHIN = 0.6
"""Of the passage's words so many lie in the statement's content, or"""
CONTENT_WITHIN = 0.8
"""of the content's words so many in the passage."""
SUPPORT = frozenset(("supports", "predicts", "conditional"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One passage that bears on a claim of the gold; `article` is the last wording that has it.

    `side` is what it says in a dispute: its value, or how it bears where it has none or speaks against it.
    `statements` are the program's that stand for it, one a wording at most, the last wording first; `statement` is the
    one that counts: the first that lies in a predicted claim, else the first; None where there is none.
    """

    claim: str
    text: str
    article: str
    page: str
    side: str
    statement: str | None
    statements: tuple[str, ...]

    @property
    def passage(self) -> tuple[str, str]:
        """The passage, whatever claims it bears on."""
        return self.page, self.text


class Matched:
    """A story of the gold with what the program says of it, looked up both ways."""

    def __init__(self, ran: Ran) -> None:
        self.ran, self.story, self.brief = ran, ran.story, ran.brief
        self.claims: dict[str, Json] = {claim["id"]: claim for claim in ran.story.told["claims"]}
        self.told: dict[str, Json] = {claim["id"]: claim for claim in ran.brief["claims"]}
        taken_up = frozenset(m["statement"] for claim in ran.brief["claims"] for m in claim["statements"])
        taken_up |= {echo["statement"] for echo in ran.brief["echoes"]}
        said = {name: list(_told(read, taken_up)) for name, read in ran.read.items()}
        self._finder = _Finder(ran, said)
        self.place_of: dict[str, str] = {s["id"]: ran.story.page(name) for name, own in said.items() for s in own}
        self.event_of: dict[str, str | None] = {s["id"]: s["event_time"]["norm"] for own in said.values() for s in own}
        self.claim_of = {m["statement"]: c["id"] for c in reversed(ran.brief["claims"]) for m in c["statements"]}
        self._rows = {name: self._mentions(claim) for name, claim in self.claims.items()}
        self.mentions: list[Mention] = [m for rows in self._rows.values() for m in dict.fromkeys(rows)]
        self.by_statement: dict[str, list[Mention]] = defaultdict(list)
        for mention in self.mentions:
            for statement in mention.statements:
                self.by_statement[statement].append(mention)
        self.partner: dict[str, Json] = dict(self._partners())

    def mention(self, claim: str, index: int) -> Mention:
        """The mention that a row of the gold names by its index."""
        return self._rows[claim][index]

    def is_replaced(self, mention: Mention) -> bool:
        """Whether the page's last wording does not have it any more."""
        wordings = [name for name in self.story.articles if self.story.page(name) == mention.page]
        return mention.article != wordings[-1]

    def is_in_notice(self, mention: Mention) -> bool:
        """Whether it stands in a notice of its article, from which no statement is read."""
        return any(mention.text in n["text"] for n in self.story.articles[mention.article].get("notices", ()))

    def of(self, claim: str) -> list[Mention]:
        """The mentions of a claim of the gold, each passage once."""
        return list(dict.fromkeys(self._rows[claim]))

    def names(self, told: str) -> set[str]:
        """The claims of the gold that have a mention in a predicted claim."""
        return {m.claim for s in self.statements(told) for m in self.by_statement.get(s, ())}

    def statements(self, told: str) -> list[str]:
        """The statements of a predicted claim."""
        return [m["statement"] for m in self.told[told]["statements"]] if told in self.told else []

    def _mentions(self, claim: Json) -> list[Mention]:
        """One Mention a row of the claim, equal ones for the wordings of one page."""
        wordings: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in claim["mentions"]:
            wordings[self.story.page(row["article"]), row["text"]].append(row["article"])
        held: dict[tuple[str, str], Mention] = {}
        for row in claim["mentions"]:
            key = self.story.page(row["article"]), row["text"]
            if key not in held:
                names = latest_first(wordings[key], self.story)
                found = [s for name in names if (s := self._finder.best(name, row["text"], _who(claim, row)))]
                held[key] = Mention(
                    claim=claim["id"],
                    text=row["text"],
                    article=names[0],
                    page=key[0],
                    side=side_of(row),
                    statement=next((s for s in found if s in self.claim_of), found[0] if found else None),
                    statements=tuple(found),
                )
        return [held[self.story.page(row["article"]), row["text"]] for row in claim["mentions"]]

    def _partners(self) -> Iterator[tuple[str, Json]]:
        """For each claim of the gold the predicted one with most of its mentions; of two, the larger, then by id."""
        for name in self.claims:
            held = Counter(c for m in self.of(name) if (c := self.claim_of.get(m.statement or "")) is not None)
            if held:
                best = min(held, key=lambda c: (-held[c], -len(self.told[c]["statements"]), c))
                yield name, self.told[best]


class _Finder:
    """Looks for the statement of an article that has a passage for its content."""

    def __init__(self, ran: Ran, said: Mapping[str, Sequence[Json]]) -> None:
        self._read = ran.read
        self._content: dict[str, list[tuple[frozenset[int], Json]]] = {
            name: [(numbered(_spans(s["content"]), read["text"]), s) for s in said[name]]
            for name, read in ran.read.items()
        }

    def best(self, article: str, passage: str, who: frozenset[str]) -> str | None:
        """The id of the most similar statement; of two alike, that whose origin is `who`, then the first."""
        wanted = self.words(article, passage)
        ranked = [
            ((round(_f1(wanted, content), 6), bool(who & _origin(s)), -at), str(s["id"]))
            for at, (content, s) in enumerate(self._content[article])
            if same(wanted, content)
        ]
        return max(ranked)[1] if ranked else None

    def words(self, article: str, passage: str) -> frozenset[int]:
        """The numbers of the passage's words in the article; none where only the headline has it."""
        text = self._read[article]["text"]
        at = text.find(passage.strip("\n"))
        return numbered([(at, at + len(passage.strip("\n")))], text) if at >= 0 else frozenset()


def _told(read: Json, taken_up: frozenset[str]) -> Iterator[Json]:
    """What the program took from a page: its statements, and what the page says itself, where a claim takes it up."""
    yield from read["statements"]
    yield from (own for own in read.get("own_words", ()) if own["id"] in taken_up)


def same(passage: frozenset[int], content: frozenset[int]) -> bool:
    """Whether a content says what a passage says, by their words' places in the text."""
    both = len(passage & content)
    if not both:
        return False
    return (
        _f1(passage, content) >= SAME_CONTENT
        or both >= PASSAGE_WITHIN * len(passage)
        or both >= CONTENT_WITHIN * len(content)
    )


def side_of(row: Json) -> str:
    """What a mention says in a dispute: its value, or its bearing, or both where it speaks against that value."""
    value, bearing = row.get("value"), str(row["bearing"])
    if value is None:
        return bearing
    return str(value) if bearing in SUPPORT else f"{bearing} {value}"


def _who(claim: Json, row: Json) -> frozenset[str]:
    """The words of all names of the mention's origin."""
    origin = next((o for o in claim.get("origins", ()) if o["id"] == row.get("origin")), None)
    return _words((origin["actor"], *(name for name, _ in origin.get("merged", ())))) if origin else frozenset()


def _origin(statement: Json) -> frozenset[str]:
    return _words(hop["actor"] for hop in statement["chain"][:1])


def _words(names: Iterable[str | None]) -> frozenset[str]:
    return frozenset(w.casefold() for name in names if name for w in WORD.findall(name) if w[0].isupper())


def _spans(content: Sequence[Mapping[str, int]]) -> list[tuple[int, int]]:
    return [(s["start"], s["end"]) for s in content]


def _f1(a: frozenset[int], b: frozenset[int]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
