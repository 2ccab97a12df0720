"""What does the project's own gold say, in the form of the contract? samples.json and the articles, made rows to teach.

    .venv/bin/firsthand read samples --json > training/out/own/read.jsonl
    .venv/bin/python training/own.py --gold eval/gold/samples.json --read training/out/own/read.jsonl > gold.jsonl

The gold quotes contents and sources; it says no cues, it quotes the core of a content, and it lists the statements of
claims, not every statement. So what can be derived is derived, and the rest is said to be `unjudged`:

source, content  the gold's words, where they stand nearest to each other
cue              the one reporting verb (or "according to") between the two, or after the source where the content
                 comes first; where there is none or several, the cue is null and the link is not taught
no statement     passages that the gold calls furniture or the outlet's own voice, and sentences outside quotations
                 without a word of reporting (reporting.en.toml)
unjudged         all other words: those of a statement's sentence that the gold does not quote, and sentences that may
                 hold a statement that the gold does not list
"""

import argparse
import json
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from firsthand.model.span import Span, SpanIndex, hull
from firsthand.text.quotes import find_quotations
from firsthand.text.sentences import split_sentences
from rows import Row, rows

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_ACCORDING = re.compile(r"\baccording to\b", re.IGNORECASE)
_MARKS = re.compile(r"[\"“”„«»‘]|''|``")
_BETWEEN = 8
"""Words between a source and its content, at most, for the verb among them to be their cue. Set by hand."""
_AFTER = 3
"""Words behind a source that follows its content, at most, of which one may be the cue. Set by hand."""


def contract_rows(gold: Row, read: Iterable[Row]) -> Iterator[Row]:
    """For each article of `read` that the gold knows, what the gold says of it; `read` is as the program prints it."""
    stated, silent = defaultdict(list), defaultdict(list)
    for claim in gold["claims"]:
        for statement in claim["statements"]:
            stated[statement["file"], statement["item"]].append(statement)
        for passage in claim["restated"]:
            silent[passage["file"], passage["item"]].append(passage["quote"])
    for passage in gold["furniture"]:
        silent[passage["file"], passage["item"]].append(passage["quote"])
    by_url: Mapping[str, list[Row]] = defaultdict(list)
    for article in gold["articles"]:
        by_url[article["url"].rstrip("/")].append(article)
    for row in read:
        for article in by_url[(row["article"]["url"] or "").rstrip("/")]:
            if str(row["article"]["input"]).endswith(article["file"]):
                place = article["file"], article["item"]
                yield row_of(row, stated[place], silent[place])


def row_of(row: Row, stated: Sequence[Row], silent: Sequence[str]) -> Row:
    """One article with the statements that the gold has of it; `silent` are passages that hold none."""
    text = row["text"]
    sentences = split_sentences(text)
    found = [made for number, each in enumerate(stated) if (made := statement_of(text, sentences, each, f"s{number}"))]
    roles = [part for each in found for part in (each["source"], each["cue"], *each["content"]) if part]
    held = SpanIndex(Span(part["start"], part["end"]) for part in roles)
    quiet = SpanIndex(span for quote in silent for span in _places(text, quote))
    quoted = SpanIndex(span for quotation in find_quotations(text) for span in quotation.spans)
    told = [s for s in sentences if (quoted.overlaps(s) or may_report(s.of(text))) and not quiet.overlaps(s)]
    open_ = sorted({*told, *(s for s in sentences if held.overlaps(s))})
    kept = {name: value for name, value in row.items() if name in ("contract", "article", "text", "notices")}
    return {**kept, "statements": found, "unjudged": [[s.start, s.end] for s in open_]}


