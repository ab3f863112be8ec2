"""Text files: one article, or many with a line between them.

A dump is read as a stream of lines, so that a file of many gigabytes takes no more memory than its
longest article. The separator is looked for in its first MiB, where `--separator` names none.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from archiver.errors import InputError, LimitError
from archiver.records import Capture, Evidence, Metadata
from archiver.sources import separators
from archiver.sources.charset import Decoded, decode
from archiver.sources.item import Item, Outcome, too_large
from archiver.sources.narrowing import narrowed
from archiver.sources.sniff import is_binary
from archiver.sources.streams import read_at_most


def read_text(item: Item) -> Iterator[Outcome]:
    """One capture for each article; records are numbered where the dump has several."""
    stream, charset = narrowed(item)
    head = stream.read(item.meter.limits.head_bytes)
    if not head.strip() and len(head) < item.meter.limits.head_bytes:
        item.check()
        yield InputError(item.origin(), "empty", "is empty")
        return
    if is_binary(head):
        yield InputError(item.origin(), "not-text", "is binary data, not text", head)
        return
    separator = _separator(item, head)
    if separator is None:
        yield _captured(item, head + _rest(item, stream, len(head)), None, charset)
        return
    for number, body in enumerate(_pieces(item, head, stream, separator), 1):
        yield _captured(item, body, number, charset)


def _separator(item: Item, head: bytes) -> separators.Separator | None:
    stated = item.options.separator
    if stated is not None:
        return separators.chosen(stated) if stated else None
    # Separators are ASCII; what else is in a line need not be decoded rightly to find them.
    pieces = [piece for line in head.split(b"\n") for piece in separators.apart(line)]
    lines = [piece.decode("utf-8", errors="replace") for piece in pieces]
    return separators.find_separator(lines, whole=len(head) < item.meter.limits.head_bytes)


def _rest(item: Item, stream: BinaryIO, had: int) -> bytes:
    limit = item.meter.limits.page_bytes
    rest = read_at_most(stream, limit + 1 - had)
    if had + len(rest) > limit:
        raise too_large(item.origin(), limit, "; if it holds many articles, name the line between them (--separator)")
    item.check()
    return rest


def _pieces(item: Item, head: bytes, stream: BinaryIO, separates: separators.Separator) -> Iterator[bytes]:
    """The bytes of each article. Raises LimitError for one that is larger than a page may be."""
    limit = item.meter.limits.page_bytes
    piece: list[bytes] = []
    size = 0
    lines = _lines(head, stream, limit)
    for line in chain.from_iterable(map(separators.apart, lines)) if separates.key == separators.JOINT else lines:
        if len(line) < 256 and separates(line.decode("utf-8", errors="replace")):
            if size:
                yield b"".join(piece)
            piece, size = [], 0
            continue
        size += len(line) if size or line.strip() else 0
        piece.append(line)
        if size > limit:
            raise too_large(item.origin(), limit, "; no separator found for so long")
    item.check()
    if size:
        yield b"".join(piece)


def _lines(head: bytes, stream: BinaryIO, limit: int) -> Iterator[bytes]:
    *whole, begun = head.split(b"\n")
    for line in whole:
        yield line + b"\n"
    yield begun + stream.readline(limit)
    while line := stream.readline(limit):
        yield line


def _captured(item: Item, body: bytes, number: int | None, charset: str | None) -> Outcome:
    origin = item.origin(number)
    decoded = decode(body)
    if decoded is None:
        return InputError(origin, "not-text", "is not text in any charset that we know", body)
    if decoded.text.count("\n") > item.meter.limits.lines:
        what = f"one article of more than {item.meter.limits.lines:,} lines; not read"
        return LimitError(
            origin, "too-many-lines", f"{what}; if it holds many, name the line between them (--separator)"
        )
    if not decoded.text.strip():
        return InputError(origin, "empty", "holds no text", body)
    return Capture(
        kind="text",
        body=decoded.text,
        origin=origin,
        site=item.site,
        fetched_at=item.fetched_at,
        stated=Metadata(evidence=_notes(decoded, charset)),
    )


def _notes(decoded: Decoded, wide: str | None) -> tuple[Evidence, ...]:
    told = (Evidence("text", f"decoded as {wide}"),) if wide else ()
    return told + decoded.notes
