"""JSON pages, one a line or in a list: {id?, url?, site?, html (base64) or text, fetched_at?, title?, ...}."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

import pybase64
from msgspec.json import decode as parse

from archiver.errors import InputError
from archiver.records import Origin
from archiver.sources.charset import decode
from archiver.sources.field_names import is_table_of_pages
from archiver.sources.item import Item, Outcome, too_large
from archiver.sources.json_values import Unfinished, values
from archiver.sources.named_fields import captured
from archiver.sources.narrowing import narrowed
from archiver.sources.streams import BUFFER

_BROKEN_IN_A_ROW = 1000
_PAGE, _OPENING = b'"html"', re.compile(rb'\s*:\s*"')
_BEFORE = 2000
"""Bytes of a line within which its page begins."""


def read_jsonl(item: Item) -> Iterator[Outcome]:
    """One capture or error a line; the record's number is the line's. Blank lines are passed over."""
    limit = item.meter.limits.line_bytes
    stream, _ = narrowed(item)
    broken = 0
    for number, line in enumerate(lines(stream, limit + 1), 1):
        item.meter.records = number
        if len(line) > limit:
            raise too_large(item.origin(number), limit, " (one JSON line)")
        if not line.endswith(b"\n"):
            item.check()
        if line.isspace():
            continue
        outcome = read_object(item, line, item.origin(number))
        broken = broken + 1 if isinstance(outcome, InputError) else 0
        yield outcome
        if broken >= _BROKEN_IN_A_ROW:
            raise InputError(item.origin(), "not-jsonl", f"{broken:,} broken lines in a row; the rest is not read")
    item.check()


def lines(stream: BufferedReader, most: int) -> Iterator[bytes]:
    """The lines of a stream, each with its end. One of more than `most` bytes is cut there, and the last.

    As `readline` gives them, which looks at each byte of what it has to read first; and pages are long lines.
    """
    held = bytearray(4 * BUFFER)
    start = end = looked = 0
    room = BUFFER  # at first: what the stream has already, and no waiting for more
    while True:
        at = held.find(b"\n", max(start, looked), min(end, start + most)) + 1
        if not at and end - start >= most:
            at = start + most
        if at:
            yield bytes(memoryview(held)[start:at])
            start = at
            continue
        looked = end
        if len(held) - end <= BUFFER:
            held[: end - start] = held[start:end]
            start, end, looked = 0, end - start, end - start
            held.extend(bytes(max(0, end + 2 * BUFFER - len(held))))
        read = stream.readinto1(memoryview(held)[end : end + room])
        if not read:
            if end > start:
                yield bytes(memoryview(held)[start:end])
            return
        end, room = end + read, len(held)


def read_json(item: Item) -> Iterator[Outcome]:
    """A file of JSON values over many lines: one page, a list of pages, pages one after the other, or an object that
    holds a list of them. The record's number is the page's; None of one that is alone."""
    stream, _ = narrowed(item)
    is_list = stream.peek(1).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")
    number, held = 0, b""
    try:
        for number, value in enumerate(values(stream, item.meter.limits.line_bytes), 1):
            if number == 1 and not is_list:
                held = value
                continue
            if held:
                yield read_object(item, held, item.origin(1))
                held = b""
            yield read_object(item, value, item.origin(number))
    except Unfinished as error:
        item.check()
        yield InputError(item.origin(number + 1), "bad-json", f"is not JSON: {error}", error.content)
    if held:
        yield from _alone(item, held)
    item.check()


def _alone(item: Item, content: bytes) -> Iterator[Outcome]:
    value = _parsed(content, item.origin())
    if isinstance(value, InputError):
        yield value
        return
    pages = _held_by(value) if isinstance(value, dict) else None
    if pages is None:
        yield _captured(item, value, item.origin())
        return
    for number, page in enumerate(pages, 1):
        yield _captured(item, page, item.origin(number))


def _held_by(value: dict[str, Any]) -> list[Any] | None:
    """The pages of an object that is none itself: of the only list of objects in it, or in an object of the list's
    name (Elasticsearch's "hits")."""
    if is_table_of_pages(value):
        return None
    inner = [one.get(name) if isinstance(one, dict) else one for name, one in value.items()]
    lists = [one for one in inner if isinstance(one, list) and one and all(isinstance(page, dict) for page in one)]
    return lists[0] if len(lists) == 1 else None


def read_object(item: Item, line: bytes, origin: Origin) -> Outcome:
    value = _with_page(line) or _parsed(line, origin)
    return value if isinstance(value, InputError) else _captured(item, value, origin)


def _with_page(line: bytes) -> dict[str, Any] | None:
    """What a line of JSON says, its page decoded from where it stands: a parser would copy and look at all of its
    base64 twice. None where anything is not as in nearly all lines: then it has to be looked at closely."""
    named = line.find(_PAGE, 0, _BEFORE)
    opening = _OPENING.match(line, named + len(_PAGE)) if named >= 0 else None
    if opening is None or not line[:named].lstrip().startswith(b"{") or line.count(b"{", 0, named) > 1:
        return None  # of an object in it, it may be the page
    start = opening.end()
    end = line.find(b'"', start)
    if end <= start:
        return None
    rest = line[:start] + line[end:]
    if not rest.isascii():
        return None
    try:
        page = pybase64.b64decode(memoryview(line)[start:end], validate=True)
        value: dict[str, Any] = parse(rest)
    except (ValueError, RecursionError):
        return None
    if value.get("html") != "":  # said twice, or the end of another name
        return None
    value["html"] = page
    return value


def _parsed(body: bytes, origin: Origin) -> Any:
    import json

    if body.isascii():  # pages in base64: nothing to decode or to mend
        try:
            return parse(body)
        except (ValueError, RecursionError):
            pass  # json reads more (NaN, lone surrogates), and says what is wrong
    decoded = decode(body.removeprefix(b"\xef\xbb\xbf"))
    if decoded is None:
        return InputError(origin, "not-text", "is not JSON but binary data", body)
    try:
        return json.loads(decoded.text)
    except json.JSONDecodeError as error:
        what = f"{error.msg.removesuffix(' at')} at character {error.pos + 1}"
        return InputError(origin, "bad-json", f"is not JSON: {what}", body)
    except (ValueError, RecursionError) as error:
        return InputError(origin, "bad-json", f"is not JSON that can be read: {error}", body)


def _captured(item: Item, value: Any, origin: Origin) -> Outcome:
    if not isinstance(value, dict):
        return InputError(origin, "bad-json", f"is a JSON {type(value).__name__}, not an object with html or text")
    return captured(item, value, origin)