def statement_of(text: str, sentences: Sequence[Span], stated: Row, name: str) -> Row | None:
    """One statement of the gold with its places; None where its words are not in `text`."""
    contents = _places(text, stated["quote"])
    if not contents:
        return None
    sources = _places(text, (stated["source"] or "").rstrip(" ,"))
    pairs = [(_apart(content, source), content, source) for content in contents for source in sources]
    _, content, source = min(pairs) if pairs else (0, contents[0], None)
    whole = [content]
    for more in stated["more"]:
        # The parts come in order; one that only stands earlier is no part of this statement.
        later = [place for place in _places(text, more) if place.start >= whole[-1].end]
        whole += later[:1]
    cue = source and cue_of(text, sentences, source, whole)
    spans = {"source": source and _record(text, source), "cue": cue and _record(text, cue)}
    return {"id": name, "parent": None, **spans, "content": [_record(text, part) for part in whole]}


def cue_of(text: str, sentences: Sequence[Span], source: Span, contents: Sequence[Span]) -> Span | None:
    """The cue that joins `contents` to `source`, where there is only one that it can be."""
    content = min(contents, key=lambda part: _apart(part, source))
    if content.overlaps(source):
        return None
    if source.end <= content.start:
        found = _reporting(text, Span(source.end, content.start), _BETWEEN)
        whole = hull((source, content))
        inside = any(sentence.contains(Span(whole.start, content.start)) for sentence in sentences)
        return found[0] if inside and len(found) == 1 else None
    if found := _reporting(text, Span(content.end, source.start), _AFTER):
        return found[0] if len(found) == 1 else None
    end = next((s.end for s in sentences if s.start <= source.start < s.end), source.end)
    nearest = min([end, *(part.start for part in contents if part.start >= source.end)])
    rest = Span(source.end, max(nearest, source.end))
    words = [Span(*m.span()) for m in _WORD.finditer(text, rest.start, rest.end)][:_AFTER]
    found = _reporting(text, hull(words), _AFTER) if words else []
    return found[0] if len(found) == 1 else None


def _reporting(text: str, span: Span, most: int) -> list[Span]:
    """The words of `span` that report something; none where it has more than `most` words."""
    words = [Span(*m.span()) for m in _WORD.finditer(text, span.start, span.end)]
    if len(words) > most:
        return []
    if according := _ACCORDING.search(text, span.start, span.end):
        return [Span(*according.span())]
    return [word for word in words if word.of(text).lower() in _listed()["cues"]]


def may_report(sentence: str) -> bool:
    """Whether `sentence` has a quotation mark or any word of reporting."""
    words = _WORD.findall(sentence.lower())
    return bool(_MARKS.search(sentence)) or not all(known.isdisjoint(words) for known in _listed().values())


@cache
def _listed() -> Mapping[str, frozenset[str]]:
    """The words of reporting: `cues`, and `hints` besides them."""
    found = tomllib.loads(Path(__file__).with_name("reporting.en.toml").read_text("utf-8"))
    return {name: frozenset(words) for name, words in found.items()}


def _places(text: str, quote: str) -> list[Span]:
    """Where `quote` stands in `text`, not within a longer word; nowhere if it is empty."""
    whole = rf"(?<!\w){re.escape(quote)}(?!\w)" if quote[:1].isalnum() else rf"{re.escape(quote)}(?!\w)"
    return [Span(*m.span()) for m in re.finditer(whole, text)] if quote else []


def _apart(one: Span, other: Span) -> int:
    """Code points between two spans; 0 where they overlap."""
    return max(one.start - other.end, other.start - one.end, 0)


def _record(text: str, span: Span) -> Row:
    return {"exact": span.of(text), "start": span.start, "end": span.end}


def main() -> None:
    """Print the rows, and on standard error what became of the gold."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--gold", type=Path, required=True)
    ask.add_argument("--read", type=Path, required=True, help="what `firsthand read samples --json` printed")
    told = ask.parse_args()
    made = list(contract_rows(json.loads(told.gold.read_text("utf-8")), rows(told.read)))
    for row in made:
        print(json.dumps(row, ensure_ascii=False))
    found = [statement for row in made for statement in row["statements"]]
    sourced, cued = (sum(each[role] is not None for each in found) for role in ("source", "cue"))
    print(f"{len(made)} articles, {len(found)} statements, {sourced} with source, {cued} with cue", file=sys.stderr)


if __name__ == "__main__":
    main()
