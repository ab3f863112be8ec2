"""A fault at every step of every command that writes: what is stored is whole, and the command again makes it good."""

from __future__ import annotations

import os
import re
import resource
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Literal

import bagit
import pytest
from archives import PINNED, SITES, content, input_ids, write_inputs
from commands import Command, Setup
from faults import Fault
from newspaper import Newspaper
from soak import POLITE

from archiver.settings import pin
from archiver.verifying import verify

How = Literal["raises", "exits"]


def nothing(archive: Path) -> None:
    """It has something to do as it is."""


def pinned(archive: Path) -> None:
    """Somebody wrote a pin into the settings by hand: stored pages are to be judged again."""
    for site in SITES:
        pin(archive, site, PINNED, "furniture")


def damaged(archive: Path) -> None:
    """A part, a log and two things that are derived are not as they were."""
    part = next((archive / "articles").glob("part-*"))
    for path in (part, archive / "runs" / "runs.jsonl", archive / "derived" / "duplicates.sqlite"):
        whole = bytearray(path.read_bytes())
        whole[len(whole) // 2 : len(whole) // 2 + 40] = b"x" * 40
        path.write_bytes(whole)


def log_damaged(archive: Path) -> None:
    """The last entry of the log is not as it was."""
    path = max((archive / "articles" / "_delta_log").glob("*.json"))
    path.write_bytes(path.read_bytes().replace(b"add", b"odd"))


@dataclass(frozen=True)
class Case:
    """arguments: with {inputs}, {feed}, {pages} and {out} for what they name. before: commands that were run, after
    which `prepare` did what no command does. tries: steps that fail in the suite. code: where nothing fails."""

    arguments: str
    before: tuple[str, ...] = ()
    prepare: Callable[[Path], None] = nothing
    tries: int = 3
    code: int = 0


CASES = {
    "ingest": Case("ingest --jobs 1 {inputs}/pages-001.jsonl", tries=5, code=1),
    "reclean": Case("reclean --apply", prepare=pinned),
    "enrich": Case("enrich --jobs 1", before=("ingest --jobs 1 --without topics {inputs}/pages-001.jsonl",)),
    "compact": Case("compact --keep-hours 0", before=tuple(f"ingest {{inputs}}/pages-00{n}.jsonl" for n in (1, 2))),
    "pin": Case("pin fjordposten {pinned} --as furniture"),
    "poll": Case("poll --now {polite}", before=("follow {polite} {feed}",), tries=2),
    "fetch": Case("fetch {polite} {pages}", tries=2),
    "repair": Case("verify --repair", prepare=damaged),
    "repair of the log": Case("verify --repair", prepare=log_damaged),
    "export": Case("export {out}/articles.parquet"),
    "bag": Case("export --bagit {out}/bag"),
}


@pytest.fixture(scope="module")
def newspaper() -> Iterator[Newspaper]:
    newspaper = Newspaper()
    yield newspaper
    newspaper.close()


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("faults") / "inputs"
    write_inputs(folder, 3)
    return folder


@dataclass(frozen=True)
class Stage:
    """Where commands are run: each in a folder that has the archive, and gets what it writes."""

    inputs: Path
    newspaper: Newspaper

    def run(self, folder: Path, command: str, setup: Setup | None = None) -> Command:
        named = {"inputs": self.inputs, "out": folder, "feed": self.newspaper.feed}
        words = []
        for word in command.split():
            several = {"{pages}": self.newspaper.pages[:3], "{polite}": POLITE, "{pinned}": (PINNED,)}.get(word)
            words += several or (word.format(**named),)
        return Command(["--archive", str(folder / "archive"), "--json", *words], folder / "said.out", setup)

    def prepared(self, folder: Path, case: Case) -> Path:
        folder.mkdir()
        for command in ("ingest --jobs 1 {inputs}/pages-000.jsonl", *case.before):
            assert self.run(folder, command).wait() in (0, 1)
        case.prepare(folder / "archive")
        return folder

    def ids(self, folder: Path) -> list[str]:
        return input_ids(folder / "archive", self.newspaper.base)

    def content(self, folder: Path) -> list[dict[str, object]]:
        return content(folder / "archive", self.newspaper.base)


@pytest.mark.parametrize("name", CASES)
def test_a_fault_at_every_step(inputs: Path, newspaper: Newspaper, tmp_path: Path, name: str) -> None:
    """Steps fail in turn, with an error or with the end of the process. With `make soak` all do, in both ways."""
    stage, case = Stage(inputs, newspaper), CASES[name]
    prepared = stage.prepared(tmp_path / "prepared", case)
    steps, right = undisturbed(stage, case, prepared, tmp_path / "whole")
    for at, how in chosen(steps, case.tries):
        folder = Path(shutil.copytree(prepared, tmp_path / f"{at}-{how}"))
        faulty = stage.run(folder, case.arguments, Fault(str(folder), at, how))
        code = faulty.wait()
        assert code in ({0, 1} if how == "raises" else {77}), f"step {at}: {faulty.errors}"
        if case.prepare not in (damaged, log_damaged):
            assert stage.ids(folder) in (stage.ids(prepared), stage.ids(tmp_path / "whole")), f"step {at}: half of it"
            assert (report := verify(folder / "archive")).ok, f"step {at} {how}: {report}"
        if faulty.said and "stored" in faulty.said:
            assert stage.content(folder) == right, f"step {at}: acknowledged and lost"
        again = stage.run(folder, case.arguments)
        if again.wait() != case.code:  # it was all there when the step failed, and a bag is not written over
            assert name == "bag" and "is there already" in again.errors, f"after step {at} {how}: {again.errors}"
            assert bagit.Bag(str(folder / "bag")).is_valid()
        assert stage.content(folder) == right, f"step {at} {how}"
        assert (report := verify(folder / "archive")).ok, f"after step {at} {how}: {report}"
        shutil.rmtree(folder)


TOLD = re.compile("too large|disk I/O error; is the disk full")


def no_file_larger() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


def nowhere() -> None:
    """As where /tmp is full, or is not."""
    os.environ["TMPDIR"] = os.environ["SQLITE_TMPDIR"] = "/nowhere"
    tempfile.tempdir = None


@pytest.mark.parametrize("name", CASES)
def test_no_room(inputs: Path, newspaper: Newspaper, tmp_path: Path, name: str) -> None:
    """The kernel refuses to write on, also to Delta and SQLite: an error that says so. Without /tmp it works all the
    same."""
    stage, case = Stage(inputs, newspaper), CASES[name]
    prepared = stage.prepared(tmp_path / "prepared", case)
    folder = Path(shutil.copytree(prepared, tmp_path / "x"))
    full = stage.run(folder, case.arguments, no_file_larger)
    assert full.wait() in (0, 1) and (full.said or TOLD.search(full.errors)), full.errors
    if case.prepare not in (damaged, log_damaged):
        assert verify(folder / "archive").ok
    again = stage.run(folder, case.arguments, nowhere)
    assert again.wait() == case.code, again.errors
    assert verify(folder / "archive").ok


def undisturbed(stage: Stage, case: Case, prepared: Path, folder: Path) -> tuple[int, list[dict[str, object]]]:
    """How many steps the command has, and what the archive then is."""
    shutil.copytree(prepared, folder)
    counted = folder.with_name("steps")
    whole = stage.run(folder, case.arguments, Fault(str(folder), 0, "raises", counted=str(counted)))
    assert whole.wait() == case.code, whole.errors
    return int(counted.read_text().split()[0]), stage.content(folder)


def chosen(steps: int, tries: int) -> Iterator[tuple[int, How]]:
    hows: tuple[How, How] = ("raises", "exits")
    if os.environ.get("ARCHIVER_SOAK"):
        yield from ((at, how) for at in range(1, steps + 1) for how in hows)
    else:
        yield from zip((1 + steps * k // tries for k in range(tries)), cycle(hows), strict=False)
