"""Append, look-up and one-site reads as an archive grows to a million articles (`make bench-million`).

Rows are real ones (through `to_row`) of invented words whose frequencies follow Zipf's law; a part's thousand rows have
texts of their own, and other parts have the same texts again under other ids, so that making them costs little. They
go the way of every batch: parts are written and made durable, a commit names them, the index notes them, its
statistics too. Times are seconds of this process's CPU, with the wall clock beside them, which other processes share.

    append    rows/s of the last tenth, and of the first
    id, url   `archiver show`: the article with all its versions, by its id or by its address; opens the index anew
    site      all rows of one site of SITES
    bytes     of the table's newest version for an article, against the clean texts alone, 1,000 to a zstd frame; before
              `compact`, which brings texts together that only this bench has twice
    memory    most that the process held, at a tenth and in the end
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import sys
import tempfile
import time
from array import array
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
from backports import zstd

sys.path.insert(0, str(Path(__file__).parent))

from run import START, _judged

from archiver.lake import Lake
from archiver.lake.rows.captures import capture_row
from archiver.lake.rows.row import to_row
from archiver.lake.rows.schema import ARTICLES, to_table
from archiver.lake.table.entries import Entry
from archiver.lake.table.parts import FILE_ROWS
from archiver.records import Capture, Document, Enrichment, JudgedDocument, Metadata, Origin

SITES = 1_000
BATCH = 5 * FILE_ROWS
SHARED = 6
CHANCE = random.Random(1)
WORDS = ["".join(CHANCE.choices("aeiounrtlsdkmbgv", k=CHANCE.randint(2, 11))) for _ in range(20_000)]
WEIGHTS = [1 / rank for rank in range(1, len(WORDS) + 1)]


def template(number: int) -> dict[str, Any]:
    """A row of 14 paragraphs of its own and 6 lines that all have."""
    own = [" ".join(CHANCE.choices(WORDS, WEIGHTS, k=35)).capitalize() + "." for _ in range(14)]
    blocks = tuple(_judged(t, True) for t in own) + tuple(_judged(f"shared line {k}", False) for k in range(SHARED))
    document = Document(Metadata(title=own[0][:60]), tuple(b.block for b in blocks), "article")
    capture = Capture("text", "", Origin("bench", number + 1), url="https://x.example/", fetched_at=START)
    entry = capture_row(capture, f"{number:032x}", None)
    judged = JudgedDocument(document, blocks, "bench", None)
    return to_row(f"{number:032x}", judged, Enrichment(language="en"), site="x", captures=[entry], first=entry)


def article(number: int) -> tuple[str, str, str]:
    """id, address and site of article `number`; a batch has articles of fifty sites, as a crawl brings them."""
    site = f"paper-{(number // BATCH * 50 + number % 50) % SITES:04}.example"
    url = f"https://{site}/2024/{number}"
    return sha256(url.encode()).hexdigest()[:32], url, site


def batch(base: pa.Table, start: int) -> tuple[pa.Table, dict[str, Entry]]:
    """The next rows, and what the index is to note of them."""
    names = [article(n) for n in range(start, start + base.num_rows)]
    row_ids = [f"{n:08x}{i[:24]}" for n, (i, _, _) in enumerate(names, start)]
    columns = {"row_id": row_ids, "id": [i for i, _, _ in names], "url": [u for _, u, _ in names],
               "site": [s for _, _, s in names]}  # fmt: skip
    table = base
    for name, values in columns.items():
        table = table.set_column(table.schema.get_field_index(name), ARTICLES.field(name), pa.array(values))
    entries = {}
    for n, row_id in enumerate(row_ids):
        keys = array("q", sorted([*range(SHARED), *((start + n) * 16 + k + 100 for k in range(14))]))
        entries[row_id] = Entry(row_id, names[n][0], names[n][2], keys, (f"{start + n:032x}",), (names[n][1],), ())
    return table, entries


def store(lake: Lake, table: pa.Table, entries: dict[str, Entry]) -> None:
    with lake.writing() as writer:
        parts = list(lake.table.write(table, entries))
        learned: dict[str | None, dict[int, bytes]] = {}
        for entry in entries.values():
            learned.setdefault(entry.site, {}).update(dict.fromkeys(entry.keys, b"\x01\x02\x03\x04\x05\x06"))
        writer.commit_parts(parts, (), statistics=learned, site_pages=dict.fromkeys(learned, 1))


def grown(lake: Lake, pages: int) -> list[tuple[float, float, int]]:
    """CPU seconds, wall seconds and memory (KiB) after each batch; making the rows is not counted."""
    templates = [to_table([template(k * FILE_ROWS + n) for n in range(FILE_ROWS)]) for k in range(5)]
    base, taken = pa.concat_tables(templates).combine_chunks(), []
    for start in range(0, pages, BATCH):
        table, entries = batch(base, start)
        cpu, wall = time.process_time(), time.perf_counter()
        store(lake, table, entries)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        taken.append((time.process_time() - cpu, time.perf_counter() - wall, memory))
        print(f"\r  {start + BATCH:,} of {pages:,}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return taken


def timed(action: Callable[[int], object], numbers: list[int]) -> str:
    """Median and 95th percentile of CPU and wall, in milliseconds."""
    cpus, walls = [], []
    for number in numbers:
        cpu, wall = time.process_time(), time.perf_counter()
        assert action(number)
        cpus.append(1000 * (time.process_time() - cpu))
        walls.append(1000 * (time.perf_counter() - wall))
    found = [f"{statistics.median(t):,.0f} / {statistics.quantiles(t, n=20)[-1]:,.0f}" for t in (cpus, walls)]
    return f"{found[0]} ms CPU, {found[1]} ms wall"


def look_ups(lake: Lake, pages: int) -> dict[str, str]:
    chance = random.Random(2)
    some = [chance.randrange(pages) for _ in range(60)]

    def site(number: int) -> int:
        with lake.reading() as reader:
            return sum(1 for _ in reader.rows_of_site(article(number)[2]))

    return {
        "id, p50 / p95": timed(lambda n: lake.show(article(n)[0]), some),
        "url, p50 / p95": timed(lambda n: lake.named(article(n)[1]), some),
        f"site of {site(0):,}, p50 / p95": timed(site, some[:8]),
    }


def sizes(lake: Lake, pages: int) -> str:
    stored = sum(path.stat().st_size for path in lake.table.paths()) / pages
    index = (lake.path / "derived" / "index.sqlite").stat().st_size / pages
    (path, *_) = lake.table.paths()
    texts = lake.table.read(path.name, ["text"])["text"].to_pylist()
    alone = len(zstd.compress("\0".join(texts).encode(), 3)) / len(texts)
    plain = statistics.mean(len(t) for t in texts)
    return (f"{stored:,.0f} stored, {alone:,.0f} the text alone by zstd -3 ({stored / alone:.2f} times), "
            f"{plain:,.0f} plain; index {index:,.0f}")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--pages", type=int, default=1_000_000)
    parser.add_argument("--sites", type=int, default=1_000, help="sites that the pages are of")
    chosen = parser.parse_args()
    global SITES
    SITES = chosen.sites
    with tempfile.TemporaryDirectory() as folder:
        lake = Lake.open(Path(folder) / "archive", create=True)
        taken = grown(lake, chosen.pages)
        tenth = max(len(taken) // 10, 1)
        for name, part in (("first", taken[:tenth]), ("last", taken[-tenth:])):
            cpu, wall = (sum(t[k] for t in part) for k in (0, 1))
            rows = BATCH * len(part)
            print(f"| append, {name} tenth | {rows / cpu:,.0f} rows/s of CPU, {rows / wall:,.0f} of wall |")
        for name, found in look_ups(lake, chosen.pages).items():
            print(f"| {name} | {found} |")
        print(f"| bytes an article | {sizes(lake, chosen.pages)} |")
        cpu = time.process_time()
        done = lake.compact(keep_hours=24)
        print(f"| compact, {done['before']:,} parts to {done['after']:,} | {time.process_time() - cpu:,.0f} s CPU |")
        for name, found in look_ups(lake, chosen.pages).items():
            print(f"| after it: {name} | {found} |")
        first, last = taken[tenth - 1][2] / 1024, taken[-1][2] / 1024
        print(f"| memory | {first:,.0f} MB at a tenth, {last:,.0f} MB in the end |")


if __name__ == "__main__":
    main()
