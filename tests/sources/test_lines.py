"""Lines of JSON pages: read from whatever comes in at once, in any pieces."""

from __future__ import annotations

import base64
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from archiver.common.counting import count_of
from archiver.errors import LimitError
from archiver.records import Origin
from archiver.sources.jsonl import _parsed, _with_page, lines
from archiver.sources.named_fields import _html_bytes
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
    for line in lines(ours, most):
        assert line == theirs.readline(most)
        if len(line) == most and not line.endswith(b"\n"):
            return  # too long: nobody reads on
    assert theirs.readline(most) == b""


_NAMES = st.sampled_from(["id", "html", "raw_html", '"html'])
_TEXTS = st.sampled_from(["", "ø", 'say "html": "', "{", "\\", "PGI+", "PGI+", "PGI", "<p>"])
_VALUES = st.recursive(_TEXTS, lambda inner: st.dictionaries(_NAMES, inner), max_leaves=4)


@given(
    st.lists(st.tuples(_NAMES, _VALUES), max_size=4),
    st.booleans(),
    st.sampled_from(["", "}", "\x00"]),
)
def test_a_page_is_decoded_from_where_it_stands(fields: list[tuple[str, object]], plain: bool, more: str) -> None:
    """Whatever a line says, also twice, also broken: the same is read, or nothing, and it is looked at closely."""
    said = (f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=plain)}" for name, value in fields)
    line = f"{{{', '.join(said)}}}{more}\n".encode()
    found = _with_page(line)
    if found is not None:
        whole = _parsed(line, Origin("x"))
        assert found == {**whole, "html": _html_bytes(whole["html"])}


def test_a_page_in_base64_is_decoded_so() -> None:
    page = b"<p>one</p>" * 100
    line = json.dumps({"id": 1, "html": base64.b64encode(page).decode(), "title": "a {"}).encode()
    assert _with_page(line) == {"id": 1, "html": page, "title": "a {"}


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
