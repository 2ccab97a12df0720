"""Short invented coverage whose passages are tagged with their claims (`training/scenes`), as stories of the gold.

    ## The ferry strike at Ostrel, 2033
    # 1 All 412 crew members have stopped work
    @ wire
    OSTREL - {1|Not a rope was touched}, the harbour office said. It denied that {-2|anything had been offered}.

There are ten times as many of them as of whole stories, so that what is learnt from the two hangs on no story's ways.
They say nothing of origins, and each outlet's article is taken to have come out a day after the one before.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from story_run import Json, Story

_TAG = re.compile(r"\{([^|{}]*)\|([^{}]*)\}")
_CLAIM = re.compile(r"(-?)(\d+)\*?")
_STORY = re.compile(r"^## .*$", re.MULTILINE)
_ARTICLE = re.compile(r"^@ (.*)$", re.MULTILINE)
_HEAD = re.compile(r"^# (\d+) (.*)$", re.MULTILINE)
_FIRST = datetime(2033, 5, 1, 10, tzinfo=UTC)


def scenes_in(folder: Path) -> Iterator[Story]:
    """The stories of all files of `folder`."""
    for path in sorted(folder.glob("*.txt")):
        for at, story in enumerate(_STORY.split(path.read_text("utf-8"))[1:]):
            yield _story(f"scene-{path.stem}-{at}", story)


def _story(name: str, written: str) -> Story:
    head, *parts = _ARTICLE.split(written)
    claims: dict[str, dict[str, Any]] = {
        number: {"id": number, "text": text, "mentions": []} for number, text in _HEAD.findall(head)
    }
    articles: dict[str, Json] = {}
    for at, (outlet, tagged) in enumerate(zip(parts[::2], parts[1::2], strict=True)):
        article = f"a{at:02}"
        for told, passage in _TAG.findall(tagged):
            for sign, number in _CLAIM.findall(told):
                bearing = "denies" if sign else "supports"
                claims[number]["mentions"].append({"article": article, "text": passage, "bearing": bearing})
        articles[article] = _article(name, at, outlet, _TAG.sub(r"\2", tagged).strip())
    return Story(name=name, told={"claims": list(claims.values())}, articles=articles)


def _article(story: str, at: int, outlet: str, text: str) -> Mapping[str, str]:
    """One article, as a file of the gold has it."""
    return {
        "url": f"https://{outlet.replace(' ', '-')}.example/{story}-{at}",
        "outlet": f"The {outlet.title()}",
        "published": f"{_FIRST + timedelta(days=at):%Y-%m-%dT%H:%MZ}",
        "text": text,
    }
