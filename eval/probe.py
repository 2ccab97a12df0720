"""Does the reader find everybody's words equally well? Women's and men's, of whatever name; institutions', the unnamed.

    .venv/bin/python eval/probe.py                     invented reports, each with every source of probe.toml
    .venv/bin/python eval/probe.py --json              the same as JSON
    .venv/bin/python eval/probe.py --misses            and each text of which the statement or its source was missed
    .venv/bin/python eval/probe.py --gold dev.jsonl.gz annotated articles instead, by the kind of their sources

Every text is taken in and read as any coverage is. A statement is *found* if its content shares half of the words, of
the longer of the two, with what the text says it to be; its *source* is right if the two share a word. For a person
with a name *name* tells whether the chain's origin has all of its words: of "she", whether it is who was introduced.

In the annotated articles (lines of {doc_id, text, attributions: [{source, content}]}, spans in code points) statements
are paired one to one, most similar first. Their sources are sorted by plain rules, which err now and then:
  pronoun      all of its words are pronouns ("she", "some")
  institution  its head has a word that is an institution's (probe.toml) or is an abbreviation in capitals
  name         the last word of its head begins with a capital and stands nowhere in the article in small letters
  noun phrase  any other
  none         the annotation has no source
The head is what comes before the first comma or "who", "of", "for", "at", "in", "from", "with", "on", "close" or
"familiar".
"""

import argparse
import gzip
import json
import re
import tomllib
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from firsthand.engines.tags import Tagger
from firsthand.engines.weights import encoder_name, load_encoder
from firsthand.ingest import Capture, take_in
from firsthand.model.coverage import Revision
from firsthand.model.span import Span
from firsthand.model.statement import HopRole, Naming, Statement
from firsthand.read import read
from firsthand.read.tagger import EncoderTagger

PROBE = Path(__file__).resolve().parent / "probe.toml"
WORD = re.compile(r"\w+(?:['’]\w+)*")
SAME_CONTENT = 0.5
"""The share of common words from which two contents are the same, as in the scorer of annotated articles."""
_SLOT = re.compile(r"\{([sSoO])\}|[\[\]]")
_HEAD = re.compile(r",| (?:who|of|for|at|in|from|with|on|close|familiar)\b")
_ABBREVIATION = re.compile(r"[A-Z]{2,6}")

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A source as it is put into reports. `introduced` is the sentence that stands before, or nothing."""

    groups: tuple[str, ...]
    subject: str
    object: str
    name: str | None = None
    introduced: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A statement that is to be found. `name` is what its origin is to be called; None where that is not asked."""

    groups: tuple[str, ...]
    content: tuple[Span, ...]
    source: tuple[Span, ...]
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A text, as a line of coverage, and what is to be found in it."""

    line: Json
    wanted: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of one Wanted. `named` is None where that is not asked, or nothing was found."""

    wanted: Wanted
    text: str
    found: bool
    source_right: bool
    named: bool | None


