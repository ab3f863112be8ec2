"""`read`: every input becomes captures and errors, one after the other, and nothing stops the run."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO, Literal, cast

from archiver.errors import InputError, LimitError
from archiver.records import Capture, Origin
from archiver.sources.charset import wide_charset
from archiver.sources.item import Item, Options, Outcome, Reader
from archiver.sources.limits import DEFAULT_LIMITS, Limits
from archiver.sources.naming import STDIN, NamedInput, explain_os_error, name_inputs
from archiver.sources.progress import Progress
from archiver.sources.sniff import COMPRESSED, Form, foreign, form_of, is_binary
from archiver.sources.streams import BUFFER, Meter, opened, unpacked

_HEAD = 1 << 16


def read(
    inputs: Iterable[str | Path],
    *,
    limits: Limits = DEFAULT_LIMITS,
    site: str | None = None,
    separator: str | None = None,
    fetched_at: datetime | Literal["mtime"] | None = None,
    folders_are_sites: bool = False,
    names: Mapping[str, str] | None = None,
    stdin: BinaryIO | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Iterator[Capture | InputError]:
    """All pages of the inputs, in the order named; a folder's files sorted by name.

    inputs: files, folders (with all below), glob patterns, "-" for stdin. Text (.txt; one article or
        many), HTML, MHTML, JSON pages (.jsonl, .json), tables of pages (.csv, .tsv), WARC, WET, WACZ; all of
        them also in gzip, bzip2, xz, zstd, and in .zip and .tar archives.
    site, fetched_at: for captures that state none themselves; "mtime" takes a file's time of change.
    folders_are_sites: pages of which nothing else says the site are of one called as their folder.
    names: of JSON keys and columns that are called otherwise than we know: {"text": "story"}.
    separator: the line between a dump's articles; "" means that each text is one; None: find out.
    stdin: what "-" reads; None means the process's own.
    progress: called after each capture or error, and at each input's end.

    Never raises for what is in an input: that is yielded as an `InputError` naming file and record.
    Memory is bounded by the largest page (`limits.page_bytes`), whatever an input's size.
    """
    options = Options(site, separator, fetched_at, folders_are_sites, tuple((names or {}).items()))
    run = _Run(limits, options, stdin, progress)
    for named in name_inputs(inputs):
        yield from run.told(named, run.input(named))


class _Run:
    """One call of `read`: what is the same for all inputs, and the counts for the progress."""

    def __init__(
        self,
        limits: Limits,
        options: Options,
        stdin: BinaryIO | None,
        progress: Callable[[Progress], None] | None,
    ) -> None:
        self._limits, self._options, self._stdin, self._progress = limits, options, stdin, progress
        self._read = self._captures = self._errors = 0

    def told(self, named: NamedInput, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        for outcome in outcomes:
            if isinstance(outcome, InputError):
                self._errors += 1
            else:
                self._captures += 1
            self._tell(named.path)
            yield outcome
        self._tell(named.path)

    def _tell(self, path: str) -> None:
        if self._progress is not None:
            self._progress(Progress(path, self._read, self._captures, self._errors))

    def _count(self, amount: int) -> None:
        self._read += amount

    def input(self, named: NamedInput) -> Iterator[Outcome]:
        return read_input(named, self._options, self._limits, stdin=self._stdin, told=self._count)


def read_input(
    named: NamedInput,
    options: Options,
    limits: Limits,
    *,
    stdin: BinaryIO | None = None,
    told: Callable[[int], None] | None = None,
) -> Iterator[Outcome]:
    """The pages of one file, or of stdin. told: called with the bytes that were read, as they lie on disk."""
    if named.error is not None:
        yield named.error
        return
    origin = Origin(printable(named.path))
    try:
        if named.path == STDIN:
            yield from read_item(_item(origin, stdin or sys.stdin.buffer, Meter(limits, told=told), options, None))
        else:
            yield from _read_file(named.path, origin, options, limits, told)
    except InputError as error:
        yield error
    except OSError as error:
        yield explain_os_error(error, origin)


def _read_file(
    path: str, origin: Origin, options: Options, limits: Limits, told: Callable[[int], None] | None
) -> Iterator[Outcome]:
    with Path(path).open("rb", buffering=0) as file:  # the stream round it has a buffer
        info = Path(path).stat()
        meter = Meter(limits, info.st_size or None, told=told)
        yield from read_item(_item(origin, file, meter, options, datetime.fromtimestamp(info.st_mtime, UTC)))


def _item(origin: Origin, file: BinaryIO, meter: Meter, options: Options, modified: datetime | None) -> Item:
    return Item(origin.path, opened(file, meter, origin), meter, options, modified=modified)


def read_range(
    path: str, form: Form, start: int, end: int, options: Options, limits: Limits, meter: Meter
) -> Iterator[Outcome]:
    """The pages in a range of a file's bytes that begins and ends with whole records.

    form: of the file ("jsonl", or "warc" whose records are gzipped one by one). Records are numbered from the
    range's beginning; `meter.records` says how many there were.
    """
    origin = Origin(printable(path))
    try:
        with Path(path).open("rb") as file:
            modified = datetime.fromtimestamp(Path(path).stat().st_mtime, UTC)
            file.seek(start)
            part = cast(BinaryIO, io.BufferedReader(_Range(file, end - start), BUFFER))
            yield from _reader(form)(_item(origin, part, meter, options, modified))
    except InputError as error:
        yield error
    except OSError as error:
        yield explain_os_error(error, origin)


class _Range(io.RawIOBase):
    """The next bytes of a file, as a stream of its own."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._left = file, size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._file.read(min(len(buffer), self._left))
        self._left -= len(data)
        buffer[: len(data)] = data
        return len(data)


