"""How fast `archiver serve` answers in a large archive (`make bench-web`).

An archive of 200,000 generated articles (bench/web/generated.py), the real server on loopback, one visitor after
the other, each page asked for with other parameters each time, so that nothing is answered from memory that a
newcomer would not get from memory too. Told for each kind of page: median and 95th percentile of the time from
the request to the answer's last byte, and the server's CPU time for each request, in ms.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import httpx

sys.path.insert(0, str(Path(__file__).parent))

from generated import SITES, TOPICS, article_id, generate, people, word, zipf

TICKS = os.sysconf("SC_CLK_TCK")


def questions(articles: int, chance: random.Random) -> dict[str, Callable[[], str]]:
    """For each kind of page: what makes another address each time."""
    names = list(people(300))

    def day() -> str:
        return f"{chance.randrange(2010, 2025)}-{chance.randrange(1, 13):02d}"

    return {
        "home": lambda: "/",
        "list, a page of it": lambda: f"/search?page={chance.randrange(1, 9000)}",
        "list of a month": lambda: f"/search?from={day()}&source=Paper+{chance.randrange(SITES)}",
        "search, one word": lambda: f"/search?q={word(zipf(chance, 20000))}",
        "search, two words and a topic": lambda: (
            f"/search?q={word(zipf(chance, 200))}+{word(zipf(chance, 200))}&topic={chance.choice(TOPICS[:12])[0]}"
        ),
        "article": lambda: f"/article/{article_id(chance.randrange(articles))}",
        "article, with what was removed": lambda: f"/article/{article_id(chance.randrange(articles))}?removed=1",
        "person": lambda: f"/people/{quote(chance.choice(names))}",
        "people": lambda: f"/people?q={word(chance.randrange(400))}",
        "topic": lambda: f"/topics/{chance.choice(TOPICS[:12])[0]}",
        "site": lambda: f"/sites/paper-{chance.randrange(SITES)}.example",
        "statistics": lambda: "/statistics",
        "feed": lambda: f"/search.atom?source=Paper+{chance.randrange(SITES)}&from={day()}",
        "API, articles": lambda: f"/api/v1/articles?from={day()}&limit=50",
    }


def cpu(pid: int) -> float:
    """Seconds of CPU that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def measure(client: httpx.Client, pid: int, ask: Callable[[], str], times: int) -> tuple[list[float], float]:
    """Seconds of each request, sorted, and the server's CPU seconds for one."""
    taken, before = [], cpu(pid)
    for _ in range(times):
        start = time.perf_counter()
        answer = client.get(ask())
        taken.append(time.perf_counter() - start)
        assert answer.status_code == 200, (answer.url, answer.text[:400])
    return sorted(taken), (cpu(pid) - before) / times


def serving(archive: Path) -> Iterator[tuple[str, int]]:
    """The server's address and its process, once everything is loaded; how long that takes is printed."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "archiver", "serve", "-a", str(archive), "--port", "0", "--json"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert server.stdout is not None
    try:
        address = json.loads(server.stdout.readline())["address"]
        for what, page in (("answers", "about"), ("shows its pages", ""), ("is searched", "search?q=ba")):
            until_answered(address + page, what == "answers")
            print(f"{what} {time.perf_counter() - start:.1f} s after it was started, {cpu(server.pid):.1f} s CPU")
        yield address, server.pid
    finally:
        server.terminate()
        server.wait()


def until_answered(address: str, also_in_words: bool) -> None:
    """Ask until there is a page. also_in_words: one that says that the archive is being loaded will do."""
    while httpx.get(address, timeout=60).status_code == 503 and not also_in_words:
        time.sleep(0.05)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--requests", type=int, default=60, help="of each kind")
    parser.add_argument("--archive", type=Path, help="keep the archive here, and use it again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive = options.archive or Path(folder) / "archive"
        if not (archive / "articles").is_dir():
            generate(archive, options.articles)
        for address, pid in serving(archive):
            report(address, pid, options)


def report(address: str, pid: int, options: argparse.Namespace) -> None:
    resident = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if "VmRSS" in line).split()[1]
    print(f"{options.articles:,} articles; {int(resident) // 1024:,} MiB resident\n")
    print(f"{'ms':34} {'median':>8} {'p95':>8} {'CPU':>8}")
    everything: list[float] = []
    with httpx.Client(base_url=address, timeout=120) as client:
        for kind, ask in questions(options.articles, random.Random(7)).items():
            taken, used = measure(client, pid, ask, options.requests)
            everything += taken
            p95 = taken[int(len(taken) * 0.95)]
            print(f"{kind:34} {1000 * statistics.median(taken):8.1f} {1000 * p95:8.1f} {1000 * used:8.1f}", flush=True)
    everything.sort()
    print(
        f"{'all':34} {1000 * statistics.median(everything):8.1f} {1000 * everything[int(len(everything) * 0.95)]:8.1f}"
    )


if __name__ == "__main__":
    main()
