"""What a batch costs as the archive grows (`make bench-lake`).

    add       1,000 new pages: look up articles, statistics and pages with given keys, one commit
    again     the same, with 20 pages among them that replace rows stored anywhere in the archive
    one       one new page, the same way
    show      all versions of one article by its id, through the index
    ingest    1,000 new text dumps of three sites, the whole way: extract, judge, learn, enrich, commit

But for `ingest`, rows are synthetic and go through the Writer directly: nothing is extracted or judged. Each
figure is the median of several batches, in processor seconds of the one process (the clock of a machine that others
use says little), with every fsync. Beside it, with --merge: the same 1,000 pages through Delta's merge.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Any

from archiver.lake import Lake
from archiver.lake.rows.captures import capture_row
from archiver.lake.rows.row import row_id, to_row
from archiver.records import (
    Block,
    Capture,
    Document,
    Enrichment,
    JudgedBlock,
    JudgedDocument,
    Metadata,
    Origin,
    Verdict,
    page_text,
)

WORDS = ["".join(syllables) for syllables in product("ba ke li mo nu ra se ti vo za".split(), repeat=4)]
"""So many that no two texts resemble each other, as in an archive: of few words all are near-duplicates in doubt."""
SITES = 50
START = datetime(2024, 1, 1, tzinfo=UTC)


def synthetic(number: int, edition: int = 0) -> dict[str, Any]:
    """Row `number`: 14 paragraphs of its own and 6 lines that all pages of its site share."""
    chance = random.Random(number)
    site = f"paper-{number % SITES}.example"
    own = [f"{number} {edition} " + " ".join(chance.choices(WORDS, k=35)) for _ in range(14)]
    shared = [f"{site} line {k}" for k in range(6)]
    blocks = tuple(_judged(t, True) for t in own) + tuple(_judged(t, False) for t in shared)
    at = START + timedelta(minutes=number, days=edition)
    url = f"https://{site}/{number}"
    document = Document(Metadata(url=url, title=f"Page {number}"), tuple(b.block for b in blocks), "article")
    capture = Capture("text", page_text(blocks), Origin("bench", number + 1), url=url, fetched_at=at)
    entry = capture_row(capture, sha256(f"{number} {edition}".encode()).hexdigest(), None)
    identity = sha256(url.encode()).hexdigest()[:32]
    judged = JudgedDocument(document, blocks, "bench", None)
    row = to_row(identity, judged, Enrichment(language="en"), site=site, captures=[entry], first=entry)
    assert row["row_id"] == row_id(identity, page_text(blocks).encode())
    return row


def _judged(text: str, kept: bool) -> JudgedBlock:
    fingerprint = int.from_bytes(sha256(text.encode()).digest()[:8], "big", signed=True)
    return JudgedBlock(Block(text), fingerprint, Verdict(kept, "bench", "synthetic", 0.0))


def store(lake: Lake, rows: list[dict[str, Any]], deletes: tuple[str, ...] = ()) -> None:
    """What ingesting asks of the lake for a batch."""
    with lake.writing() as writer:
        writer.known([c["digest"] for row in rows for c in row["captures"]])
        writer.rows({row["id"] for row in rows})
        learned: dict[str | None, dict[int, bytes]] = {}
        for site in {row["site"] for row in rows}:
            mine = [row for row in rows if row["site"] == site]
            keys = {b["fingerprint"] for row in mine for b in row["blocks"]}
            writer.statistics(site, keys)
            places = writer.places_with_keys(site, [mine[0]["blocks"][0]["fingerprint"]])
            writer.rows_by_row_id(row_id for _, row_id in places)
            learned[site] = dict.fromkeys(keys, b"\x01\x02\x03\x04\x05\x06\x07\x08")
        pages = {site: writer.site_pages(site) + 1 for site in learned}
        writer.commit(rows, deletes, statistics=learned, site_pages=pages)


def grown(folder: Path, pages: int, step: int = 5000) -> Lake:
    lake = Lake.open(folder, create=True)
    for start in range(0, pages, step):
        store(lake, [synthetic(n) for n in range(start, min(pages, start + step))])
        print(f"\r  {start + step:,} of {pages:,}", end="", flush=True)
    print("\r" + " " * 30, end="\r")
    lake.compact()
    return lake


def median(action: Callable[[int], None], times: int) -> float:
    taken = []
    for k in range(times):
        start = time.process_time()
        action(k)
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def measure(lake: Lake, pages: int, batch: int, times: int) -> dict[str, float]:
    """Seconds by figure. Rows are made before the clock starts."""
    fresh = iter(range(10_000_000, 20_000_000))
    batches = [[synthetic(next(fresh)) for _ in range(batch)] for _ in range(times)]
    again = [
        [synthetic(next(fresh)) for _ in range(batch - 20)]
        + [synthetic(n) for n in random.Random(k).sample(range(pages), 20)]
        for k in range(times)
    ]
    single = [[synthetic(next(fresh))] for _ in range(times * 3)]
    wanted = [synthetic(n)["id"] for n in random.Random(1).sample(range(pages), times * 3)]
    return {
        "add": median(lambda k: store(lake, batches[k]), times),
        "again": median(lambda k: store(lake, again[k]), times),
        "one": median(lambda k: store(lake, single[k]), times * 3),
        "show": median(lambda k: _look_up(lake, wanted[k]), times * 3),
    }


def ingest_dumps(lake: Lake, batch: int, times: int) -> float:
    """Seconds for new dumps of new sites (bench/dumps makes them), by `archiver.ingesting.ingest`, one process."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "dumps"))
    from sites import Site

    from archiver.ingesting import ingest

    def captures(k: int) -> list[Capture]:
        found = []
        for n, language in enumerate(("en", "de", "nb")):
            for number, page in enumerate(Site(k, language, "tune").pages(batch // 3)):
                text = "\n".join(line.text for line in page.lines)
                found.append(Capture("text", text, Origin(f"{k}-{n}-{number}"), site=f"dump-{k}-{language}"))
        return found

    ingest(captures(times), lake.path, jobs=1)  # the first one marks near-duplicates among all that was put in by hand
    made = [captures(k) for k in range(times)]
    return median(lambda k: ingest(made[k], lake.path, jobs=1) and None, times)


def _look_up(lake: Lake, article: str) -> None:
    with lake.reading() as reader:
        assert reader.rows([article])


def merged(lake: Lake, folder: Path, batch: int) -> float:
    """The same number of new pages by Delta's own MERGE on row_id, into a copy of the table."""
    from deltalake import DeltaTable

    from archiver.lake.rows.schema import to_table

    shutil.copytree(lake.path / "articles", folder)
    rows = to_table([synthetic(n) for n in range(30_000_000, 30_000_000 + batch)])
    start = time.process_time()
    merge = DeltaTable(str(folder)).merge(rows, "t.row_id = s.row_id", source_alias="s", target_alias="t")
    merge.when_matched_update_all().when_not_matched_insert_all().execute()
    taken = time.process_time() - start
    shutil.rmtree(folder)
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[2_000, 200_000], help="sizes of archives")
    parser.add_argument("--batch", type=int, default=1_000)
    parser.add_argument("--times", type=int, default=5, help="batches measured for each figure")
    parser.add_argument("--merge", action="store_true", help="also measure Delta's MERGE")
    chosen = parser.parse_args()
    found: list[dict[str, float]] = []
    for pages in chosen.pages:
        with tempfile.TemporaryDirectory() as folder:
            lake = grown(Path(folder) / "archive", pages)
            extra = {"merge": merged(lake, Path(folder) / "copy", chosen.batch)} if chosen.merge else {}
            whole = ingest_dumps(lake, chosen.batch, min(chosen.times, 3))
            found.append({**measure(lake, pages, chosen.batch, chosen.times), "ingest": whole, **extra})
    print(f"| processor seconds | {' | '.join(f'{pages:,} pages' for pages in chosen.pages)} | ratio |")
    print("| --- |" + " ---: |" * (len(found) + 1))
    for name in found[0]:
        cells = " | ".join(f"{f[name]:.3f}" for f in found)
        print(f"| {name} | {cells} | {found[-1][name] / found[0][name]:.2f} |")


if __name__ == "__main__":
    main()
