"""What attempts at a task were at when they ended.

Each attempt notes the page that it is at in a file of its own. Who does the task again reads what the attempts before
noted, and knows which pages are suspect: one of them may have ended a process. That is no proof: the attempt may go
on elsewhere (a cluster that lost sight of a worker has its task done twice), or have been ended from outside, by a
person, the machine's memory killer, a cluster that shrinks. `alone.py` finds out.

A place is a number that means the same in each attempt and in the next run of the same command: what a run's
processes were at when the run was killed is suspect in the next one.
"""

from __future__ import annotations

import os
import struct
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

from archiver.lake.files.durable import named, write_whole

JUDGING, ENRICHING, EXTRACTING, READING = range(4)
"""What was done to a page."""

NOWHERE = -1
"""The place of an attempt between two pages."""

SUSPECTS = "suspects"
"""The file of a spool with the places of runs before, and that of derived/ with those of pages that did harm."""

_PLACE = struct.Struct("<q")


def place_of(identity: str, what: int) -> int:
    """A number that no other page has. identity: hex, of which 60 bits are taken."""
    return int(identity[:15], 16) << 2 | what


def place_in_slice(number: int, position: int) -> int:
    """Where a slice is read."""
    return (number << 28 | position) << 2 | READING


class Journal:
    """One attempt's. attempt: its number, among those at its task in this run."""

    def __init__(self, task: Path) -> None:
        """task: the path of its attempts' files, but for the number that each has behind it."""
        self._folder = task.parent
        self._ended = Counter(places_in(task.with_name(SUSPECTS)))
        for attempt in count():
            path = task.with_name(f"{task.name}.{attempt}")
            try:
                self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
                break
            except FileExistsError:
                self._ended.update(places_in(path))
        self._path, self.attempt = path, attempt

    def at(self, place: int) -> None:
        with named(self._path):
            os.pwrite(self._file, _PLACE.pack(place), 0)

    def ended_at(self, place: int) -> int:
        """How many other attempts were last seen there."""
        return self._ended.get(place, 0)

    def blame(self, place: int) -> None:
        """It did harm, so that it is suspect in all runs that follow."""
        (self._folder / f"{place:x}.harmful").touch()

    def done(self) -> None:
        """The file stays until the task's files go, so that an attempt which is still to come has another number."""
        self.at(NOWHERE)
        os.close(self._file)


def suspects_of(spool: Path) -> set[int]:
    """The places that the processes of a run were at, by its spool."""
    found = set(places_in(spool / SUSPECTS))
    for path in spool.glob("*.at.*"):
        found.update(places_in(path))
    return found - {NOWHERE}


def blamed_in(spool: Path) -> set[int]:
    """The places that did harm in a run."""
    return {int(path.stem, 16) for path in spool.glob("*.harmful")}


def note_suspects(folder: Path, places: Collection[int]) -> None:
    """Have a run's journals know these; of derived/, those of all runs to come."""
    if places:
        write_whole(folder / SUSPECTS, b"".join(map(_PLACE.pack, places)))


def places_in(path: Path) -> Iterator[int]:
    """The places in a file; none where it is not there."""
    with suppress(FileNotFoundError):
        content = path.read_bytes()
        whole = len(content) - len(content) % _PLACE.size
        yield from (place for (place,) in _PLACE.iter_unpack(content[:whole]))