def printable(path: str) -> str:
    """A path as text that can be written anywhere: bytes that are no UTF-8 show as U+FFFD."""
    return path.encode("utf-8", errors="surrogateescape").decode("utf-8", errors="replace")


def read_item(item: Item) -> Iterator[Outcome]:
    """The captures of one opened input, whatever its form. May raise InputError for the item as a whole."""
    head = item.stream.peek(_HEAD)[:_HEAD]
    form = form_of(item.path, head)
    if form in COMPRESSED:
        yield from _read_packed(item, form)
    elif form in _ARCHIVES:
        _check_depth(item)
        yield from _reader(form)(item)
    elif form == "empty":
        item.check()
        yield InputError(item.origin(), "empty", "is empty")
    elif what := foreign(head):
        yield InputError(item.origin(), "not-text", f"is {what}, which holds no text that we read", head)
    elif form in ("html", "jsonl", "json", "csv") and is_binary(head) and not wide_charset(head):
        yield InputError(item.origin(), "not-text", f"is named {form} but holds binary data", head)
    else:
        yield from _reader(form)(item)


def _read_packed(item: Item, form: Form) -> Iterator[Outcome]:
    _check_depth(item)
    if form == "gzip":
        from archiver.sources.warc_records import is_packed_by_record

        if is_packed_by_record(item.stream.peek(_HEAD)[:_HEAD], item.path):
            yield from _reader("warc")(item)  # its records are found, and lost, one by one
            return
    stream = unpacked(item.stream, form, item.meter, item.origin())
    yield from read_item(Item(item.path, stream, item.meter, item.options, item.depth + 1, item.modified))


def _check_depth(item: Item) -> None:
    allowed = item.meter.limits.nesting
    if item.depth >= allowed:
        raise LimitError(
            item.origin(),
            "nested-too-deep",
            f"more than {allowed} archives in each other; not read on",
        )


_ARCHIVES: frozenset[Form] = frozenset({"zip", "tar"})


def _reader(form: Form) -> Reader:
    """The reader of a form; its module is imported when the first such input comes."""
    match form:
        case "zip" | "tar":
            from archiver.sources import members

            return partial(members.read_zip if form == "zip" else members.read_tar, read_item=read_item)
        case "warc":
            from archiver.sources.warc import read_warc

            return read_warc
        case "arc":
            from archiver.sources.arc import read_arc

            return read_arc
        case "html" | "mhtml":
            from archiver.sources import saved

            return saved.read_html if form == "html" else saved.read_mhtml
        case "jsonl" | "json":
            from archiver.sources import jsonl

            return jsonl.read_jsonl if form == "jsonl" else jsonl.read_json
        case "mbox" | "mail":
            from archiver.sources import mail

            return mail.read_mbox if form == "mbox" else mail.read_mail
        case "columnar":
            from archiver.sources.columnar import read_columnar

            return read_columnar
        case "csv":
            from archiver.sources.tables import read_table

            return read_table
        case "xml":
            from archiver.sources.xml_records import read_xml

            return read_xml
        case "feed":
            from archiver.sources.feed_files import read_feed

            return read_feed
        case _:
            from archiver.sources.dumps import read_text

            return read_text
