"""Is the claim that words mean found among what the program tells? Each claim of the gold is looked up.

    .venv/bin/python eval/find_told.py --split train --cache eval/out/readings

queries   claims of the gold, each looked up among the claims that the program tells of its story
told      of these, those of which the program has a mention in some claim: the right ones
decided   that `meant` decides; right: of these, for a right claim
first, listed   of those told: a right claim is the first found, is among all that are listed
absent    the same queries among all other stories of the split, where no claim is meant: decided, and found at all
"""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from stories import SPLITS
from story_match import Matched
from story_run import Cache, run, stories_in

from firsthand.flow.follow import understand
from firsthand.link.lookup import Found, index_claims, meant
from firsthand.model.briefing import Briefing

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=HERE / "gold" / "stories")
    parser.add_argument("--split", choices=SPLITS, required=True)
    parser.add_argument("--cache", type=Path, help="a folder in which readings are kept")
    asked = parser.parse_args()
    cache = Cache(asked.cache)
    told = []
    for story in stories_in(asked.gold, asked.split, None):
        ran, readings = run(story, cache)
        ordered = sorted(readings, key=lambda r: r.revision.article)
        told.append((Matched(ran), understand(ordered, known=(), today=story.today)))
    print(json.dumps(score(told), indent=1))


def score(told: Sequence[tuple[Matched, Briefing]]) -> dict[str, int]:
    """All figures, over stories and what the program tells of each."""
    counts = Counter[str]()
    finders = [_Finder(briefing) for _, briefing in told]
    for at, (matched, _) in enumerate(told):
        for name, claim in matched.claims.items():
            right = {matched.claim_of[s] for m in matched.of(name) for s in m.statements if s in matched.claim_of}
            found = finders[at].find(claim["text"])
            elsewhere = [
                hit for other, finder in enumerate(finders) if other != at for hit in finder.find(claim["text"])
            ]
            elsewhere.sort(key=lambda hit: -hit.score)
            sure = meant(found)
            counts["queries"] += 1
            counts["told"] += bool(right)
            counts["decided"] += sure is not None
            counts["right"] += sure is not None and sure.claim.id in right
            counts["first"] += bool(found) and found[0].claim.id in right
            counts["listed"] += any(hit.claim.id in right for hit in found)
            counts["absent_decided"] += meant(elsewhere) is not None
            counts["absent_found"] += bool(elsewhere)
    return dict(counts)


class _Finder:
    """Looks for claims of one briefing, whose index is made once."""

    def __init__(self, briefing: Briefing) -> None:
        self._claims = sorted(briefing.claims, key=lambda claim: (claim.text, claim.id))
        self._index = index_claims(self._claims, (*briefing.readings, *briefing.replaced))

    def find(self, words: str) -> list[Found]:
        return [Found(claim=self._claims[hit.place], score=hit.score) for hit in self._index.find(words)]


if __name__ == "__main__":
    main()
