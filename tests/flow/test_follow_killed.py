"""`kill -9` at any point of following loses no finished article, keeps none twice, and leaves the ledger whole."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from flow.following_loop import TODAY
from flow.site import OneCue

from firsthand.flow.keeping import Keeper
from firsthand.flow.telling import deaf
from firsthand.ingest import collect
from firsthand.model.coverage import Hints
from firsthand.store import all_readings, briefing, linked_on, log_faults, open_ledger

LOOP = Path(__file__).parent / "following_loop.py"
KILLS = 10
"""Of one ledger; five ledgers are killed so."""
EACH = 3
"""Articles that are new to each trip."""
NAMES = ("Ann Lee", "Bo Wren", "Cy Moe", "Di Fox", "Ed Hay")


def put(folder, numbers):
    for n in numbers:
        words = f"{NAMES[n % len(NAMES)]} said that bridge number {n} over the Orrin was shut on Monday."
        article = {"url": f"https://post.example/{n}", "title": f"Bridge {n}", "published": "2031-05-04", "text": words}
        (folder / f"{n:03}.jsonl").write_text(f"{json.dumps(article)}\n", "utf-8")


def killed(where, folder, lines, longest_s, delays):
    """Follow until so many things were told and a moment more, then kill; gives the titles that were finished."""
    command = [sys.executable, str(LOOP), str(where), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout.readline() == "ready\n", process.stderr.read()
            told = [process.stdout.readline().strip() for _ in range(lines)]
            time.sleep(delays.uniform(0, longest_s))
        finally:
            process.kill()
        told += [line.strip() for line in process.stdout]
        # One that was done before the moment came was not killed, and that is a moment, too.
        assert process.wait() in {-signal.SIGKILL, 0}
    return {line.removeprefix("reading: ") for line in told if line.startswith("reading: ")}


def assert_whole(where, finished):
    with open_ledger(where) as ledger:
        with ledger.asking() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        titles = [reading.revision.title for reading in all_readings(ledger)]
        assert len(titles) == len(set(titles))
        assert finished <= set(titles)
        assert all(len(reading.statements) == 1 for reading in all_readings(ledger))
        # What was linked is whole as well: of the last trip that came to its end, or of the one before.
        said = {statement.id for reading in all_readings(ledger) for statement in reading.statements}
        assert {mention.statement for claim in briefing(ledger).claims for mention in claim.mentions} <= said
        assert log_faults(ledger) == ()


def to_the_end(where, folder):
    keeper = Keeper.at(str(where))
    keeper.follow(collect([str(folder)]), Hints(), OneCue(), today=TODAY, listener=deaf)
    keeper.close()


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
@pytest.mark.parametrize("seed", range(5))
def test_following_that_is_killed_fifty_times_loses_no_finished_article(tmp_path, seed):
    where, folder, moments = tmp_path / "ledger.sqlite", tmp_path / "in", random.Random(seed)  # noqa: S311 - moments
    folder.mkdir()
    finished = set()
    for turn in range(KILLS):
        put(folder, range(EACH * turn, EACH * (turn + 1)))
        # Before the first is told, among the readings, while linking, or while what was linked is saved.
        lines = moments.randrange(EACH * (turn + 1) + 3)
        finished |= killed(where, folder, lines, 0.05, moments)
        assert_whole(where, finished)
    assert finished
    to_the_end(where, folder)
    with open_ledger(where) as ledger:
        titles = [reading.revision.title for reading in all_readings(ledger)]
        assert sorted(titles) == sorted(f"Bridge {n}" for n in range(EACH * KILLS))
        assert linked_on(ledger) == TODAY
        assert len({m.article for claim in briefing(ledger).claims for m in claim.mentions}) == EACH * KILLS
        assert log_faults(ledger) == ()
