"""Files of articles: plain and gzipped lines, and what an article is called."""

import gzip
import json
from pathlib import Path

from rows import name_of, rows, stem


def test_plain_and_gzipped_files_hold_the_same(tmp_path):
    lines = "".join(json.dumps({"doc_id": f"d{n}", "text": "“ja”\u2028"}) + "\n" for n in range(3))
    (tmp_path / "a.jsonl").write_text(lines, "utf-8")
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    plain = list(rows(tmp_path / "a.jsonl"))
    assert plain == list(rows(tmp_path / "a.jsonl.gz"))
    assert [name_of(row) for row in plain] == ["d0", "d1", "d2"]


def test_an_article_of_the_contract_has_its_own_name():
    assert name_of({"article": {"id": "a-1"}}) == "a-1"


def test_a_file_s_name_is_had_without_its_endings():
    assert stem(Path("x/train.jsonl.gz")) == stem(Path("train.jsonl")) == "train"
