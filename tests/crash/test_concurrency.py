"""Several processes on one archive: they wait their turn, nobody sees half a state, no file goes under a reader."""

from __future__ import annotations

import json
import threading
from itertools import count
from pathlib import Path

from archives import PINNED, SITES, content, input_ids, write_inputs
from commands import Command

from archiver.explore.sql import query
from archiver.lake import Lake
from archiver.verifying import verify


def start(folder: Path, number: int, *arguments: str) -> Command:
    return Command(["--archive", str(folder / "archive"), "--json", *arguments], folder / f"{number}.out")


def test_eight_processes_at_once_make_what_one_makes(tmp_path: Path) -> None:
    """Two ingest the same files, two others; beside them reclean, enrich, compact, pin, and a reader all the time."""
    inputs = [str(path) for path in write_inputs(tmp_path / "inputs", 8)]
    assert start(tmp_path, 0, "ingest", inputs[0]).wait() == 1
    wrong: list[str] = []
    done = threading.Event()
    reader = threading.Thread(target=read_on, args=(tmp_path / "archive", done, wrong))
    reader.start()
    work = [
        ("ingest", *inputs[:4]), ("ingest", *reversed(inputs[:4])), ("ingest", *inputs[3:]), ("ingest", *inputs[6:]),
        ("reclean", "--apply"), ("enrich",), ("compact", "--keep-hours", "1"),
        ("pin", SITES[0], PINNED, "--as", "furniture"),
    ]  # fmt: skip
    running = [start(tmp_path, number, *arguments) for number, arguments in enumerate(work, 1)]
    codes = [command.wait() for command in running]
    done.set()
    reader.join()
    assert not wrong
    assert codes == [1, 1, 1, 1, 0, 0, 0, 0], [command.errors for command in running]
    assert verify(tmp_path / "archive").ok
    assert input_ids(tmp_path / "archive") == sorted(str(n) for n in range(24))
    assert content_of_one_run(tmp_path, inputs) == content(tmp_path / "archive")


def content_of_one_run(folder: Path, inputs: list[str]) -> list[dict[str, object]]:
    alone = folder / "alone"
    alone.mkdir()
    assert start(alone, 1, "ingest", *inputs).wait() == 1
    assert start(alone, 2, "pin", SITES[0], PINNED, "--as", "furniture").wait() == 0
    return content(alone / "archive")


def read_on(archive: Path, done: threading.Event, wrong: list[str]) -> None:
    """Look at the archive again and again: each article has one current row, and all that is named can be read."""
    while not done.is_set():
        sql = "SELECT id, count(*) FILTER (is_current) AS n FROM stored GROUP BY id HAVING n <> 1"
        try:
            wrong += [f"{row} is half made" for row in query(archive, sql).to_pylist()]
            lake = Lake.open(archive)
            counted = sum(lake.table.files().values())
            seen = sum(1 for _ in lake.scan(["row_id", "text"]))
            if counted != seen:
                wrong.append(f"{counted} rows are named, {seen} are there")
        except Exception as error:  # whatever it is, a reader must not see it
            wrong.append(repr(error))


def test_verify_beside_writers_calls_nothing_damaged(tmp_path: Path) -> None:
    """Parts are replaced, logs grow and files of old versions are deleted under it; what is damaged is found after."""
    inputs = [str(path) for path in write_inputs(tmp_path / "inputs", 12)]
    assert start(tmp_path, 0, "ingest", inputs[0]).wait() == 1
    numbers = count(1)
    work = [("ingest", *inputs[1:6]), ("ingest", *inputs[6:]), ("reclean", "--apply"), ("enrich",),
            ("pin", SITES[0], PINNED, "--as", "furniture")]  # fmt: skip
    running = [start(tmp_path, next(numbers), *arguments) for arguments in work]
    looks = 0
    while any(command.process.is_alive() for command in running) or looks < 6:
        compacting = start(tmp_path, next(numbers), "compact", "--keep-hours", "0")
        looking = [start(tmp_path, next(numbers), "verify") for _ in range(2)]
        for one in looking:
            assert one.wait() == 0, one.out.read_text() + one.errors
        assert compacting.wait() == 0, compacting.errors
        looks += 1
    assert [command.wait() for command in running] == [1, 1, 0, 0, 0], [command.errors for command in running]
    part = next((tmp_path / "archive" / "articles").glob("part-*"))
    part.write_bytes(part.read_bytes()[:-9] + b"x" * 9)
    told = start(tmp_path, next(numbers), "verify")
    assert told.wait() == 1 and part.name in told.out.read_text()


def test_a_reader_goes_on_with_its_version_while_others_compact(tmp_path: Path) -> None:
    inputs = [str(path) for path in write_inputs(tmp_path / "inputs", 5)]
    for number, path in enumerate(inputs[:4]):
        assert start(tmp_path, number, "ingest", path).wait() == 1
    lake = Lake.open(tmp_path / "archive")
    reading = lake.scan(["row_id", "text"])
    first = next(reading)
    assert start(tmp_path, 5, "ingest", inputs[4]).wait() == 1
    compacted = start(tmp_path, 6, "compact")
    assert compacted.wait() == 0
    assert json.loads(compacted.out.read_text())["after"] == 1
    assert len([first, *reading]) == 12
    assert len(list(lake.scan())) == 12, "the version that it opened, as often as it likes"
    assert len(list(Lake.open(tmp_path / "archive").scan())) == 15
