"""Inputs cut into slices of about equal size: tasks that any process can do, and do again.

A slice names files, or a range of one file that begins and ends with whole records. What cannot be cut without
being read (standard input, a large file in gzip, a dump whose separator must be found) is read here, and its pages
travel by the handful. Where cuts fall depends on the inputs alone, never on who works on them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from archiver.errors import InputError
from archiver.records import Origin
from archiver.sources.charset import wide_charset
from archiver.sources.item import Options, Outcome
from archiver.sources.limits import DEFAULT_LIMITS, Limits
from archiver.sources.naming import STDIN, NamedInput, name_inputs
from archiver.sources.reading import printable, read_input, read_range
from archiver.sources.sniff import Form, form_of
from archiver.sources.streams import Meter
from archiver.sources.warc_records import is_packed_by_record, record_behind

SLICE = 2 << 20
"""Bytes of a slice as they lie on disk: a fraction of a second's work, so that a lost slice costs little. What each
costs by itself (files made, the index opened) is then 1 % of what HTML takes; with half of that it was 2 %."""

MOST = 128
"""Files, or pages, in a slice."""

LINES = 512
"""Lines of JSON, about, in a slice: of short texts 2 MiB are three seconds' work, for which a second worker waits."""

_HEAD = 1 << 16


@dataclass(frozen=True, slots=True)
class Files:
    """Whole files, read one after the other. size: their bytes on disk."""

    inputs: tuple[NamedInput, ...]
    size: int

    @property
    def path(self) -> str:
        return printable(self.inputs[-1].path)

    @property
    def files(self) -> list[Path]:
        """What whoever reads it must see."""
        return [Path(named.path) for named in self.inputs if named.error is None]


@dataclass(frozen=True, slots=True)
class Range:
    """The records of a file that begin in [start, end). Their numbers go on from the range before."""

    path: str
    form: Form
    start: int
    end: int

    @property
    def size(self) -> int:
        return self.end - self.start

    @property
    def files(self) -> list[Path]:
        return [Path(self.path)]


@dataclass(frozen=True, slots=True)
class Handful:
    """Pages that were read already. size: bytes read for them from the disk."""

    outcomes: tuple[Outcome, ...]
    size: int = 0

    @property
    def path(self) -> str:
        return self.outcomes[-1].origin.path if self.outcomes else STDIN

    @property
    def files(self) -> list[Path]:
        return []


Slice = Files | Range | Handful


def cut(
    inputs: Iterable[str | Path],
    options: Options,
    limits: Limits = DEFAULT_LIMITS,
    *,
    stdin: BinaryIO | None = None,
    size: int = SLICE,
) -> Iterator[Slice]:
    """The inputs as slices, in the order in which they are named; all that `read` gives is in one of them."""
    small: list[NamedInput] = []
    held = 0
    for named in name_inputs(inputs):
        length = _size(named)
        share = _share(named, length, size)
        if length is not None and length <= share:
            small.append(named)
            held += length
            if held < size and len(small) < MOST:
                continue
        if small:
            yield Files(tuple(small), held)
            small, held = [], 0
        if length is None or length > share:
            yield from _cut_file(named, length, options, limits, stdin, share)
    if small:
        yield Files(tuple(small), held)


def _size(named: NamedInput) -> int | None:
    """Bytes of a regular file, 0 of one that cannot be read; None where only reading tells."""
    if named.error is not None:
        return 0
    path = Path(named.path)
    try:
        return path.stat().st_size if named.path != STDIN and path.is_file() else None
    except OSError:
        return 0  # `read_input` says what is wrong with it


