"""A flipped byte anywhere is found; what can be rebuilt is, and is then what it was."""

from __future__ import annotations

import gzip
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from msgspec.structs import replace
from sites import dump, page

from archiver.errors import InputError
from archiver.explore import furniture
from archiver.explore.persons import list_persons
from archiver.explore.search import Search
from archiver.ingesting import ingest
from archiver.lake import Lake
from archiver.lake.runs import Runs
from archiver.moments import Moment
from archiver.records import Capture, Metadata, Origin, PackedRecord
from archiver.verifying import verify
from archiver.verifying.repairing import repair

FLIPS = 500
STATED = Moment(dump(1, day=1).fetched_at, "day")  # type: ignore[arg-type]


def came_in() -> list[Capture | InputError]:
    """Dumps, pages, one with all that can be stated beside it, and an input that cannot be read."""
    stated = Metadata(title="Stated", authors=("A. Writer",), published=STATED, keywords=("ferry", "quay"))
    full = Capture("html", page(9).body, Origin("pages.jsonl", 3), url="https://dale-times.example/full",
                   input_id="9", charset="utf-8", fetched_at=dump(1, day=3).fetched_at, stated=stated)  # fmt: skip
    broken = InputError(Origin("broken.txt"), "empty", "there is nothing in it")
    return [*(dump(n, day=n) for n in range(3)), full, broken, page(0), kept(page(1)), dump(6, "Hill Weekly")]


def kept(capture: Capture) -> Capture:
    """As it would have come in a WARC file, whose record is kept."""
    assert isinstance(capture.body, bytes)
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: {capture.url}\r\n"
    head += f"WARC-Date: 2024-05-03T10:00:00Z\r\nContent-Length: {len(http) + len(capture.body)}\r\n\r\n"
    record = gzip.compress(head.encode() + http + capture.body + b"\r\n\r\n")
    return replace(capture, packed=PackedRecord(record, len(http)))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = tmp_path_factory.mktemp("fixity") / "archive"
    ingest(came_in(), archive, jobs=1, batch_pages=3)
    log = Runs(archive).begin("ingest", ["seeds/"], version="1")
    log.end("done", {"read": 8}, {})
    assert verify(archive).ok, str(verify(archive))
    return archive


@pytest.fixture
def archive(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "archive"))


def truths(archive: Path) -> list[Path]:
    """Every file of an archive but what is derived, and empty ones."""
    files = (p for p in archive.rglob("*") if p.is_file() and p.stat().st_size)
    return sorted(p for p in files if "derived" not in p.relative_to(archive).parts)


