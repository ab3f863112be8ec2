"""`archiver serve` while another process commits, and `compact` keeps no old file: every answer is whole."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from serving import loaded

from archiver.ingesting import ingest
from archiver.lake import Lake
from archiver.records import Capture, Origin
from archiver.web.catalogue import Catalogue
from archiver.web.stored import current_row, stored_rows, whole_rows

PAGES = 8


def add(archive: Path, number: int) -> None:
    text = f"The harbour log of day {number} tells of {number * 7} boats.\nNobody was late on day {number}."
    url = f"https://harbour{number}.example/log"
    capture = Capture("text", text, Origin(f"{number}.txt"), url=url)
    ingest([capture], archive, jobs=1, looks_for=frozenset({"language"}))


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    for number in range(PAGES):
        add(tmp_path / "archive", number)
    return tmp_path / "archive"


def test_a_catalogue_whose_files_are_gone_still_gives_whole_rows(archive: Path) -> None:
    catalogue = Catalogue(archive)
    ids = [str(row["id"]) for row in catalogue.rows("SELECT id FROM article ORDER BY id")]

    def answers() -> Any:
        whole = [row for batch in whole_rows(catalogue, ids) for row in batch.to_pylist()]
        return [stored_rows(catalogue, i) for i in ids], [current_row(catalogue, i) for i in ids], whole

    before = answers()
    assert Lake.open(archive).compact(keep_hours=0)["deleted"]
    assert not all(path.exists() for path in catalogue.files)
    assert answers() == before
    assert "filename" not in before[2][0], "what a visitor gets does not say where files lie here"


@contextmanager
def serving(archive: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "archiver", "serve", "-a", str(archive), "--port", "0", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield loaded(json.loads(server.stdout.readline())["address"])
        finally:
            server.terminate()


@contextmanager
def busy(archive: Path) -> Iterator[list[int]]:
    """Another that commits, and compacts until nobody has the files pinned; gives how many it has deleted each time."""
    deleted: list[int] = []
    done = threading.Event()

    def work() -> None:
        number = PAGES
        while not done.is_set():
            add(archive, number)
            number += 1
            while not done.is_set():
                if gone := Lake.open(archive).compact(keep_hours=0)["deleted"]:
                    deleted.append(gone)
                    break

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield deleted
    finally:
        done.set()
        thread.join()


def test_a_server_answers_while_files_are_compacted_and_deleted(archive: Path) -> None:
    ids = [str(row["id"]) for row in Lake.open(archive).scan(["id"])]
    with serving(archive) as address, httpx.Client(base_url=address, timeout=30) as site, busy(archive) as deleted:
        until = time.monotonic() + 120
        while len(deleted) < 4 and time.monotonic() < until:
            for article in ids[:4]:
                for path in (f"article/{article}", f"api/v1/articles/{article}", f"article/{article}/source"):
                    assert site.get(path).status_code == 200, path
            found = site.get("search.jsonl")
            assert found.status_code == 200
            assert {json.loads(line)["id"] for line in found.text.splitlines()} >= set(ids)
            assert site.get("search?q=harbour").status_code == 200
        assert len(deleted) >= 4
