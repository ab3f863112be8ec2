"""The values of a JSON text one after the other, none of which is held longer than it takes: the elements of a list, or
values that follow each other, as `jq` writes them. What is inside a value is not looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BufferedReader

from archiver.sources.streams import BUFFER

_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+("?)|[{}\[\],]', re.DOTALL)


class Unfinished(ValueError):
    """The text ends, or a value grows larger than any may be, before the value does. content: how that begins."""

    def __init__(self, message: str, content: bytes) -> None:
        super().__init__(message)
        self.content = content


def values(stream: BufferedReader, most: int) -> Iterator[bytes]:
    """Each element of a list, or each of the values that follow each other. Raises Unfinished. most: bytes of one."""
    held = bytearray(stream.read1(BUFFER).removeprefix(b"\xef\xbb\xbf").lstrip())
    outer = 1 if held.startswith(b"[") else 0  # how deep what lies between values is
    depth, start, at = outer, outer, outer
    while True:
        found = _TOKEN.search(held, at)
        if found is None or found[1] == b"":  # nothing more, or a text without its end
            at = found.start() if found else len(held)
            if at - start > most or len(held) - start > most + BUFFER:
                raise Unfinished("is larger than a page may be", bytes(held[start : start + 4096]))
            if not (read := stream.read1(BUFFER)):
                break
            del held[:start]
            start, at = 0, at - start
            held += read
            continue
        at = found.end()
        sign = found[0]
        depth += (sign in (b"{", b"[")) - (sign in (b"}", b"]"))
        if depth < outer or (depth == outer and sign in (b",", b"}")):
            if value := bytes(held[start : at - (sign != b"}" or depth < outer)]).strip():
                yield value
            start = at
        if depth < outer:
            return
    if rest := bytes(held[start:]).strip():
        raise Unfinished("ends before its end; copied halfway?", rest[:4096])
    if outer:
        raise Unfinished("is a list that ends before its end; copied halfway?", b"")