def main(argv: Sequence[str] | None = None) -> None:
    """Read everything and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, help="annotated articles, JSON Lines, plain or gzipped")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--misses", action="store_true", help="print each text that was not read right, with its groups"
    )
    asked = parser.parse_args(argv)
    probe = tomllib.loads(PROBE.read_text("utf-8"))
    cases = annotated(asked.gold, probe["gold"]) if asked.gold else invented(probe)
    tagger = EncoderTagger(encoder_name(), load_encoder)
    verdicts = [verdict for case in cases for verdict in judge(case, tagger)]
    table = tally(verdicts)
    if asked.json:
        print(json.dumps({"tagger": tagger.name, "groups": table}, indent=1, ensure_ascii=False))
    else:
        print(tagger.name)
        print_table(table)
    if asked.misses:
        for verdict in verdicts:
            if not (verdict.found and verdict.source_right):
                print(f"{'source' if verdict.found else 'missed'}  {'; '.join(verdict.wanted.groups)}  {verdict.text}")


def invented(probe: Json) -> Iterator[Case]:
    """Every report with every source."""
    speakers = [*named_speakers(probe["named"]), *pronoun_speakers(probe), *other_speakers(probe["other"])]
    for report in probe["report"]:
        for speaker in speakers:
            inverted = () if "pronouns" in speaker.groups else report.get("inverted", ())
            for template in (*report["texts"], *inverted):
                yield told(template, speaker, report["kind"], probe)


def named_speakers(named: Json) -> Iterator[Speaker]:
    """People with names: women and men of each origin, in each manner of naming them."""
    for origin, gender in product(named["origin"], ("women", "men")):
        names = [f"{first} {last}" for first, last in zip(origin[gender], origin["surnames"], strict=True)]
        for name, (manner, form) in product(names, named["manners"].items()):
            groups = (
                "named people",
                gender,
                origin["name"],
                manner,
                f"{gender}, {origin['name']}",
                f"{gender}, {manner}",
            )
            called = form.format(name)
            yield Speaker(groups=groups, subject=called, object=called, name=name)


def pronoun_speakers(probe: Json) -> Iterator[Speaker]:
    """She and he, for the first two of each origin; they, for people without a name."""
    pronouns = probe["pronouns"]
    for origin in probe["named"]["origin"]:
        for gender in ("women", "men"):
            forms = pronouns[gender]
            for first, last in list(zip(origin[gender], origin["surnames"], strict=True))[:2]:
                name = f"{first} {last}"
                groups = ("pronouns", forms["subject"], f"{forms['subject']}, {origin['name']}")
                yield Speaker(groups=groups, **forms, name=name, introduced=pronouns["introduction"].format(name))
    for they in pronouns["they"]:
        forms = {"subject": they["subject"], "object": they["object"]}
        yield Speaker(groups=("pronouns", "they"), **forms, introduced=they["introduction"])


def other_speakers(others: Sequence[Json]) -> Iterator[Speaker]:
    """Institutions, people without names, handles."""
    for group in others:
        for source in group["sources"]:
            yield Speaker(groups=(group["group"],), subject=source, object=source)


def told(template: str, speaker: Speaker, kind: str, probe: Json) -> Case:
    """The text that one report makes with one source, and where in it content and source stand."""
    text = " ".join(part for part in (probe["before"], speaker.introduced) if part) + "\n\n"
    content, source, at, begun = [], [], 0, 0
    for mark in _SLOT.finditer(template):
        text += template[at : mark.start()]
        at = mark.end()
        if mark[0] == "[":
            begun = len(text)
        elif mark[0] == "]":
            content.append(Span(begun, len(text)))
        else:
            words = speaker.subject if mark[1] in "sS" else speaker.object
            words = words[0].upper() + words[1:] if mark[1].isupper() else words
            source.append(Span(len(text), len(text) + len(words)))
            text += words
    text += f"{template[at:]}\n\n{probe['after']}"
    groups = ("all", *speaker.groups, f"report: {kind}")
    wanted = Wanted(groups=groups, content=tuple(content), source=tuple(source), name=speaker.name)
    return Case(line={"text": text}, wanted=(wanted,))


def annotated(path: Path, rules: Json) -> Iterator[Case]:
    """The articles of a file of annotations."""
    raw = path.read_bytes()
    for line in (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode().splitlines():
        row = json.loads(line)
        text = row["text"]
        wanted = []
        for attribution in row["attributions"]:
            content, source = ([Span(*ends) for ends in attribution.get(role, ())] for role in ("content", "source"))
            if content:
                groups = ("all", kind_of(" ".join(span.of(text) for span in source), text, rules))
                wanted.append(Wanted(groups=groups, content=tuple(content), source=tuple(source)))
        fields = {"id": row["doc_id"], "outlet": row.get("publisher"), "published": row.get("date")}
        yield Case(line={**fields, "title": row.get("title"), "text": text}, wanted=tuple(wanted))


def kind_of(source: str, text: str, rules: Json) -> str:
    """Which kind of source this is, by the rules at the top."""
    words = WORD.findall(source)
    if not words:
        return "none"
    if {word.casefold() for word in words} <= set(rules["pronouns"].split()):
        return "pronoun"
    head = WORD.findall(_HEAD.split(source, maxsplit=1)[0]) or words
    bare = [re.sub(r"['’]s$", "", word) for word in head]
    if {word.casefold() for word in bare} & set(rules["institutions"].split()) or any(
        map(_ABBREVIATION.fullmatch, bare)
    ):
        return "institution"
    last = bare[-1]
    return "name" if last[0].isupper() and not re.search(rf"\b{re.escape(last.casefold())}\b", text) else "noun phrase"


def judge(case: Case, tagger: Tagger) -> Iterator[Verdict]:
    """Read a case and tell, for each Wanted, what became of it."""
    revision = taken_in(case.line)
    statements = list(statements_of(revision, tagger))
    words = [m.start() for m in WORD.finditer(revision.text)]
    partners = pair([w.content for w in case.wanted], [s[0].content for s in statements], words)
    for number, wanted in enumerate(case.wanted):
        same = statements[partners[number]] if number in partners else ()
        said = [s.source.span for s in same if s.source and s.source.span]
        right = bool(places(said, words) & places(wanted.source, words)) or (not said and not wanted.source)
        text = " ".join(span.of(revision.text) for span in wanted.content)
        yield Verdict(
            wanted=wanted,
            text=revision.text.split("\n\n")[1] if len(case.wanted) == 1 else text,
            found=bool(same),
            source_right=bool(same) and right,
            named=words_of(wanted.name) <= origins_of(same) if wanted.name and same else None,
        )


def taken_in(line: Json) -> Revision:
    """The Revision of one line of coverage, its text as it stands there."""
    capture = Capture(origin="probe", raw=json.dumps(line).encode(), media="application/x-ndjson")
    revision = next(came for came in take_in(capture) if isinstance(came, Revision))
    if revision.text != line["text"]:
        raise SystemExit("expected the text to be kept as it stands, came another; annotations would not fit it")
    return revision


def statements_of(revision: Revision, tagger: Tagger) -> Iterator[list[Statement]]:
    """What is in the text, each with its sources: the statements that share cue and content.

    What lies in another's content, or is the outlet's own, is left out, as annotations leave it out.
    """
    same: defaultdict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for statement in read(revision, tagger).statements:
        if statement.parent is None and not (statement.source and statement.source.naming is Naming.IMPLICIT_AUTHOR):
            same[statement.cue, statement.content].append(statement)
    yield from same.values()


def pair(wanted: Sequence[Sequence[Span]], found: Sequence[Sequence[Span]], words: Sequence[int]) -> dict[int, int]:
    """Which of `found` stands for which of `wanted`, by number; one to one, most similar first."""
    ours, theirs = ([places(spans, words) for spans in contents] for contents in (wanted, found))
    alike = sorted(
        (-len(a & b) / max(len(a), len(b)), i, j) for i, a in enumerate(ours) for j, b in enumerate(theirs) if a & b
    )
    out: dict[int, int] = {}
    taken: set[int] = set()
    for share, i, j in alike:
        if i not in out and j not in taken and -share >= SAME_CONTENT:
            out[i] = j
            taken.add(j)
    return out


def places(spans: Iterable[Span], words: Sequence[int]) -> set[int]:
    """The words that stand in any of the spans, by number; `words` are where they begin."""
    return {
        word for span in spans for word in range(bisect_right(words, span.start - 1), bisect_right(words, span.end - 1))
    }


def words_of(name: str | None) -> set[str]:
    """The words of a name, case apart."""
    return {word.casefold() for word in WORD.findall(name or "")}


def origins_of(statements: Iterable[Statement]) -> set[str]:
    """The words of what the origins of the statements' chains are called."""
    hops = (hop for statement in statements for hop in statement.chain if hop.role is HopRole.ORIGIN)
    return {word for hop in hops for word in words_of(hop.actor)}


