import json
from pathlib import Path

import pytest

from firsthand.ingest.capture import Capture
from firsthand.ingest.intake import take_in
from firsthand.model.coverage import Revision

CASES = json.loads((Path(__file__).parent.parent / "cases" / "ingest" / "wires.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_whom_an_article_credits(case):
    row = {name: case[name] for name in ("text", "byline", "outlet") if name in case} | {"language": "en"}
    (revision,) = take_in(Capture(origin="x", raw=(json.dumps(row) + "\n").encode(), media="application/x-ndjson"))
    assert isinstance(revision, Revision)
    assert revision.wire == case["wire"]
    if "last" in case:
        assert revision.notices[-1].span.of(revision.text) == case["last"]
