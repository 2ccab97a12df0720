"""A watch that is killed at any moment loses no article, keeps none twice, and leaves a ledger that is whole."""

import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flow.site import Asker, MadeClock, OneCue, running

from firsthand.flow import Terms
from firsthand.flow.keeping import Keeper
from firsthand.flow.telling import deaf
from firsthand.flow.watch import Watch
from firsthand.store import all_readings, open_ledger

LOOP = Path(__file__).parent / "watching_loop.py"
ARTICLES = 60
"""More than are told in all the moments together: each takes some milliseconds."""


def killed_after(where, address, lines, longest_s, delays):
    """Watch until so many things were told and a moment more, then kill; gives what was told."""
    command = [sys.executable, str(LOOP), str(where), address]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout.readline() == "ready\n", process.stderr.read()
            told = [process.stdout.readline().strip() for _ in range(lines)]
            time.sleep(delays.uniform(0, longest_s))
        finally:
            process.kill()
        told += [line.strip() for line in process.stdout]
        assert process.wait() == -signal.SIGKILL
    return [line for line in told if line]


def to_the_end(where, address):
    """One whole round; gives what was told."""
    told, clock = [], MadeClock(datetime.now(UTC) + timedelta(hours=2))
    keeper = Keeper.at(str(where))
    watch = Watch(keeper, Asker(keeper.visiting, clock), OneCue(), clock, lambda news: told.append(news.url))
    watch.run([address], Terms(every=timedelta(minutes=10), once=True), deaf)
    keeper.close()
    return told


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
@pytest.mark.parametrize("seed", range(2))
def test_a_watch_that_is_killed_again_and_again_keeps_each_article_once(tmp_path, seed):
    where, delays = tmp_path / "ledger.sqlite", random.Random(seed)  # noqa: S311 - moments, not secrets
    with running() as site:
        numbers = range(1, ARTICLES + 1)
        for n in numbers:
            site.article(n)
        site.feed(*numbers)
        told = []
        for lines in (0, 1, 2, 3):
            told += killed_after(where, site.at("/feed"), lines, 0.02, delays)
        site.feed(*numbers, 99)
        site.article(99)
        told += to_the_end(where, site.at("/feed"))
    with open_ledger(where) as ledger:
        with ledger.asking() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        kept = [r.revision.url for r in all_readings(ledger)]
    assert sorted(kept) == sorted(site.at(f"/{n}") for n in (*numbers, 99))
    assert len(told) == len(set(told))
    assert set(told) <= set(kept)
    assert len(told) >= len(kept) - 4  # each kill may have left one that was kept and not told
