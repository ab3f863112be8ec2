"""Near-duplicates of an archive whose index is gone: found anew some files at a time."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

import psutil
import pytest

import archiver
from archiver import marking
from archiver.duplicates import sketch
from archiver.duplicates.shingles import Hashes
from archiver.engine import Engine
from archiver.lake import Lake
from archiver.lake.writing import Writer

WORDS = "ferry bridge school harbour museum library orchard railway winter council island budget captain market".split()
BATCHES = 5


def text(number: int) -> str:
    chance = random.Random(number)
    return "\n".join(" ".join(chance.choices(WORDS, k=40)).capitalize() + "." for _ in range(4))


def ingest(folder: Path, archive: Path, batch: int) -> None:
    """Two pages: one of the batch's own, and one that all batches have but for its last words."""
    path = folder / f"{batch}.jsonl"
    pages = {f"https://own.example/{batch}": text(batch + 1), f"https://agency.example/{batch}": f"{text(0)} {batch}."}
    path.write_text("".join(json.dumps({"url": url, "text": body}) + "\n" for url, body in pages.items()))
    archiver.ingest([path], archive, jobs=1)


def marks(archive: Path) -> dict[str, str | None]:
    rows = archiver.open_archive(archive).articles(["url", "near_duplicate_of"])
    return {row["url"]: row["near_duplicate_of"] for row in rows}


def test_files_are_read_some_at_a_time_and_the_lock_is_let_go_between(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "archive"
    for batch in range(BATCHES):
        ingest(tmp_path, archive, batch)
    before = marks(archive)
    assert sum(found is not None for found in before.values()) == BATCHES - 1
    marking.index_of(archive).unlink()
    monkeypatch.setattr(marking, "FILES", 1)
    turns, told, step = [], [], marking._step

    def turn(lake: Lake, writer: Writer, files: marking.Files, advance: marking.Advance) -> marking.Turn:
        turns.append(step(lake, writer, files, advance))  # a turn has the lock, and gives it back
        return turns[-1]

    monkeypatch.setattr(marking, "_step", turn)
    marking.mark_near_duplicates(archive, lambda done, of: told.append((done, of)))
    files = len(Lake.open(archive).table.files())
    assert files > 1 and turns == [marking.Turn(read=1)] * (files - 1) + [marking.Turn(read=1, done=True)]
    assert told == [(done, files) for done in range(1, files + 1)]
    assert marks(archive) == before


def test_marks_are_written_some_files_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "archive"
    monkeypatch.setattr(marking, "MARKED", 1)
    with monkeypatch.context() as unmarked:
        unmarked.setattr(marking, "mark_near_duplicates", lambda *_, **__: 0)
        for batch in range(BATCHES):
            ingest(tmp_path, archive, batch)
    assert not any(marks(archive).values())
    before = Lake.open(archive).table.version
    assert marking.mark_near_duplicates(archive) == BATCHES - 1
    after = Lake.open(archive).table.version
    assert after - before > 1
    assert sum(found is not None for found in marks(archive).values()) == BATCHES - 1
    assert marking.mark_near_duplicates(archive) == 0 and Lake.open(archive).table.version == after


def mould(number: int, replaced: int) -> str:
    """250 words, so many of them a text's own: two such texts have a similarity of (248 - 3n) / (248 + 3n)."""
    words = random.Random(0).choices(WORDS, k=250)
    for place in random.Random(0).sample(range(1, 82), replaced):
        words[3 * place] = f"own{number}of{place}"
    return " ".join(words)


@pytest.mark.parametrize(("replaced", "most"), [(27, 0), (16, 24)])
def test_texts_of_one_mould_are_read_once_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, replaced: int, most: int
) -> None:
    """Each is somewhat alike to each, and none enough: at .51 their bitmaps say so, at .68 some must be compared."""
    lines = [json.dumps({"url": f"https://s{n}.example/", "text": mould(n, replaced)}) + "\n" for n in range(24)]
    (tmp_path / "alike.jsonl").write_text("".join(lines))
    read: list[int] = []
    sets = sketch.shingle_sets

    def counted(texts: Sequence[str]) -> list[Hashes]:
        read.extend(map(hash, texts))
        return sets(texts)

    monkeypatch.setattr(sketch, "shingle_sets", counted)
    archiver.ingest([tmp_path / "alike.jsonl"], tmp_path / "archive", jobs=1)
    assert len(read) == len(set(read)) and most / 2 <= len(read) <= most
    assert not any(marks(tmp_path / "archive").values())


def test_workers_that_are_killed_change_nothing(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    for batch in range(BATCHES):
        ingest(tmp_path, archive, batch)
    before = marks(archive)
    marking.index_of(archive).unlink()
    killed: list[int] = []
    ended = threading.Event()

    def kill_some() -> None:
        while len(killed) < 2 and not ended.wait(0.05):
            for child in psutil.Process().children():
                with suppress(psutil.Error):
                    if "spawn_main" in " ".join(child.cmdline()):
                        child.kill()
                        killed.append(child.pid)
                        break

    threading.Thread(target=kill_some, daemon=True).start()
    with Engine(2) as engine:
        marking.mark_near_duplicates(archive, engine=engine)
    ended.set()
    assert len(killed) == 2 and marks(archive) == before
    with closing(marking.opened(marking.index_of(archive))) as index:
        assert index.parts() == set(Lake.open(archive).table.files())


def test_the_old_row_of_a_copy_that_was_corrected_is_compared_with_nobody(tmp_path: Path) -> None:
    agency, paper = "https://agency.example/1", "https://paper.example/1"
    pages = [(agency, text(0), "01T08"), (paper, f"{text(0)} Rewritten.", "01T12"), (paper, text(9), "02T08")]
    archive, found = tmp_path / "archive", []
    for url, body, at in pages:
        (tmp_path / "page.jsonl").write_text(json.dumps({"url": url, "text": body, "fetched_at": f"2024-05-{at}:00Z"}))
        archiver.ingest([tmp_path / "page.jsonl"], archive, jobs=1)
        rows = (row for row in Lake.open(archive).scan() if "Rewritten" in row["text"])
        found += [(row["is_current"], row["near_duplicate_of"] is not None) for row in rows]
    assert found == [(True, True), (False, False)]


def test_a_copy_that_is_judged_again_keeps_its_mark_until_marks_are_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the commit and the marks a process may be killed, and others read."""
    archive, site = tmp_path / "archive", "https://agency.example"

    def store(numbers: range) -> None:
        end = "Read on in our paper, which comes every week."
        bodies = {n: f"{text(0)} {n}.\n{end}" if n < 2 else f"{text(n)}\n{end}" for n in numbers}
        lines = [json.dumps({"url": f"{site}/{n}", "text": body}) + "\n" for n, body in bodies.items()]
        (tmp_path / "pages.jsonl").write_text("".join(lines))
        archiver.ingest([tmp_path / "pages.jsonl"], archive, jobs=1)

    store(range(4))
    before = {row["url"]: row for row in Lake.open(archive).scan() if row["near_duplicate_of"]}
    monkeypatch.setattr(marking, "mark_near_duplicates", lambda *_, **__: 0)
    store(range(4, 20))
    after = {row["url"]: row for row in Lake.open(archive).scan() if row["url"] in before}
    (url,) = before
    assert after[url]["blocks"] != before[url]["blocks"] and after[url]["text"] == before[url]["text"]
    assert [after[url][name] for name in ("near_duplicate_of", "similarity")] == [
        before[url][name] for name in ("near_duplicate_of", "similarity")
    ]
