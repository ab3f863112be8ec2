"""However many stored pages a batch touches, some are held at a time, and the records are the same."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from sites import dump, page
from test_order import LANGUAGE_ONLY, PAGES, records, store

from archiver import pipeline
from archiver.ingesting import ingest
from archiver.lake import Lake
from archiver.learning import Draft, RowLearner
from archiver.recleaning import reclean
from archiver.records import Capture, Document
from archiver.verifying import verify

PIECE = 5


@pytest.fixture
def most(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Pages are judged five at a time; gives how many drafts of stored rows there were at one time, at most."""
    monkeypatch.setattr("archiver.learning.deciding.PIECE", PIECE)
    alive: weakref.WeakSet[Draft] = weakref.WeakSet()
    seen = [0]
    of_row = Draft.of_row.__func__  # type: ignore[attr-defined]

    def counted(cls: type[Draft], row: dict[str, Any]) -> Draft:
        draft: Draft = of_row(cls, row)
        alive.add(draft)
        seen.append(len(alive))
        return draft

    monkeypatch.setattr(Draft, "__hash__", object.__hash__)
    monkeypatch.setattr(Draft, "of_row", classmethod(counted))
    return lambda: max(seen)


def test_stored_pages_that_are_touched_are_not_held_together(tmp_path: Path, most: Callable[[], int]) -> None:
    """The 32nd page of a site changes what is known of its footer ("about 32 pages"), and so all of the others."""
    ingest([dump(n) for n in range(31)], tmp_path, jobs=1, looks_for=LANGUAGE_ONLY)
    assert ingest([dump(31)], tmp_path, jobs=1, looks_for=LANGUAGE_ONLY).recleaned == 31
    assert most() <= 2 * PIECE


def test_a_site_that_is_learned_anew_is_not_held_as_a_whole(
    tmp_path: Path, most: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other rules than those by which it was learned: the first command that writes counts its pages again."""
    site = "dale-times.example"
    ingest([*(page(n, day=n) for n in range(31)), *TIMES], tmp_path, jobs=1, looks_for=LANGUAGE_ONLY)
    monkeypatch.setattr("archiver.lake.relearning.PIECE", PIECE)
    monkeypatch.setattr("archiver.learning.learner.ruleset", lambda: "others")
    with Lake.open(tmp_path, learner=RowLearner()).writing() as writer:
        assert writer.row_count() > 31
        anew = writer.site_pages(site), dict(writer.every_statistic(site))
    assert most() <= 2 * PIECE
    monkeypatch.setattr("archiver.lake.relearning.PIECE", 1000)
    Lake.open(tmp_path, learner=RowLearner()).rebuild_index()
    with Lake.open(tmp_path).reading() as reader:
        assert anew == (31, dict(reader.every_statistic(site)))


def test_pieces_make_no_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "whole").mkdir()
    store(PAGES, tmp_path / "whole")
    monkeypatch.setattr("archiver.learning.deciding.PIECE", 2)
    monkeypatch.setattr("archiver.lake.table.parts.FILE_ROWS", 3)
    for batch in (PAGES[4:9], PAGES[:4], PAGES[9:]):
        store(batch, tmp_path / "pieces")
    assert records(tmp_path / "pieces") == records(tmp_path / "whole")
    assert verify(tmp_path / "pieces").ok


# ── extracted anew by another extractor ───────────────────────────────────────────────────────


def times(number: int, edition: str, day: int) -> Capture:
    """A page of the Dale Times, of which each capture has a line of its own in the chrome."""
    capture = page(number, day=day)
    return replace(capture, body=bytes(capture.body).replace(b"<footer>", f"<p>{edition}</p><footer>".encode()))  # type: ignore[arg-type]


TIMES = [
    *(times(n, f"Edition of the day {n}", n) for n in range(12)),
    times(3, "Edition of another day", 30),
    times(4, "Edition of another day", 30),
    times(5, "Edition of the day 5", 31),
]
OLD = pipeline._extract


def overlooking(capture: Capture) -> Document:
    """An extractor that does not see the editions, so that captures have one text that had two, but sees more."""
    document = OLD(capture)
    blocks = [block for block in document.blocks if not block.text.startswith("Edition")]
    return replace(document, blocks=(*blocks, replace(blocks[0], text="Cookies: yes | no")))


@pytest.mark.parametrize("size", [1, 4, 1000])
def test_pages_extracted_anew_are_what_they_would_be_had_they_come_today(
    tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch, most: Callable[[], int]
) -> None:
    store(TIMES, tmp_path / "then")
    before = most()
    monkeypatch.setattr(pipeline, "_extract", overlooking)
    store(TIMES, tmp_path / "today")
    first = records(tmp_path / "then")
    tried = reclean(tmp_path / "then", from_raw=True, batch_pages=size)
    assert records(tmp_path / "then") == first
    done = reclean(tmp_path / "then", from_raw=True, batch_pages=size, apply=True)
    assert records(tmp_path / "then") == records(tmp_path / "today")
    assert len(first) == 14
    assert len(records(tmp_path / "then")) == 12
    assert verify(tmp_path / "then").ok
    assert tried.judged == 14
    assert done.judged >= 12
    assert most() <= max(before, 4 * PIECE)
    assert reclean(tmp_path / "then", from_raw=True, apply=True).changed == 0
