"""Near-duplicates: found, not found, wrongly found, speed and memory (`make bench-duplicates`).

Generated articles of some 400 words, whose words follow Zipf's law. Every fifth has a copy in which words are replaced
until the Jaccard similarity of the two sets of shingles (three words) is what is wanted: .95, .9, .8 or .6. Pairs at .8
and more are to be found, the others not. Peers in the same run, asked the same: datasketch's MinHashLSH, and rensa's
RMinHashLSH with the same shingles as strings, text-dedup's minhash (bench/peers/duplicates.py, after `make
bench-setup`). Speed is CPU time, all threads, shingling included.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from archiver.duplicates import sketch
from archiver.lake.sketches.index import SketchIndex
from archiver.marking import follow

WANTED = (0.95, 0.9, 0.8, 0.6)
MOULDS = (0.5, 0.85)
EVERY = 5
"""One article of so many has a copy."""
FILE = 1000
PEERS = ("datasketch", "rensa", "text-dedup")
SCATTER = 0x9E3779B97F4A7C15F39CC0605CEDC835
Pairs = set[tuple[int, int]]


@cache
def vocabulary() -> tuple[NDArray[np.object_], NDArray[np.float64]]:
    """Words, and the share of all text that a word and those before it are."""
    chance = random.Random(1)
    words = ["".join(chance.choices("aeioulnrstdkm", k=chance.randint(2, 10))) for _ in range(30_000)]
    shares = np.cumsum(1 / np.arange(1, len(words) + 1))
    return np.array(words, object), shares / shares[-1]


def article(number: int) -> str:
    """Article n; n = EVERY * i + 1 is a copy of EVERY * i."""
    i, rest = divmod(number, EVERY)
    if rest != 1:
        return " ".join(fresh(number))
    return " ".join(copy(fresh(EVERY * i), WANTED[i % len(WANTED)], random.Random(number)))


def fresh(number: int) -> list[str]:
    chance = np.random.default_rng(number)
    words, shares = vocabulary()
    found: list[str] = words[shares.searchsorted(chance.random(chance.integers(300, 501)))].tolist()
    return found


def id_of(number: int) -> str:
    """Without order, as the ids of real articles are."""
    return f"{number * SCATTER % (1 << 128):032x}"


def number_of(article_id: str) -> int:
    return int(article_id, 16) * pow(SCATTER, -1, 1 << 128) % (1 << 128)


def copy(words: list[str], wanted: float, chance: random.Random) -> list[str]:
    """Words replaced, far from each other, until the similarity is as near to what is wanted as it can be.

    n replaced words cost 3n shingles of either set: J = (s - 3n) / (s + 3n).
    """
    shingles = len(words) - 2
    replaced = round(shingles * (1 - wanted) / (1 + wanted) / 3)
    places = chance.sample(range(1, (len(words) - 1) // 3), replaced)
    copied = list(words)
    for place in places:
        copied[3 * place] = f"replaced{chance.randrange(10**6)}"
    return copied


def of_mould(number: int, wanted: float, values: int = 20) -> str:
    """Text n of a mould: 400 words, some of which are one of so many values each. Any two are alike at about that."""
    words = [word for i in range(2) for word in fresh(i)][:400]
    replaced = round((len(words) - 2) * (1 - wanted) / (1 + wanted) / 3 / (1 - 1 / values))
    chance = random.Random(number)
    for place in sorted(random.Random(0).sample(range(1, (len(words) - 1) // 3), replaced)):
        words[3 * place] = f"value{place}of{chance.randrange(values)}"
    return " ".join(words)


def pairs_within(count: int) -> dict[tuple[int, int], float]:
    """The pairs that are there, with the similarity that was wanted of them."""
    return {(EVERY * i, EVERY * i + 1): WANTED[i % len(WANTED)] for i in range(count // EVERY)}


# ── who is asked ──────────────────────────────────────────────────────────────────────────────


class Files:
    """A table's files, as they would be read."""

    def __init__(self, make: Callable[[int], str]) -> None:
        self._make, self._kept = make, dict[str, pa.Table]()

    def read(self, name: str, columns: list[str] | None = None) -> pa.Table:
        table = self._table(int(name))
        return table.select(columns) if columns else table

    def _table(self, start: int) -> pa.Table:
        numbers = range(start, start + FILE)
        first = datetime(2024, 1, 1, tzinfo=UTC)
        time_, nothing = pa.timestamp("us", "UTC"), [None] * FILE
        return pa.table(
            {
                "id": [id_of(n) for n in numbers],
                "text": [self._make(n) for n in numbers],
                "is_current": [True] * FILE,
                "published": pa.array([first + timedelta(minutes=n) for n in numbers], time_),
                "fetched_at": pa.array(nothing, time_),
                "near_duplicate_of": pa.array(nothing, pa.string()),
                "similarity": pa.array(nothing, pa.float64()),
            }
        )


def archiver(texts: list[str]) -> Pairs:
    with tempfile.TemporaryDirectory() as folder:
        index = SketchIndex(Path(folder) / "derived" / "index.sqlite", sketch.made_by(), sketch.band_keys)
        follow(index, Files(texts.__getitem__), {str(start) for start in range(0, len(texts), FILE)})
        return {(number_of(m.near_duplicate_of), number_of(m.id)) for m in index.wrong() if m.near_duplicate_of}


