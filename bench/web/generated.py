"""An archive of any size, quickly: some thousands of invented articles, and copies under other ids and dates.

Ids, titles, dates, sites and publishers are every article's own; text, people and topics are those of its
template, drawn so that a few names and topics are in very many articles (Zipf's law), as in real news. One in
twelve is told to be nearly the text of its template's first copy.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa

from archiver.lake import Lake
from archiver.lake.rows.captures import capture_row
from archiver.lake.rows.row import to_row
from archiver.lake.rows.schema import TIME, to_table
from archiver.lake.table.parts import PartFiles
from archiver.records import (
    Block,
    Capture,
    Document,
    Enrichment,
    JudgedBlock,
    JudgedDocument,
    Metadata,
    Origin,
    Person,
    RawLocation,
    Topic,
    Verdict,
)

TEMPLATES = 4000
COPIED = 1 / 12
"""Share of articles that are near-duplicates of an earlier one."""
SITES = 40
START = datetime(2010, 1, 1, tzinfo=UTC)
LANGUAGES = ["en"] * 6 + ["de", "fr", "es", "fa"]
SYLLABLES = "ba ko mar ten lis hov ran del sy gra pol eth ur min vas tok fel nor wi jan".split()
TOPICS = [(f"{n:02d}000000", f"topic {n}") for n in range(1, 18)]


def word(number: int) -> str:
    """An invented word for each number."""
    letters = ""
    while True:
        letters += SYLLABLES[number % len(SYLLABLES)]
        number //= len(SYLLABLES)
        if not number:
            return letters


def zipf(chance: random.Random, most: int) -> int:
    """A number below `most`; k with a weight of about 1/k."""
    return min(most - 1, int(most ** chance.random()) - 1)


def template(number: int) -> dict[str, Any]:
    chance = random.Random(number)
    names = [
        f"{word(zipf(chance, 3000)).title()} {word(k + 400).title()}" for k in (zipf(chance, 6000) for _ in range(5))
    ]
    own = [" ".join([*(word(zipf(chance, 20000)) for _ in range(45)), chance.choice(names) + "."]) for _ in range(9)]
    shared = [f"Furniture {k} of {number % SITES}: subscribe, share, donate" for k in range(8)]
    blocks = tuple(_judged(t, True) for t in own) + tuple(_judged(t, False) for t in shared)
    url = f"https://paper-{number % SITES}.example/{number}"
    document = Document(Metadata(url=url, title="t"), tuple(b.block for b in blocks))
    capture = Capture("html", b"", Origin("bench", number + 1), url=url, fetched_at=START)
    entry = capture_row(
        capture, sha256(url.encode()).hexdigest(), RawLocation("captures-000001.warc.gz", 1, 1, "0" * 64)
    )
    topics = tuple(Topic(*TOPICS[k], 0.8, word(k)) for k in sorted({zipf(chance, len(TOPICS)) for _ in range(2)}))
    people = tuple(Person(n, (n.split()[1],), 2, ("mayor",), 0) for n in dict.fromkeys(names))
    found = Enrichment(LANGUAGES[number % len(LANGUAGES)], topics, people, ("harbour",))
    return to_row("0" * 32, JudgedDocument(document, blocks, "bench"), found, site="s", captures=[entry], first=entry)


def _judged(text: str, kept: bool) -> JudgedBlock:
    fingerprint = int.from_bytes(sha256(text.encode()).digest()[:8], "big")
    return JudgedBlock(Block(text), fingerprint, Verdict(kept, "bench", "on nearly all pages of its site", 0.0))


def generate(path: Path, articles: int) -> None:
    """Write an archive of so many articles."""
    lake = Lake.open(path, create=True)
    base = to_table([template(n) for n in range(min(TEMPLATES, articles))])
    for start in range(0, articles, base.num_rows):
        table = _copy(base.slice(0, articles - start), start)
        lake.table.commit(list(PartFiles(lake.table.path).write(table, {})), [])


def _copy(base: pa.Table, start: int) -> pa.Table:
    numbers = range(start, start + base.num_rows)
    chance = random.Random(start)
    columns: dict[str, pa.Array] = {
        "id": pa.array([article_id(n) for n in numbers]),
        "row_id": pa.array([article_id(n) for n in numbers]),
        "url": pa.array([f"https://paper-{n % SITES}.example/{n}" for n in numbers]),
        "site": pa.array([f"paper-{n % SITES}.example" for n in numbers]),
        "source": pa.array([f"Paper {n % SITES}" for n in numbers]),
        "title": pa.array([" ".join(word(zipf(chance, 20000)) for _ in range(7)) for _ in numbers]),
        "published": pa.array([START + timedelta(minutes=chance.randrange(8_000_000)) for _ in numbers], TIME),
        "near_duplicate_of": pa.array(
            [article_id(n % TEMPLATES) if start and chance.random() < COPIED else None for n in numbers], pa.string()
        ),
    }
    for name, values in columns.items():
        base = base.set_column(base.column_names.index(name), base.schema.field(name), values)
    return base


def article_id(number: int) -> str:
    return sha256(str(number).encode()).hexdigest()[:32]


def people(count: int) -> Iterator[str]:
    """Names that are surely in the archive, of those that are named most."""
    for number in range(count):
        yield template(number)["people"][0]["name"]
