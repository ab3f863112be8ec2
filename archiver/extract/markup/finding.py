"""Where bytes stand in a page. What is compiled takes finding.pxd's versions: memchr and memcmp."""

from __future__ import annotations

import re

_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")


def next_of(page: bytes, at: int, size: int, wanted: int) -> int:
    """Index of the next such byte from `at` on, before `size`; `size` where there is none."""
    found = page.find(wanted, at, size)
    return found if found >= 0 else size


def is_at(page: bytes | bytearray, start: int, end: int, wanted: bytes) -> bool:
    """Whether these bytes, and no others, stand there."""
    return page[start:end] == wanted


def is_folded_at(page: bytes, at: int, end: int, wanted: bytes) -> bool:
    """Whether these lower-case letters stand there, in any case, before `end`."""
    return at + len(wanted) <= end and page[at : at + len(wanted)].lower() == wanted


def begins_at(page: bytes, start: int, end: int, wanted: bytes) -> bool:
    """Whether what stands there is what these bytes begin with. There must be as many of them."""
    return page[start:end] == wanted[: end - start]


def begins_folded_at(page: bytes, start: int, end: int, wanted: bytes) -> bool:
    """`begins_at`, of lower-case letters, in any case."""
    return page[start:end].lower() == wanted[: end - start]


def stands_in(page: bytes, at: int, end: int, wanted: bytes) -> bool:
    """Whether these bytes, one at least, stand somewhere from `at` on, before `end`."""
    return page.find(wanted, at, end) >= 0


def code_of(page: bytes | bytearray, start: int, end: int) -> int:
    """A hash of the bytes that stand there, from 0 up; compiled, another one."""
    return hash(bytes(page[start:end])) & 0xFFFFFFFFFFFFFFFF


def copy(into: bytearray, at: int, page: bytes, start: int, end: int) -> None:
    """Write what stands there into others, from `at` on, where there is room for it."""
    into[at : at + end - start] = page[start:end]


def bytes_of(page: bytes | bytearray, start: int, end: int) -> bytes:
    """The bytes that stand there."""
    return bytes(page[start:end])


def utf8_of(text: str) -> bytes:
    """A text in UTF-8; compiled, a pointer to the text's own characters where these are ASCII."""
    return text.encode()


def past_ascii(page: bytes, at: int, size: int) -> int:
    """Index of the next byte beyond ASCII from `at` on; `size` where there is none."""
    found = _BEYOND_ASCII.search(page, at, size)
    return found.start() if found else size


def whole_steps(at: int, end: int, size: int) -> int:
    """Up to where three bytes are asked for at each place from `at` on: the end, or a few bytes behind it, so that
    there are steps of sixteen alone, of which a compiler makes one of its own. size: of the page."""
    last = at + ((end - at + 15) & -16)
    return last if last <= size - 2 else max(at, min(end, size - 2))