def _share(named: NamedInput, length: int | None, size: int) -> int:
    """Bytes of this file in a slice: `size`, or, of JSON lines that are short, as many as LINES have; an eighth at
    least."""
    least = max(1, size // 8)
    head = _head_of(named.path) if length is not None and length > least else b""
    lines = head.count(b"\n")
    if not lines or form_of(named.path, head) != "jsonl" or wide_charset(head):
        return size
    return min(size, max(least, LINES * len(head) // lines))


def _head_of(path: str) -> bytes:
    """How a file begins; empty where it cannot be read, of which `read_input` says why."""
    try:
        with Path(path).open("rb") as file:
            return file.read(_HEAD)
    except OSError:
        return b""


def _cut_file(
    named: NamedInput, length: int | None, options: Options, limits: Limits, stdin: BinaryIO | None, size: int
) -> Iterator[Slice]:
    ranges = _ranges(named.path, length, size, limits) if length else None
    if ranges is not None:
        yield from ranges
        return
    read = [0]

    def told(amount: int) -> None:
        read[0] += amount

    yield from handfuls(read_input(named, options, limits, stdin=stdin, told=told), size, read)


def handfuls(outcomes: Iterable[Outcome], size: int = SLICE, read: list[int] | None = None) -> Iterator[Handful]:
    """Pages as slices of about `size` bytes. read: where the reader counts the bytes that it read from the disk."""
    read = read if read is not None else [0]
    held: list[Outcome] = []
    weight = told = 0
    for outcome in outcomes:
        held.append(outcome)
        weight += 0 if isinstance(outcome, InputError) else len(outcome.body)
        if weight >= size or len(held) >= MOST:
            yield Handful(tuple(held), read[0] - told)
            held, weight, told = [], 0, read[0]
    if held or read[0] > told:
        yield Handful(tuple(held), read[0] - told)


def _ranges(path: str, length: int, size: int, limits: Limits) -> Iterator[Range] | None:
    """A large file as ranges, if it has a form whose records can be found from anywhere."""
    head = _head_of(path)
    form = form_of(path, head) if head else None
    if form == "jsonl" and not wide_charset(head):
        return _cut_at(path, form, length, size, lambda file, at: _line_behind(file, at, limits.line_bytes))
    if form == "gzip" and is_packed_by_record(head, path):
        return _cut_at(path, "warc", length, size, record_behind)
    return None


def _cut_at(
    path: str, form: Form, length: int, size: int, beginning: Callable[[BinaryIO, int], int | None]
) -> Iterator[Range]:
    start = 0
    with Path(path).open("rb") as file:
        while start < length:
            end = beginning(file, start + size) if start + size < length else None
            yield Range(path, form, start, length if end is None else end)
            start = length if end is None else end


def _line_behind(file: BinaryIO, position: int, longest: int) -> int | None:
    """Where the next line begins; None where none does, or the line before it is longer than any page."""
    file.seek(position - 1)
    line = file.readline(longest)
    return file.tell() if line.endswith(b"\n") else None


class Reading:
    """The pages of a slice. records: how many a range had, once it has been read to its end."""

    def __init__(self, part: Slice, options: Options, limits: Limits = DEFAULT_LIMITS) -> None:
        self._part, self._options, self._limits = part, options, limits
        self._meter = Meter(limits, part.size or None)

    @property
    def records(self) -> int:
        return self._meter.records

    def pieces(self) -> Iterator[tuple[Origin, Iterator[Outcome]]]:
        """What can fail apart: each file of the slice, or the whole of it; with its name."""
        part = self._part
        if isinstance(part, Files):
            for named in part.inputs:
                yield Origin(printable(named.path)), read_input(named, self._options, self._limits)
        elif isinstance(part, Range):
            origin = Origin(printable(part.path))
            yield origin, read_range(
                part.path, part.form, part.start, part.end, self._options, self._limits, self._meter
            )
        else:
            yield Origin(part.path), iter(part.outcomes)


def renumbered(outcome: Outcome, before: int) -> Outcome:
    """An outcome of a range, with its record's number among all of the file's."""
    origin = outcome.origin
    if not before or origin.record is None:
        return outcome
    moved = Origin(origin.path, origin.record + before)
    if isinstance(outcome, InputError):
        return type(outcome)(moved, outcome.reason, outcome.message, outcome.excerpt)
    from msgspec.structs import replace

    return replace(outcome, origin=moved)
