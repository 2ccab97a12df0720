"""Does the measure hand the scorer what was found, best first? The scorer is a stand-in that says what it was given."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

PROGRAM = Path(__file__).parents[2] / "eval" / "find_claims.py"
SCORER = """
import json, sys
rows = [json.loads(line) for line in open(sys.argv[4], encoding="utf-8")]
print(json.dumps({"given": rows, "words": sys.argv[1:4:2]}))
"""
CLAIMS = [
    {"claim_id": "7", "claim": "The dam at Corry has burst.", "title": "Did the Corry Dam Burst?"},
    {"claim_id": "9", "claim": "Milk prices rose by a tenth.", "title": "Is Milk Dearer?"},
]


def test_the_scorer_is_given_rankings(tmp_path):
    data = tmp_path / "data" / "posts"
    data.mkdir(parents=True)
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "score_retrieval.py").write_text(SCORER, "utf-8")
    (data / "claims.jsonl.gz").write_bytes(gzip.compress("\n".join(map(json.dumps, CLAIMS)).encode()))
    posts = [{"query_id": "1", "text": "Milk costs a tenth more!", "relevant": ["9"]}]
    (data / "dev.jsonl").write_text("\n".join(map(json.dumps, posts)), "utf-8")
    done = subprocess.run(
        [sys.executable, str(PROGRAM), "--gold", str(data / "dev.jsonl")], capture_output=True, check=True
    )
    told = json.loads(done.stdout)
    assert told["words"] == ["--gold", "--pred"]
    assert [row["query_id"] for row in told["given"]] == ["1"]
    assert told["given"][0]["ranking"][0] == "9"
    assert told["claims"] == len(CLAIMS)
