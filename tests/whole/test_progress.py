"""How far a run says that it is, and when it says how long it will take still."""

from __future__ import annotations

from pathlib import Path

import pytest

from archiver.cli.progress import Pace, in_words
from archiver.ingesting import ingest_inputs
from archiver.sources import Progress, measure


def test_the_end_is_foretold_when_enough_was_seen_and_starting_up_does_not_count() -> None:
    pace = Pace()
    assert pace.left(1000, 60.0) is None
    pace.step(10, 100.0)  # the first step, long after the start
    pace.step(40, 112.0)
    assert pace.left(1000, 112.0) is None  # 3 % are too little
    pace.step(110, 109.0)
    assert pace.left(1000, 109.0) is None  # and so are nine seconds
    assert pace.left(1000, 110.0) == 89.0  # 100 in ten seconds, 890 to come
    assert pace.left(1000, 120.0) == 178.0  # nothing was done meanwhile
    assert pace.left(None, 120.0) is None
    pace.step(1000, 130.0)
    assert pace.left(1000, 130.0) == 0


def test_the_rate_is_told_when_enough_was_seen() -> None:
    pace = Pace()
    assert pace.rate(60.0) == ""
    pace.step(100, 100.0)
    pace.step(20_100, 109.0)
    assert pace.rate(109.0) == ""
    assert pace.rate(110.0) == " (2,000 a second)"
    assert pace.rate(10_100.0) == " (2.0 a second)"


def test_times_are_told_no_more_exactly_than_they_are_known() -> None:
    assert in_words(None) == ""
    told = [in_words(seconds) for seconds in (0.0, 44.0, 100.0, 3000.0, 9000.0)]
    assert told == [f"about {one} left" for one in ("10 s", "40 s", "2 min", "50 min", "2.5 h")]


def test_reading_and_storing_are_both_progress(tmp_path: Path) -> None:
    inputs = [tmp_path / f"{number}.txt" for number in range(5)]
    for number, path in enumerate(inputs):
        text = f"Story {number} of the harbour.\n\nThe council put the vote on pier {number} off until Monday.\n"
        path.write_text(text * 3)
    steps: list[Progress] = []
    ingest_inputs(inputs, tmp_path / "archive", jobs=1, looks_for=frozenset(), progress=steps.append)
    size = measure(inputs)
    assert [step.read + step.stored for step in steps] == sorted(step.read + step.stored for step in steps)
    assert (steps[0].read, steps[0].stored) == (size, 0)
    assert (steps[-1].read, steps[-1].stored, steps[-1].captures) == (size, size, 5)


def test_that_sites_are_learned_anew_is_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "archive"
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"Story {number} of the harbour, and its pier.\n" * 3)
        ingest_inputs([tmp_path / f"{number}.txt"], archive, jobs=1, site="log", looks_for=frozenset())
    monkeypatch.setattr("archiver.learning.learner.ruleset", lambda: "another")
    steps: list[Progress] = []
    for _ in range(2):
        (tmp_path / "more.txt").write_text(f"Story {len(steps)} of the quay, and its lamp.\n" * 3)
        inputs = [tmp_path / "more.txt"]
        ingest_inputs(inputs, archive, jobs=1, site="log", looks_for=frozenset(), progress=steps.append)
    assert [step.anew for step in steps if step.anew] == [(3, 3)]
