"""Pages of earlier runs that are judged again: each is counted once, and none of the run's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from archiver.ingesting import ingest
from archiver.ingesting.judged_again import JudgedAgain
from archiver.records import Capture, Origin


def dump(number: int) -> Capture:
    text = "\n\n".join(f"Boat {number} left quay {k} at nine, said pilot {number * k}." for k in range(4))
    body = f"{text}\n\nAll rights reserved by the quay of Tarn and its boats."
    return Capture("text", body, Origin(f"{number}.txt"), site="quay.example")


def test_each_is_counted_once() -> None:
    old, new = [f"{n:032x}" for n in (1 << 70, 2 << 70)], f"{3 << 70:032x}"
    counting = JudgedAgain()
    assert counting.grown([([new], [new, old[0]])]) == 1
    assert counting.grown([([], [new, old[0]]), ([], old)]) == 1
    assert counting.grown([]) == 0


def test_a_run_of_many_rounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archiver.ingesting.one_round.ROUND", 2)
    first = ingest(map(dump, range(12)), tmp_path, jobs=1)
    assert (first.stored, first.recleaned) == (12, 0)
    second = ingest(map(dump, range(12, 40)), tmp_path, jobs=1)
    assert (second.stored, second.recleaned) == (28, 12)