def tally(verdicts: Iterable[Verdict]) -> dict[str, dict[str, float | int | None]]:
    """For each group its texts, how many were found, had the right source, and the right name; shares in percent."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for verdict in verdicts:
        for group in verdict.wanted.groups:
            counts[group].update(
                asked=1,
                found=verdict.found,
                source_right=verdict.source_right,
                asked_name=verdict.named is not None,
                named=bool(verdict.named),
            )
    return {
        group: {
            **{key: count[key] for key in ("asked", "found", "source_right", "asked_name", "named")},
            "found_percent": percent(count["found"], count["asked"]),
            "source_right_percent_of_found": percent(count["source_right"], count["found"]),
            "named_percent_of_found": percent(count["named"], count["asked_name"]),
        }
        for group, count in sorted(counts.items(), key=lambda item: (item[0].startswith("report"), "," in item[0]))
    }


def percent(part: int, whole: int) -> float | None:
    """A share in percent; None of nothing."""
    return round(100 * part / whole, 1) if whole else None


def print_table(table: Json) -> None:
    """A line a group: texts, found, source right of those found, name right of those found that have one."""
    print(f"{'':<34}{'asked':>7}{'found':>16}{'source right':>16}{'name right':>16}")
    for group, row in table.items():
        cells = [
            f"{row[key]} {row[share]:>6.1f}" if row[share] is not None else ""
            for key, share in (
                ("found", "found_percent"),
                ("source_right", "source_right_percent_of_found"),
                ("named", "named_percent_of_found"),
            )
        ]
        print(f"{group:<34}{row['asked']:>7}{cells[0]:>16}{cells[1]:>16}{cells[2]:>16}")


if __name__ == "__main__":
    main()
