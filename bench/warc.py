"""How much memory does a crawl take, and how many of its pages are read a second? A WARC file of any size, invented.

    .venv/bin/python bench/warc.py 1000                    a file of 1,000 MB: opened only, then taken in
    .venv/bin/python bench/warc.py 1000 --packed           the same, each record packed by gzip
    .venv/bin/python bench/warc.py 20 --program            the whole program, with its model: firsthand read --json
    .venv/bin/python bench/warc.py 1000 --keep big.warc    keep the file

Each page differs from all others: 100 kB, of which 4 kB are an article and the rest what surrounds it on a news page
(menus, teasers, scripts). Each measurement is a process of its own; prints peak resident memory, from the operating
system's account, wall and CPU seconds, and pages a CPU-second.
"""

import argparse
import gzip
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

MEGABYTE = 1_000_000
OPEN = "import sys; from firsthand.ingest import collect; print(sum(1 for _ in collect(sys.argv[1:])))"
TAKE = (
    "import sys; from firsthand.ingest import Capture, collect, take_in; "
    "from firsthand.model.coverage import Revision; "
    "print(sum(isinstance(r, Revision) for c in collect(sys.argv[1:]) if isinstance(c, Capture) for r in take_in(c)))"
)
PROGRAM = "from firsthand.show.cli.app import main; main()"
NAMES = ["Ann Lee", "Ravi Okoye", "Mina Toor", "Jo Stern", "Ola Brandt", "Tess Quill", "Ivo Marsh", "Nia Holt"]
OFFICES = [
    "harbour master",
    "mayor",
    "chief engineer",
    "union leader",
    "school head",
    "fire officer",
    "judge",
    "farmer",
]
THINGS = ["bridge", "ferry", "school", "mill", "reservoir", "tram", "market", "hospital", "quarry", "theatre"]
VERBS = [
    "will reopen",
    "has been closed",
    "needs new gates",
    "is safe",
    "was flooded",
    "will cost more",
    "has no staff",
]
PLACES = ["Harrow Sands", "Eastwick", "Old Tarn", "Millbrook", "Port Vell", "Norrey", "Granby Cross"]


def main() -> None:
    """Make the file, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("megabytes", type=int, help="size of the file")
    parser.add_argument("--packed", action="store_true", help="pack each record by gzip")
    parser.add_argument("--program", action="store_true", help="run the whole program on it")
    parser.add_argument("--keep", type=Path, help="keep the file under this name")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        name = "crawl.warc.gz" if asked.packed else "crawl.warc"
        path = asked.keep or Path(folder) / name
        pages = make(path, asked.megabytes * MEGABYTE, packed=asked.packed)
        print(f"{path.stat().st_size / MEGABYTE:,.0f} MB, {pages:,} pages", flush=True)
        if asked.program:
            measure("firsthand read --json", ["-c", PROGRAM, "read", str(path), "--json"], pages)
        else:
            measure("opened", ["-c", OPEN, str(path)], pages)
            measure("opened and taken in", ["-c", TAKE, str(path)], pages)


def make(path: Path, size: int, *, packed: bool) -> int:
    """Write a WARC file of at least `size` bytes; how many pages it has."""
    chance = random.Random(4)  # noqa: S311 - the same pages each time
    pages = 0
    with path.open("wb") as out:
        while out.tell() < size:
            for record in records(chance, pages):
                out.write(gzip.compress(record, 6) if packed else record)
            pages += 1
    return pages


def records(chance: random.Random, number: int) -> Iterator[bytes]:
    """The request of one page and its answer; a picture now and then."""
    address = f"https://{chance.choice(PLACES).lower().replace(' ', '-')}.example/{number}"
    yield record("request", address, b"GET / HTTP/1.1\r\nHost: a.example\r\n\r\n")
    if number % 10 == 0:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"
        yield record("response", f"{address}.png", head + chance.randbytes(20_000))
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    yield record("response", address, head + page(chance, number).encode())


def record(kind: str, address: str, block: bytes) -> bytes:
    """One record of a WARC file."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2031-05-04T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{abs(hash((kind, address))):032x}>\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def page(chance: random.Random, number: int) -> str:
    """A page of 100 kB: an article of 30 paragraphs, and what surrounds it."""
    paragraphs = "".join(f"<p>{sentence(chance)} {sentence(chance)}</p>" for _ in range(30))
    teasers = "".join(f'<li><a href="/{chance.randrange(10**6)}">{sentence(chance)}</a></li>' for _ in range(120))
    script = f"<script>var state = '{chance.randbytes(35_000).hex()}';</script>"
    return (
        f"<!doctype html><html lang=en><head><title>{sentence(chance)} {number}</title>"
        '<meta property="article:published_time" content="2031-05-04T09:00:00Z">'
        f"{script}</head><body><nav><ul>{teasers}</ul></nav><article><h1>{sentence(chance)}</h1>"
        f"{paragraphs}</article><aside><ul>{teasers}</ul></aside></body></html>"
    )


def sentence(chance: random.Random) -> str:
    """Somebody says something."""
    pick = chance.choice
    return (
        f"The {pick(THINGS)} in {pick(PLACES)} {pick(VERBS)}, {pick(NAMES)}, the {pick(OFFICES)}, said on day "
        f"{chance.randrange(1, 400)} of the works."
    )


def measure(name: str, words: Sequence[str], pages: int) -> None:
    """Run one process and print what it took."""
    begun = time.monotonic()
    with subprocess.Popen([sys.executable, *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        said = process.stderr.read() if process.stderr else b""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > 1:
        raise SystemExit(f"{name} ended with {process.returncode}: {said.decode()[-2000:]}")
    cpu = used.ru_utime + used.ru_stime
    print(
        f"{name:<24} {used.ru_maxrss / 1024:>6.0f} MB  {time.monotonic() - begun:>7.1f} s  {cpu:>7.1f} CPU-s  "
        f"{pages / cpu:>7.1f} pages a CPU-second",
        flush=True,
    )


if __name__ == "__main__":
    main()
