"""Are checked claims found by the posts that repeat them? Looks each post up, and calls the scorer beside the data.

    .venv/bin/python eval/find_claims.py --gold ../shared/data/claim_retrieval/dev.jsonl

`claims.jsonl.gz` lies beside the posts, `tools/score_retrieval.py` in the folder that holds `data`. Prints the scorer's
figures (as `--details` also the posts whose first claim is not the right one), and `cpu`: seconds of making the index
and of one query. Of claims that score alike the earlier in the collection goes first. It has 185 claims in the words of
another ("x" and 'x'), of which only one counts as right; which of the two goes first is chance, and no merit.
"""

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from firsthand.link.lookup import ClaimIndex, Hit

RANKED = 20
"""So many claims are ranked for each post: the scorer looks no further."""

Json = Mapping[str, Any]


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--details", action="store_true", help="list the posts that were not found, a line each")
    asked = parser.parse_args()
    packed = (asked.gold.parent / "claims.jsonl.gz").read_bytes()
    claims, posts = _rows(gzip.decompress(packed).decode()), _rows(asked.gold.read_text("utf-8"))
    begun = time.process_time()
    index = ClaimIndex.of([(claim["claim"], claim["title"]) for claim in claims])
    made = time.process_time()
    found = [index.find(post["text"], most=RANKED, floor=0) for post in posts]
    taken = (time.process_time() - made) / len(posts)
    score = _scored(asked.gold, posts, [[claims[hit.place]["claim_id"] for hit in hits] for hits in found])
    cpu = {"index": round(made - begun, 2), "query": round(taken, 4)}
    print(json.dumps({**score, "claims": len(claims), "cpu": cpu}, indent=1))
    if asked.details:
        for post, hits in zip(posts, found, strict=True):
            _tell(post, hits, claims)


def _rows(lines: str) -> list[Json]:
    return [json.loads(line) for line in lines.splitlines()]


def _scored(gold: Path, posts: Sequence[Json], rankings: Sequence[Sequence[str]]) -> Json:
    """What the scorer says of `rankings`, one for each of `posts`."""
    scorer = gold.resolve().parents[2] / "tools" / "score_retrieval.py"
    rows = ({"query_id": p["query_id"], "ranking": ids} for p, ids in zip(posts, rankings, strict=True))
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "pred.jsonl"
        told.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        done = subprocess.run(
            [sys.executable, str(scorer), "--gold", str(gold), "--pred", str(told)], capture_output=True, check=False
        )
    if done.returncode:
        raise SystemExit(f"{scorer} ended with {done.returncode}:\n{done.stderr.decode()[-2000:]}")
    figures: Json = json.loads(done.stdout)
    return figures


def _tell(post: Json, hits: Sequence[Hit], claims: Sequence[Json]) -> None:
    first = [claims[hit.place] for hit in hits[:1]]
    if first and first[0]["claim_id"] in post["relevant"]:
        return
    right = next(claim for claim in claims if claim["claim_id"] in post["relevant"])
    ids = [claims[hit.place]["claim_id"] for hit in hits]
    rank = ids.index(right["claim_id"]) + 1 if right["claim_id"] in ids else None
    print(f"\n{post['query_id']}: {post['text']}\n   right ({rank}): {right['claim']} | {right['title']}")
    for claim in first:
        print(f"   first: {claim['claim']} | {claim['title']}")


if __name__ == "__main__":
    main()
