"""Archives: .zip, .tar, .wacz. Members are read where they lie; nothing is written out by their names."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO, BinaryIO, cast

from archiver.errors import InputError, LimitError
from archiver.records import Origin
from archiver.sources.item import Item, Outcome, Reader
from archiver.sources.naming import is_resource, is_the_machines
from archiver.sources.streams import within

_SPOOL = 8 << 20
_OFFICE = frozenset({"[Content_Types].xml", "mimetype"})


def read_zip(item: Item, read_item: Reader) -> Iterator[Outcome]:
    """The captures of a .zip's members, in the order of their names."""
    with seekable(item) as file:
        try:
            archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            if is_the_machines(error):
                raise
            raise InputError(item.origin(), "damaged-zip", f"is not a whole zip archive: {error}") from error
        with archive:
            yield from _read_zip_members(item, archive, read_item)


def _read_zip_members(item: Item, archive: zipfile.ZipFile, read_item: Reader) -> Iterator[Outcome]:
    members = archive.infolist()
    _check_count(item, len(members))
    if any(m.filename in _OFFICE for m in members[:3]):
        raise InputError(item.origin(), "not-text", "is an Office document or an e-book, not an archive of pages")
    for member in sorted(_pages_of(members), key=lambda m: m.filename):
        yield from _read_zip_member(item, archive, member, read_item)


def _pages_of(members: list[zipfile.ZipInfo]) -> Iterator[zipfile.ZipInfo]:
    """The members that hold pages: of a WACZ the WARC files alone, of others all but resources."""
    names = {m.filename for m in members}
    wacz = "datapackage.json" in names and any(n.startswith("archive/") for n in names)
    for member in members:
        name = member.filename
        if not member.is_dir() and (name.startswith("archive/") if wacz else not is_resource(name)):
            yield member


def _read_zip_member(
    item: Item, archive: zipfile.ZipFile, member: zipfile.ZipInfo, read_item: Reader
) -> Iterator[Outcome]:
    origin = _origin(item, member.filename)
    if refused := _refused(origin, member.filename):
        yield refused
        return
    if member.flag_bits & 1:
        yield InputError(origin, "encrypted", "is encrypted; unpack it with its password first")
        return
    try:
        with archive.open(member) as packed:
            yield from read_item(_member(item, origin, packed, "zip", None))
    except InputError as error:
        yield error
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError) as error:
        if is_the_machines(error):
            raise
        yield InputError(origin, "damaged-zip", f"this member cannot be unpacked: {error}")


def read_tar(item: Item, read_item: Reader) -> Iterator[Outcome]:
    """The captures of a .tar's members, in the order in which they lie (it is read as a stream)."""
    try:
        with tarfile.open(fileobj=item.stream, mode="r|") as archive:
            for number, member in enumerate(archive, 1):
                _check_count(item, number)
                if member.isfile() and not is_resource(member.name):
                    yield from _read_tar_member(item, archive, member, read_item)
                # tarfile keeps every header it has seen; a stream is never asked for them again.
                archive.members.clear()  # type: ignore[attr-defined]
        item.check()
    except (tarfile.TarError, EOFError, ValueError) as error:
        item.check()
        raise InputError(item.origin(), "damaged-tar", f"is not a whole tar archive: {error}") from error


def _read_tar_member(
    item: Item, archive: tarfile.TarFile, member: tarfile.TarInfo, read_item: Reader
) -> Iterator[Outcome]:
    origin = _origin(item, member.name)
    if refused := _refused(origin, member.name):
        yield refused
        return
    packed = archive.extractfile(member)
    if packed is None:
        return
    modified = datetime.fromtimestamp(member.mtime, UTC) if 0 < member.mtime < 1 << 33 else None
    try:
        yield from read_item(_member(item, origin, packed, "tar", modified))
    except InputError as error:
        yield error


def _member(item: Item, origin: Origin, packed: IO[bytes], form: str, modified: datetime | None) -> Item:
    stream = within(cast(BinaryIO, packed), form, item.meter, origin)
    return Item(origin.path, stream, item.meter, item.options, item.depth + 1, modified)


def _origin(item: Item, name: str) -> Origin:
    return Origin(f"{item.path}!/{name}")


def _refused(origin: Origin, name: str) -> InputError | None:
    """Nothing is unpacked to disk, yet such a name was made to do harm: its bytes are not trusted either."""
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or not parts[0] or ":" in parts[0]:
        return InputError(origin, "unsafe-path", "the member's path leads out of the archive; not read")
    return None


def _check_count(item: Item, count: int) -> None:
    if count > item.meter.limits.members:
        raise LimitError(item.origin(), "too-many-members", f"more than {item.meter.limits.members:,} members")


def seekable(item: Item) -> IO[bytes]:
    """The item's stream if it can be read at any place, else a copy that can."""
    if item.stream.seekable():
        return item.stream
    import shutil
    import tempfile

    spool = tempfile.SpooledTemporaryFile(max_size=_SPOOL)  # noqa: SIM115 - the caller closes it
    shutil.copyfileobj(item.stream, spool, 1 << 20)
    item.check()
    spool.seek(0, io.SEEK_SET)
    return cast(IO[bytes], spool)
