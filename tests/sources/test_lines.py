"""Lines of JSON pages: read from whatever comes in at once, in any pieces."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from archiver.counting import count_of
from archiver.errors import LimitError
from archiver.records import Origin
from archiver.sources.jsonl import _line
from archiver.sources.nesting import check_nesting


class Dripping(io.RawIOBase):
    """A stream that gives its pieces one by one."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = [piece for piece in pieces if piece]

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self._pieces.pop(0) if self._pieces else b""
        taken = piece[: len(buffer)]
        if len(piece) > len(taken):
            self._pieces.insert(0, piece[len(taken) :])
        buffer[: len(taken)] = taken
        return len(taken)


@given(st.lists(st.sampled_from([b"a", b"\n", b"bc", b"\r\n", b"d" * 40]), max_size=30), st.integers(1, 60))
def test_a_line_is_what_readline_gives(pieces: list[bytes], most: int) -> None:
    ours, theirs = (io.BufferedReader(Dripping(list(pieces)), 16) for _ in range(2))
    while line := theirs.readline(most):
        assert _line(ours, most) == line
    assert _line(ours, most) == b""


@given(st.integers(0, 700), st.integers(0, 700))
def test_a_page_may_have_as_many_tags_as_elements_may_lie_in_each_other(deep: int, allowed: int) -> None:
    page = b"<b>" * deep + b" text " * 60
    assert count_of(page, len(page), ord("<")) == deep
    try:
        check_nesting(page, allowed, Origin("x"))
    except LimitError:
        assert deep > allowed
    else:
        assert deep <= allowed
