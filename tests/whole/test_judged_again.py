"""Pages of earlier runs that are judged again: each is counted once, and none of the run's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.ingesting import ingest
from archiver.ingesting.judged_again import JudgedAgain
from archiver.records import Capture, Origin

IDS = st.sets(st.integers(0, 40).map("{:016x}".format), max_size=9)


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


@given(st.lists(st.lists(st.tuples(IDS, IDS), max_size=3), max_size=12))
def test_as_many_as_sets_say(rounds: list[list[tuple[set[str], set[str]]]]) -> None:
    counting, brought, written, count = JudgedAgain(), set[str](), set[str](), 0
    for tasks in rounds:
        count += counting.grown(tasks)
        brought.update(*(own for own, _ in tasks))
        written.update(*(every for _, every in tasks))
        assert count == len(written - brought)


def test_a_run_of_many_rounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archiver.ingesting.one_round.ROUND", 2)
    first = ingest(map(dump, range(12)), tmp_path, jobs=1)
    assert (first.stored, first.recleaned) == (12, 0)
    second = ingest(map(dump, range(12, 40)), tmp_path, jobs=1)
    assert (second.stored, second.recleaned) == (28, 12)