def flip(path: Path, at: int, bit: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1 << bit
    path.write_bytes(content)


def test_what_is_flipped_at_random_lies_in_every_kind_of_file(archive: Path) -> None:
    names = {p.suffix or p.name for p in truths(archive)}
    assert names == {".parquet", ".json", ".gz", ".jsonl", ".end"}


@pytest.mark.parametrize("seed", range(2))
def test_one_flipped_bit_anywhere_is_found(archive: Path, seed: int) -> None:
    """Half of the places are even over all bytes, half over all files."""
    chance, files = random.Random(seed), truths(archive)
    sizes = [p.stat().st_size for p in files]
    places = [*chance.choices(files, sizes, k=FLIPS // 4), *chance.choices(files, k=FLIPS // 4)]
    missed = []
    for path in places:
        at, bit = chance.randrange(path.stat().st_size), chance.randrange(8)
        flip(path, at, bit)
        report = verify(archive)
        if not any(path.name in problem for problem in report.problems):
            missed.append((path.name, at, bit, report.problems))
        flip(path, at, bit)
    assert not missed
    assert verify(archive).ok


def test_what_is_cut_off_or_gone_is_found(archive: Path) -> None:
    named = {*parts(archive), *archive.rglob("*.gz"), *archive.rglob("*.json")}
    for path in truths(archive):
        if path in named:  # a part that only older versions name may be gone: `compact` deletes it
            whole = path.read_bytes()
            path.write_bytes(whole[:-1])
            assert path.name in str(verify(archive)), path
            path.unlink()
            assert path.name in str(verify(archive)), path
            path.write_bytes(whole)


# ── what is derived ───────────────────────────────────────────────────────────────────────────

DERIVED = ("index.sqlite", "duplicates.sqlite", "persons.parquet", "furniture.json", "search/state.json")


@pytest.fixture(scope="module")
def asked(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive with all that is derived when somebody asks."""
    archive = Path(shutil.copytree(made, tmp_path_factory.mktemp("asked") / "archive"))
    list_persons(archive)
    furniture.shares(Lake.open(archive))
    Search(archive).find("ferry")
    assert verify(archive).ok, str(verify(archive))
    return archive


@pytest.mark.parametrize("name", DERIVED)
def test_a_flip_in_what_is_derived_is_found_or_makes_no_difference(asked: Path, tmp_path: Path, name: str) -> None:
    """SQLite has no digests: what is compared is every entry with a new one."""
    archive = Path(shutil.copytree(asked, tmp_path / "archive"))
    chance, path, found = random.Random(3), archive / "derived" / name, 0
    whole = path.read_bytes()
    used = [at for at, byte in enumerate(whole) if byte]  # most of a small database is unused space
    for _ in range(100):
        if found > 2:
            break
        flip(path, chance.choice(used), chance.randrange(8))
        report = verify(archive)
        assert all(path.name in problem and "--repair" in problem for problem in report.problems), str(report)
        found += not report.ok
        path.write_bytes(whole)
        for beside in path.parent.glob(f"{path.name}-*"):
            beside.unlink()
    assert found > 2


ENTRIES = {
    "texts": "UPDATE texts SET sketch = zeroblob(100) WHERE text = (SELECT max(text) FROM bands)",
    "heads": "UPDATE texts SET head = (SELECT min(text) FROM texts) WHERE text = (SELECT max(text) FROM texts)",
    "bands": "DELETE FROM bands WHERE key = (SELECT max(key) FROM bands)",
    "articles": "UPDATE articles SET moment = moment + 1 WHERE article = 1",
    "marks": "UPDATE articles SET marked = id WHERE article = 1",
}


@pytest.mark.parametrize("what", ENTRIES)
def test_each_entry_of_the_index_of_near_duplicates_is_compared(archive: Path, what: str) -> None:
    path, before = archive / "derived" / "duplicates.sqlite", rows(archive)
    with closing(sqlite3.connect(path)) as db, db:
        assert db.execute(ENTRIES[what]).rowcount == 1
    assert "duplicates.sqlite" in str(verify(archive))
    repaired = repair(archive)
    assert repaired.left.ok and "built anew from the table; 0 articles" in str(repaired)
    assert rows(archive) == before


def test_one_that_is_behind_is_no_fault(archive: Path) -> None:
    for name in ("index.sqlite", "duplicates.sqlite"):
        shutil.copy(archive / "derived" / name, archive / name)
    ingest([page(7)], archive, jobs=1)
    for name in ("index.sqlite", "duplicates.sqlite"):
        for path in (archive / "derived").glob(f"{name}*"):
            path.unlink()
        (archive / name).rename(archive / "derived" / name)
    assert verify(archive).ok, str(verify(archive))


# ── repairing ─────────────────────────────────────────────────────────────────────────────────

TIMES = ("ingested_at",)


def rows(archive: Path) -> list[dict[str, Any]]:
    """All rows but for when they were stored and where their bytes lie: those may be others after repair."""
    found = [{k: v for k, v in row.items() if k not in TIMES} for row in Lake.open(archive).scan()]
    for row in found:
        for place in (row, *row["captures"]):
            place["raw"] = place["raw"] and place["raw"]["sha256"]
    return sorted(found, key=lambda row: str(row["row_id"]))


def first_part(archive: Path) -> Path:
    return Lake.open(archive).table.paths()[0]


def parts(archive: Path) -> Iterable[Path]:
    return Lake.open(archive).table.paths()


def lose_a_part(archive: Path) -> None:
    first_part(archive).unlink()


def damage_every_part(archive: Path) -> None:
    for path in list(parts(archive)):
        flip(path, path.stat().st_size // 2, 3)


def damage_the_index(archive: Path) -> None:
    path = archive / "derived" / "index.sqlite"
    path.write_bytes(path.read_bytes()[:4096] + b"x" * 4096)


def damage_the_log(archive: Path) -> None:
    path = sorted((archive / "articles" / "_delta_log").glob("*.json"))[-1]
    flip(path, 20, 1)


def damage_a_mark_and_the_logs(archive: Path) -> None:
    for name in ("raw/.end", "runs/runs.jsonl", "quarantine/inputs.jsonl", "fixity/raw.jsonl"):
        flip(archive / name, 12, 0)


def write_other_words_into_a_part(archive: Path) -> None:
    """As a program would: a sound Parquet file, of which one record says another text than its blocks."""
    path = first_part(archive)
    table = pq.read_table(path)
    texts = ["Nobody ever said this.", *table["text"].to_pylist()[1:]]
    pq.write_table(table.set_column(table.column_names.index("text"), table.schema.field("text"), [texts]), path)


@pytest.mark.parametrize(
    "damage",
    [
        lose_a_part, damage_every_part, damage_the_index, damage_the_log, damage_a_mark_and_the_logs,
        write_other_words_into_a_part,
    ],
)  # fmt: skip
def test_what_can_be_rebuilt_is(archive: Path, damage: Callable[[Path], None]) -> None:
    before = rows(archive)
    damage(archive)
    assert not verify(archive).ok
    repaired = repair(archive)
    assert repaired.left.ok, str(repaired)
    assert repaired.done
    assert rows(archive) == before
    again = ingest(came_in(), archive, jobs=1)
    assert (again.stored, again.updated) == (0, 0)
    assert verify(archive).ok


def test_raw_bytes_that_are_lost_are_named_and_nothing_is_made_up(archive: Path) -> None:
    (path,) = (archive / "raw").glob("*.gz")
    flip(path, path.stat().st_size // 2, 1)
    before = rows(archive)
    repaired = repair(archive)
    assert not repaired.left.ok and "take it from a copy" in str(repaired)
    assert rows(archive) == before


def test_a_repair_from_damaged_raw_bytes_loses_the_damaged_capture_alone(archive: Path) -> None:
    before = rows(archive)
    lost = min((c["raw"]["offset"], row["row_id"]) for row in Lake.open(archive).scan() for c in row["captures"])
    for path in list(parts(archive)):
        path.write_bytes(b"rotten")
    (path,) = (archive / "raw").glob("*.gz")
    flip(path, lost[0] + 300, 1)
    done = repair(archive).done
    assert any("; 1 record could not be: the raw bytes are damaged or missing too" in sentence for sentence in done)
    assert [row["row_id"] for row in rows(archive)] == [row["row_id"] for row in before if row["row_id"] != lost[1]]
