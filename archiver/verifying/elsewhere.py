"""An archive that is kept elsewhere, verified and repaired: as a copy of it, of which every byte is fetched.

What that takes on the disk for as long as it lasts is the size of the archive. What a repair changed in the copy is
sent home while nobody else writes, what the log does not name yet first, the log then.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from archiver.common import database
from archiver.lake.storage.home import Home, exclusive, home_of
from archiver.verifying.repairing import Repaired
from archiver.verifying.report import Report

INDEX = "derived/index.sqlite"
"""Which parts there are, if the log is lost; it is derived, and each machine has its own."""

State = tuple[int, int, int]


def verified(folder: Path) -> Report:
    """folder: the working copy; nothing of it is believed."""
    from archiver.verifying import verify

    home = _home(folder)
    with _copied(home, folder) as copy:
        return _at_home(verify(copy), copy, home)


def repaired(folder: Path) -> Repaired:
    """Likewise. Others do not write meanwhile. Raises ConflictError where one does all the same."""
    with TemporaryDirectory(prefix="verify-", dir=folder) as place:
        index = Path(place) / "index.sqlite"
        if (folder / INDEX).exists():
            database.copy(folder / INDEX, index)  # of a log that is another now, pulling it would forget what it knows
        home = _home(folder)
        with exclusive(folder):
            done = _repaired(folder, home, index)
            home.pull()
    return done


def _repaired(folder: Path, home: Home, index: Path) -> Repaired:
    from archiver.verifying.repairing import repair_folder

    with _copied(home, folder) as copy:
        if index.exists():
            (copy / INDEX).parent.mkdir()
            index.rename(copy / INDEX)
        before = _states(copy)
        done = repair_folder(copy)
        after = _states(copy)
        changed = {key for key in after.keys() & before.keys() if after[key] != before[key]}
        home.replace(copy, after.keys() - before.keys(), changed, before.keys() - after.keys())
        _index_home(copy, folder)
        done = Repaired([line.replace(str(copy), home.address) for line in done.done], done.left)
        _at_home(done.left, copy, home)
    return done


def _index_home(copy: Path, folder: Path) -> None:
    """Keep the copy's index, which knows what was repaired: this machine's own may name parts that are gone."""
    if (copy / INDEX).exists():
        for path in folder.glob(f"{INDEX}*"):
            path.unlink()
        (folder / INDEX).parent.mkdir(exist_ok=True)
        database.copy(copy / INDEX, folder / INDEX)


def _home(folder: Path) -> Home:
    """Raises ArchiveError where there is no archive; that its log cannot be read is for `verify` to find."""
    from archiver.lake import Lake

    home = home_of(folder)
    home.pull()
    return home if (folder / "articles").is_dir() else home_of(Lake.open(folder).path)


@contextmanager
def _copied(home: Home, folder: Path) -> Iterator[Path]:
    with TemporaryDirectory(prefix="verify-", dir=folder) as copy:
        home.copy(Path(copy))
        yield Path(copy)


def _at_home(report: Report, copy: Path, home: Home) -> Report:
    """What is damaged, by its address. (--repair is told to go by it, and not to rebuild what each machine has.)"""
    report.damages = [
        replace(one, address=f"{home.address}/{one.path.relative_to(copy).as_posix()}") for one in report.damages
    ]
    return report


def _states(copy: Path) -> dict[str, State]:
    """Which files the copy has, but for what each machine makes itself; another state is another content."""
    found = {}
    for path in copy.rglob("*"):
        key = path.relative_to(copy)
        if path.is_file() and key.parts[0] != "derived" and not path.name.endswith(".lock"):
            about = path.stat()
            found[key.as_posix()] = (about.st_ino, about.st_mtime_ns, about.st_size)
    return found
