"""Sites are learned anew some rows at a time: the same whatever the pieces, and whatever ends it meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from lake_rows import row
from test_lake import Counting, commit

from archiver.lake import Lake
from archiver.lake.index.tables import CONTENTS
from archiver.lake.relearning import Known, LearnedOfRows

ROWS = [{**row(n, site=site), "id": f"{n:032}"} for n in range(7) for site in ("a", "b", "c")]
"""Each article has a row of three sites, so that none may be cut apart."""


class Ended(Counting):
    """A learner whose process ends when it has learned some pieces."""

    def __init__(self, pieces: int) -> None:
        super().__init__(2)
        self._left = pieces

    def learn(self, site: str, rows: Iterable[dict[str, Any]], known: Known = lambda keys: {}) -> LearnedOfRows:
        if not self._left:
            raise KeyboardInterrupt
        self._left -= 1
        return super().learn(site, rows, known)


def content(archive: Path) -> list[list[tuple[Any, ...]]]:
    with Lake.open(archive, learner=Counting(2)).reading() as reader:
        return [sorted(reader._index.content(what)) for what in CONTENTS]


def compared_with_a_new_one(archive: Path) -> None:
    found = content(archive)
    Lake.open(archive, learner=Counting(2)).rebuild_index()
    assert found == content(archive)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    commit(Lake.open(tmp_path, create=True, learner=Counting()), ROWS)
    return tmp_path


@pytest.mark.parametrize("piece", [1, 4, 500])
def test_pieces_make_no_difference(archive: Path, piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archiver.lake.relearning.PIECE", piece)
    told: list[tuple[int, int]] = []
    learner = Counting(2)
    with Lake.open(archive, learner=learner).writing(advance=lambda done, total: told.append((done, total))) as writer:
        assert [writer.site_pages(site) for site in "abc"] == [7, 7, 7]
        footer = row(0)["blocks"][2]["fingerprint"]
        assert [writer.statistics(site, [footer]) for site in "abc"] == [{footer: bytes([14])}] * 3
    assert told[-1] == (len(ROWS), len(ROWS))
    assert len(told) == len(learner.learned) == {1: 21, 4: 12, 500: 3}[piece]
    compared_with_a_new_one(archive)


@pytest.mark.parametrize("pieces", range(12))
def test_what_ends_it_costs_the_site_that_it_was_at(
    archive: Path, pieces: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archiver.lake.relearning.PIECE", 4)
    with pytest.raises(KeyboardInterrupt), Lake.open(archive, learner=Ended(pieces)).writing():
        pass
    with Lake.open(archive).reading() as reader:
        assert reader.site_pages("a") == (0 if pieces < 4 else 7), "who only reads takes no half for the whole"
    learner = Counting(2)
    with Lake.open(archive, learner=learner).writing():
        pass
    assert set(learner.learned) == set("abc"[pieces // 4 :])
    compared_with_a_new_one(archive)
