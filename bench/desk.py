"""How quick is the desk on a large ledger? The sample coverage, copied until there are so many articles.

    python bench/desk.py --articles 10000

Every page is timed. Copies have ids of their own and the names of the first, so that a source has said hundreds of
times what it says there. Each page is asked for as a browser does, first when nothing of it is at hand ("cold", each
time another story), then again; then by many at once, while something else writes to the ledger.
"""

import argparse
import http.client
import re
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from firsthand.flow import Newsroom, Settings
from firsthand.model.briefing import Briefing
from firsthand.model.ids import content_id
from firsthand.show.cli.serve import listening, server
from firsthand.show.samples import samples_folder
from firsthand.show.web import addresses
from firsthand.show.web.works import Works
from firsthand.store import Instead, open_ledger, save_linked, save_reading

_ID = re.compile(r"(st|cl|[a-z])-[0-9a-f]{16}")
_NOW = datetime(2031, 6, 1, tzinfo=UTC)


def main() -> None:
    """Make the ledger, open the desk, and print what each page takes in milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--ledger", type=Path, help="keep the ledger here, and use it again")
    parser.add_argument("--people", type=int, default=50)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.ledger or Path(folder) / "ledger.sqlite"
        if not path.exists():
            fill(path, given.articles)
        works = Works()
        with listening(0) as ear, Newsroom.open(Settings(ledger=str(path))) as newsroom:
            answering = server(newsroom, works, ear.getsockname()[1])
            thread = threading.Thread(target=answering.run, kwargs={"sockets": [ear]}, daemon=True)
            thread.start()
            try:
                measure(newsroom, ear.getsockname()[1], given.people, path)
            finally:
                answering.should_exit = True
                thread.join()
                works.end()


def fill(path: Path, articles: int) -> None:
    """A ledger at `path` with so many articles, or a few more."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Newsroom.open(Settings(ledger=str(Path(folder) / "ledger.sqlite"))) as newsroom,
    ):
        newsroom.follow([str(samples_folder())])
        first = newsroom.recall()
    copies = [copied(first, number) for number in range(-(-articles // len(first.readings)))]
    with open_ledger(path) as ledger:
        for copy in copies:
            for reading in copy.readings:
                save_reading(ledger, reading, read_by="made", at=_NOW)
        save_linked(
            ledger,
            stories=[story for copy in copies for story in copy.stories],
            claims=[claim for copy in copies for claim in copy.claims],
            echoes=[echo for copy in copies for echo in copy.echoes],
            changes=[],
            on=date(2031, 6, 1),
            instead=Instead(stories=[], articles=[], everything=True, upto=10**9, linker="made"),
        )


def copied(briefing: Briefing, number: int) -> Briefing:
    """`briefing` with other ids; a mention of what an earlier wording said leads nowhere, as it may."""

    def other(value: Any) -> Any:  # noqa: ANN401 - any record
        if isinstance(value, str) and type(value) is str:
            return content_id(value.partition("-")[0], value, number) if _ID.fullmatch(value) else value
        if is_dataclass(value) and not isinstance(value, type):
            return replace(
                value, **{field.name: other(getattr(value, field.name)) for field in fields(value) if field.init}
            )
        if isinstance(value, tuple):
            changed = map(other, value)
            return type(value)(*changed) if hasattr(value, "_fields") else tuple(changed)
        return value

    readings = tuple(
        replace(reading, revision=replace(reading.revision, url=f"{reading.revision.url}?copy={number}"))
        for reading in briefing.readings
    )
    return replace(
        briefing,
        readings=tuple(map(other, readings)),
        stories=tuple(map(other, briefing.stories)),
        claims=tuple(map(other, briefing.claims)),
        echoes=tuple(map(other, briefing.echoes)),
    )


def measure(newsroom: Newsroom, port: int, people: int, path: Path) -> None:
    """Print the times of every kind of page."""
    cuttings = newsroom.cuttings
    print("articles, claims:", cuttings.extent())
    lines, total = cuttings.stories(0, 60)
    print(f"{total:,} stories; milliseconds: median, slowest, bytes")
    stories = [line.id for line in lines]
    claims = [newsroom.cuttings.story(name).claims[0].id for name in stories[:3]]
    claims += [c.id for name in stories[40:60] for c in cuttings.story(name).claims[:1]]
    articles = [r.revision.article for name in stories[:2] for r in cuttings.story(name).readings]
    kinds: dict[str, Callable[[], list[str]]] = {
        "today": lambda: ["/", "/?page=2", "/?page=30"],
        "story": lambda: [addresses.story(name) for name in stories[3:33]],
        "story again": lambda: [addresses.story(stories[3])] * 10,
        "claim": lambda: [addresses.claim(name) for name in claims],
        "article": lambda: [addresses.article(name) for name in articles],
        "source": lambda: [addresses.source(one.name) for one in cuttings.sources("", 0, 10)],
        "sources": lambda: ["/sources", "/sources?name=ministry"],
        "search": lambda: ["/search?q=ferry", "/search?q=water+minister", "/search?q=the", "/search?q=Imrie+refloat"],
        "corrections": lambda: ["/corrections", "/add"],
        "data": lambda: [f"{addresses.story(name)}.json" for name in stories[33:38]],
    }
    for kind, paths in kinds.items():
        took = [asked(port, path) for path in paths()]
        ms = [one[0] * 1000 for one in took]
        print(f"{kind:12} {statistics.median(ms):7.0f} {max(ms):7.0f} {max(one[1] for one in took):9,}")
    every = [path for paths in kinds.values() for path in paths()]
    at_once(port, every, people, path)


def asked(port: int, path: str) -> tuple[float, int]:
    """Seconds until the whole answer was there, and its size."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    start = time.perf_counter()
    connection.request("GET", path)
    came = connection.getresponse()
    body = came.read()
    took = time.perf_counter() - start
    connection.close()
    if came.status != 200:  # noqa: PLR2004 - HTTP's
        raise SystemExit(f"{path}: {came.status}")
    return took, len(body)


def at_once(port: int, paths: list[str], people: int, path: Path) -> None:
    """So many people, each looking at a page every second or so, while a ruling a second is written."""
    took: list[float] = []
    over = threading.Event()

    def reads(seed: int) -> None:
        for page in _turns(paths, seed):
            if over.wait(1.0):
                return
            took.append(asked(port, page)[0])

    def writes() -> None:
        with open_ledger(path) as ledger:
            number = 0
            while not over.wait(1.0):
                number += 1
                with ledger.writing() as connection:
                    connection.exec_driver_sql(
                        "UPDATE readings SET read_at = ? WHERE rowid = 1", (f"{_NOW.isoformat()}{number}",)
                    )

    threads = [threading.Thread(target=reads, args=(n,)) for n in range(people)] + [threading.Thread(target=writes)]
    for thread in threads:
        thread.start()
    time.sleep(20)
    over.set()
    for thread in threads:
        thread.join()
    took.sort()
    at = [took[int(len(took) * share)] * 1000 for share in (0.5, 0.95, 0.99)]
    told = ", ".join(f"{ms:.0f}" for ms in at)
    print(f"{people} at once, while it is written to: {len(took)} pages, ms of 50, 95, 99 %: {told}")


def _turns(paths: list[str], seed: int) -> Iterator[str]:
    at = seed * 7
    while True:
        at += 13
        yield paths[at % len(paths)]


if __name__ == "__main__":
    main()