def peer(python: Path, name: str, texts: list[str]) -> tuple[Pairs, float]:
    """What a peer finds, and its CPU seconds."""
    command = [str(python), str(Path(__file__).parents[1] / "peers" / "duplicates.py"), name, str(sketch.SIMILAR)]
    done = subprocess.run(command, input=json.dumps(texts), stdout=subprocess.PIPE, text=True, check=True)
    found = json.loads(done.stdout)
    return {(one, other) for one, other in found["pairs"]}, found["seconds"]


# ── what is told ──────────────────────────────────────────────────────────────────────────────


def compare(count: int, python: Path) -> None:
    texts = [article(n) for n in range(count)]
    planted = pairs_within(count)
    exact = exactly(texts, planted)
    print(f"{count:,} articles, {len(planted):,} of them copies; similarities wanted and reached:")
    for wanted in WANTED:
        reached = [exact[pair] for pair, w in planted.items() if w == wanted]
        print(f"  {wanted:.2f}: {min(reached):.3f} to {max(reached):.3f}")
    print(f"\n{'':12}{'recall .95':>12}{'.9':>8}{'.8':>8}{'found .6':>10}{'precision':>11}{'articles/s':>12}")
    archiver(texts[:FILE])  # tables and imports are there
    before = time.process_time()
    found = archiver(texts)
    report("archiver", found, planted, count / (time.process_time() - before))
    if not python.exists():
        print(f"no peers: {python} is not there (make bench-setup)")
        return
    for name in PEERS:
        found, seconds = peer(python, name, texts)
        report(name, found, planted, count / seconds)


def exactly(texts: list[str], pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], float]:
    sets = sketch.shingle_sets(texts)
    return {(one, other): sketch.jaccard(sets[one], sets[other]) for one, other in pairs}


def report(name: str, found: Pairs, planted: dict[tuple[int, int], float], speed: float) -> None:
    shares = []
    for wanted in WANTED:
        there = {pair for pair, w in planted.items() if w == wanted}
        shares.append(len(there & found) / len(there))
    right = {pair for pair, wanted in planted.items() if wanted >= 0.8}
    precision = len(found & right) / max(1, len(found))
    print(
        f"{name:12}{shares[0]:12.4f}{shares[1]:8.4f}{shares[2]:8.4f}{shares[3]:10.4f}{precision:11.4f}{speed:12,.0f}",
        flush=True,
    )


def alike(count: int) -> None:
    """What texts cost that are all of one mould, at some similarity to each other: time a text, as they become more."""
    for wanted in MOULDS:
        texts = [of_mould(number, wanted) for number in range(count)]
        archiver(texts[:FILE])
        size = FILE
        while size <= count:
            before = time.process_time()
            found = archiver(texts[:size])
            seconds = time.process_time() - before
            print(
                f"{size:,} texts alike at {wanted}: {seconds / size * 1e6:.0f} us a text, {len(found):,} marked",
                flush=True,
            )
            size *= 2


def memory(count: int) -> None:
    """What so many articles take: peak of the process beside one that has a file of them, and the index's file."""
    few, many = (alone(n) for n in (FILE, count))
    print(f"\n{count:,} articles: {(many[0] - few[0]) / count:.0f} bytes of memory an article, ", end="")
    print(f"{many[1] / count:.0f} of the disk; {count / many[2]:,.0f} articles/s without making them up")
    print(f"one file of {FILE:,} more, of which every fifth is a copy: {many[3]:.2f} s of CPU")


def alone(count: int) -> tuple[int, int, float, float]:
    """Peak bytes, bytes of the file, and seconds of CPU of all and of one file more, in a process of its own."""
    done = subprocess.run([sys.executable, __file__, "--alone", str(count)], capture_output=True, check=True)
    peak, size, seconds, more = done.stdout.split()
    return int(peak), int(size), float(seconds), float(more)


def measured(count: int) -> None:
    made = [0.0]

    def make(number: int) -> str:
        before = time.process_time()
        text = article(number)
        made[0] += time.process_time() - before
        return text

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "derived" / "index.sqlite"
        index, files = SketchIndex(path, sketch.made_by(), sketch.band_keys), Files(make)
        names = {str(start) for start in range(0, count, FILE)}
        before = time.process_time()
        follow(index, files, names)
        seconds = time.process_time() - before - made[0]
        made[0], before = 0.0, time.process_time()
        follow(index, files, {*names, str(count)})
        more = time.process_time() - before - made[0]
        index.close()
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, path.stat().st_size, seconds, more)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--memory", type=int, default=1_000_000, help="articles with which memory is measured; 0: not")
    parser.add_argument("--alike", type=int, default=16_000, help="texts of one mould, at most; 0: none")
    parser.add_argument("--peers", type=Path, default=Path(__file__).parents[2] / ".venv-peers/bin/python")
    parser.add_argument("--alone", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.alone:
        measured(options.alone)
        return
    compare(options.articles, options.peers)
    alike(options.alike)
    if options.memory:
        memory(options.memory)


if __name__ == "__main__":
    main()
