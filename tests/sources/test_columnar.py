"""Parquet and Arrow files of pages."""

from __future__ import annotations

import gzip
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from archiver.errors import InputError
from archiver.records import Capture
from archiver.sources import read

TEXTS = [f"The harbour was closed on day {n} because of the ice, the council said." for n in range(150)]
URLS = [f"https://post.example/{n}" for n in range(150)]
AT = datetime(2024, 5, 3, 10, 0, 0, 123456, tzinfo=UTC)


def table() -> pa.Table:
    nanoseconds = [int(AT.timestamp() * 1_000_000) * 1000 + 789] * 150
    return pa.table(
        {
            "text": pa.array(TEXTS, pa.large_string()),
            "url": pa.array(URLS).dictionary_encode(),
            "timestamp": pa.array(nanoseconds, pa.timestamp("ns", "Europe/Berlin")),
            "date": pa.array([AT.date()] * 150),
            "meta": pa.array([{"title": "Ice", "n": 1}] * 150),
            "embedding": pa.array([[0.5] * 8] * 150),
            "tags": pa.array([["ice", "sea"]] * 150),
        }
    )


def written(path: Path) -> Path:
    kept = table()
    if path.suffix == ".parquet":
        pq.write_table(kept, path, row_group_size=40)
    elif path.suffix == ".feather":
        with pa.ipc.new_file(path, kept.schema) as out:
            out.write_table(kept)
    else:
        with pa.ipc.new_stream(path, kept.schema) as out:
            out.write_table(kept)
    return path


@pytest.mark.parametrize("suffix", ["parquet", "feather", "arrow"])
def test_a_row_is_a_page(suffix: str, tmp_path: Path) -> None:
    found = list(read([written(tmp_path / f"train-00000.{suffix}")]))
    assert [isinstance(o, Capture) and (o.body, o.url, o.origin.record) for o in found] == [
        (text, url, number) for number, (text, url) in enumerate(zip(TEXTS, URLS, strict=True), 1)
    ]
    page = found[0]
    assert isinstance(page, Capture)
    assert page.fetched_at == AT.replace(microsecond=0)
    assert (page.stated.title, page.stated.keywords) == ("Ice", ("ice", "sea"))
    assert page.stated.published is not None
    assert page.stated.published.precision == "day"


def test_tables_lie_in_archives_and_come_by_pipe(tmp_path: Path) -> None:
    path = written(tmp_path / "a.parquet")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.write(path, "data/a.parquet")
    (tmp_path / "c.parquet.gz").write_bytes(gzip.compress(path.read_bytes()))
    assert len(list(read([tmp_path / "b.zip"]))) == len(list(read([tmp_path / "c.parquet.gz"]))) == 150
    ours, theirs = os.pipe()
    with os.fdopen(ours, "rb") as pipe:
        if os.fork() == 0:
            os.close(ours)
            with os.fdopen(theirs, "wb") as out:
                out.write(path.read_bytes())
            os._exit(0)
        os.close(theirs)
        assert len(list(read(["-"], stdin=pipe))) == 150


def test_html_lies_in_columns_of_bytes(tmp_path: Path) -> None:
    pages = pa.table({"html": [f"<p>{TEXTS[0]}".encode(), b"%PDF-1.4", None], "url": URLS[:3]})
    pq.write_table(pages, tmp_path / "a.parquet")
    page, pdf, none = read([tmp_path / "a.parquet"])
    assert isinstance(page, Capture)
    assert (page.kind, page.url) == ("html", URLS[0])
    assert [isinstance(o, InputError) and o.reason for o in (pdf, none)] == ["not-text", "no-page"]


def the_error(path: Path, names: dict[str, str] | None = None) -> tuple[str, str]:
    (only,) = read([path], names=names)
    assert isinstance(only, InputError)
    return only.reason, only.message


def test_what_holds_no_page_or_is_damaged_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"label": [1], "geschichte": [TEXTS[0]]}), path)
    reason, message = the_error(path)
    assert (reason, "label, geschichte (--field text=NAME" in message) == ("no-page", True)
    assert [isinstance(o, Capture) for o in read([path], names={"text": "geschichte"})] == [True]
    pq.write_table(table().slice(0, 0), path)
    assert the_error(path)[0] == "empty"
    whole = written(path).read_bytes()
    path.write_bytes(whole[:-9])
    assert the_error(path)[0] == "damaged-parquet"


def test_rows_before_damage_are_read(tmp_path: Path) -> None:
    path = written(tmp_path / "a.parquet")
    whole = bytearray(path.read_bytes())
    damaged = pq.ParquetFile(path).metadata.row_group(2).column(0)
    start = damaged.dictionary_page_offset or damaged.data_page_offset
    whole[start : start + 60] = bytes(60)
    path.write_bytes(whole)
    *pages, error = read([path])
    assert len(pages) >= 64
    assert isinstance(error, InputError)
    assert error.reason == "damaged-parquet"


def test_memory_is_that_of_a_few_rows(tmp_path: Path) -> None:
    """A row group is not held as a whole: `buffer_size`."""
    pages = pa.table({"text": [os.urandom(50_000).hex() for _ in range(400)]})
    pq.write_table(pages, tmp_path / "a.parquet", use_dictionary=False, write_batch_size=8)
    del pages
    before, most = pa.total_allocated_bytes(), 0
    for _ in read([tmp_path / "a.parquet"]):
        most = max(most, pa.total_allocated_bytes() - before)
    assert most < 20_000_000
