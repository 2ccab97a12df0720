"""A program that is killed, or interrupted, while it saves leaves a ledger that is whole."""

import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from firsthand.store import all_readings, briefing, open_ledger

SAID = 30
LOOP = Path(__file__).parent / "saving_loop.py"


@contextmanager
def saving(where, first):
    """The program that saves, from the moment in which it begins to open the ledger."""
    command = [sys.executable, str(LOOP), str(where), str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout.readline() == "ready\n", process.stderr.read()
            yield process
        finally:
            process.kill()


def assert_whole(where, saved):
    """All that was reported as saved is there, and nothing is there in part."""
    with open_ledger(where) as ledger:
        with ledger.asking() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        readings = all_readings(ledger)
        assert all(len(r.statements) == SAID and len(r.statements[0].chain) == 2 for r in readings)
        assert saved <= {r.revision.id for r in readings}
        assert all(c.mentions for c in briefing(ledger).claims)
        with ledger.writing() as connection:
            connection.exec_driver_sql("INSERT INTO passages(passages, rank) VALUES ('integrity-check', 1)")


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
@pytest.mark.parametrize("seed", range(5))
def test_a_killed_program_leaves_the_ledger_whole(tmp_path, seed):
    where = tmp_path / "ledger.sqlite"
    delays = random.Random(seed)  # noqa: S311 - moments, not secrets
    saved = set()
    # First while the ledger is made, then while it is filled.
    for turn, (lines, longest_s) in enumerate([(0, 0.04), (1 + delays.randrange(6), 0.03)]):
        with saving(where, turn * 10_000) as process:
            saved |= {process.stdout.readline().strip() for _ in range(lines)}
            time.sleep(delays.uniform(0, longest_s))
            process.kill()
            saved |= {line.strip() for line in process.stdout}
            assert process.wait() == -signal.SIGKILL
        assert_whole(where, saved - {""})
    assert saved


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
def test_an_interrupted_program_leaves_the_ledger_whole(tmp_path):
    where = tmp_path / "ledger.sqlite"
    with saving(where, 0) as process:
        saved = {process.stdout.readline().strip() for _ in range(3)}
        time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        rest, complaint = process.communicate(timeout=60)
    assert complaint.strip().endswith("KeyboardInterrupt")
    assert_whole(where, saved | set(rest.split()))
    assert not Path(f"{where}-wal").exists()
