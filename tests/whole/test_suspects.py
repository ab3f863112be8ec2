"""A page at which processes ended is suspect, and no more than that until it ends one that does nothing else."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from archiver.api import ingest
from archiver.errors import ArchiveError
from archiver.ingesting import alone
from archiver.ingesting.alone import done_alone
from archiver.ingesting.guard import ENDS, Harm, Watch
from archiver.ingesting.journal import EXTRACTING, Journal, place_in_slice, place_of
from archiver.ingesting.mapping import MapJob, Mapped, map_slice
from archiver.ingesting.spool import Spool, spool_of_run
from archiver.lake import Lake
from archiver.learning import RowLearner
from archiver.sources.item import Options
from archiver.sources.limits import DEFAULT_LIMITS
from archiver.sources.slices import cut


@pytest.fixture
def job(tmp_path: Path) -> MapJob:
    """A slice of three pages."""
    lines = [{"text": f"Boat {n} left the harbour at nine.\n\nSo the pilot said.", "site": "s"} for n in range(3)]
    (tmp_path / "pages.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    Lake.open(tmp_path / "archive", create=True, learner=RowLearner()).known(())
    (tmp_path / "spool").mkdir()
    (part,) = cut([tmp_path / "pages.jsonl"], Options())
    return MapJob(tmp_path / "archive", tmp_path / "spool", 0, part, Options(), DEFAULT_LIMITS, 60.0)


def ended_at(job: MapJob, place: int) -> None:
    """An attempt that went no further."""
    journal = Journal(Spool(job.spool).path(job.number, "at"))
    journal.at(place)


def places(job: MapJob, mapped: Mapped) -> list[int]:
    return [place_of(ref.digest, EXTRACTING) for ref in mapped.refs]


def test_a_page_at_which_others_ended_the_attempts_is_stored(job: MapJob) -> None:
    expected = map_slice(job)
    for place in (places(job, expected)[1], place_in_slice(0, 1)):
        for _ in range(ENDS - 1):
            ended_at(job, place)
    mapped = map_slice(job)
    assert [ref.digest for ref in mapped.refs] == [ref.digest for ref in expected.refs]
    assert not mapped.errors


def test_a_run_comes_to_its_end_where_attempts_end_at_a_page_that_does_nothing_when_it_is_alone(job: MapJob) -> None:
    _, place, _ = places(job, map_slice(job))
    for _ in range(ENDS):
        ended_at(job, place)
    mapped = map_slice(job)
    assert [(error.origin.record, error.reason) for error in mapped.errors] == [(2, "process-lost")]
    assert len(mapped.refs) == 2


def test_where_reading_a_file_ends_processes_the_rest_of_it_is_given_up(
    job: MapJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archiver.ingesting.mapping._read_again", lambda *_: os.kill(os.getpid(), signal.SIGUSR1))
    ended_at(job, place_in_slice(0, 1))
    mapped = map_slice(job)
    assert [(error.origin.record, error.reason) for error in mapped.errors] == [(None, "process-lost")]
    assert len(mapped.refs) == 1


def test_what_an_attempt_gave_stays_as_it_is_when_another_one_ends_later(job: MapJob, tmp_path: Path) -> None:
    """A cluster that has lost sight of a worker has its task done twice; the later one may find that pages of it are
    stored by now, and leave them out."""
    first = map_slice(job)
    before = dict(Spool(job.spool).drafts(first.refs))
    ingest([tmp_path / "pages.jsonl"], job.archive, jobs=1)
    second = map_slice(job)
    assert (second.known, second.refs) == (3, ())
    assert dict(Spool(job.spool).drafts(first.refs)) == before
    assert all(Spool(job.spool).path_of(ref, "warc").stat().st_size for ref in first.refs)


def test_what_was_made_of_a_slice_goes_when_it_is_committed(job: MapJob) -> None:
    for _ in range(2):
        map_slice(job)
    spool = Spool(job.spool)
    spool.put_aside("what a task found")
    spool.drop([job.number])
    assert not list(job.spool.iterdir())


def test_what_a_run_that_failed_was_at_is_suspect_in_the_next_one_and_then_no_more(tmp_path: Path) -> None:
    """A page may have ended the last worker of a cluster."""
    with pytest.raises(ArchiveError), spool_of_run(tmp_path) as spool:
        Journal(spool.path(0, "at")).at(7)
        raise ArchiveError("has been without workers for 300 seconds")
    with spool_of_run(tmp_path) as spool:
        assert spool.follows_a_killed_run
        assert [Journal(spool.path(5, "at")).ended_at(place) for place in (7, 8)] == [1, 0]
    with spool_of_run(tmp_path) as spool:
        assert not spool.follows_a_killed_run
    assert not list((tmp_path / "derived" / "spool").iterdir())


def test_what_did_harm_is_suspect_in_all_runs_that_follow(tmp_path: Path) -> None:
    with spool_of_run(tmp_path) as spool:
        Journal(spool.path(0, "at")).blame(7)
    for _ in range(2):
        with spool_of_run(tmp_path) as spool:
            assert Journal(spool.path(0, "at")).ended_at(7)
            assert not spool.follows_a_killed_run


def test_a_signal_from_outside_proves_nothing_by_itself(tmp_path: Path) -> None:
    def ended(number: int) -> int:
        os.kill(os.getpid(), number)
        return 0

    def ended_once() -> int:
        if (tmp_path / "once").exists():
            return 0
        (tmp_path / "once").touch()
        return ended(signal.SIGKILL)

    assert done_alone(ended_once) == 0
    assert done_alone(lambda: ended(signal.SIGKILL)) == -signal.SIGKILL
    assert done_alone(lambda: ended(signal.SIGUSR1)) == -signal.SIGUSR1
    assert done_alone(lambda: 7) == 7
    assert done_alone(lambda: 1 // 0) == 0


def _spin() -> None:
    while True:
        pass


def _stick_in_c() -> None:
    sum(range(1 << 60))


def _eat() -> None:
    bytearray(1 << 50)


@pytest.mark.parametrize(
    ("work", "reason"), [(_spin, "too-slow"), (_stick_in_c, "too-slow"), (_eat, "out-of-memory"), (int, None)]
)
def test_a_suspect_page_has_its_limits_also_in_the_fork_of_a_thread(
    tmp_path: Path, work: Callable[[], object], reason: str | None
) -> None:
    """As a Dask worker's task is one."""
    Journal(tmp_path / "at").at(7)
    watch, found = Watch(0.2, Journal(tmp_path / "at")), list[Harm | None]()
    thread = threading.Thread(target=lambda: found.append(watch.harm_before(7, work)))
    thread.start()
    thread.join()
    assert [harm and harm.reason for harm in found] == [reason]


def test_a_fork_that_waits_for_a_lock_that_nobody_lets_go_of_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alone, "STILL", 0.2)

    def waits() -> int:
        time.sleep(300)
        return 1

    others = psutil.Process().children()
    began = time.monotonic()
    assert done_alone(waits) == 0
    assert time.monotonic() - began < 200
    assert psutil.Process().children() == others
