"""Expressions that a text's own words announce, and such as were compiled ahead."""

from __future__ import annotations

import marshal
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver import expressions
from archiver.ahead import compiled, write
from archiver.expressions import expression
from archiver.extract import dump_dates
from archiver.extract.look_text import has_date
from archiver.extract.stated import bylines, page_types

_DATE = re.compile(r"\b(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}[:h.]\d\d)\b|\b(?:19|20)\d\d\b")


@pytest.mark.parametrize("heralded", [dump_dates.UPDATED, bylines._ASIDE, page_types._LIVE])
def test_heralds_are_in_all_that_is_found(heralded: re.Pattern[str]) -> None:
    @given(st.from_regex(re.compile(heralded.pattern, heralded.flags)))
    def found(text: str) -> None:
        assert heralded.search(text)

    found()


@given(st.text(alphabet="0123456919202-./:h ax_٣é|", max_size=16))
def test_dates_are_those_of_an_expression(text: str) -> None:
    assert has_date(text) == (_DATE.search(text) is not None)


@pytest.fixture
def ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file of patterns compiled ahead, in the place of the process's own; nothing is in it yet."""
    path = tmp_path / "expressions.ahead"
    monkeypatch.setattr(expressions, "PATH", path)
    expressions._stored.cache_clear()
    yield path
    expressions._stored.cache_clear()


PATTERNS = [
    (r"(?P<day>\d{1,2})[.:…]\s*(?P<month>[^\W\d]+)", 0),
    ("straße|ΟΔΟΣ|[–—-]x{2,}", re.IGNORECASE),
    (r"(?<!\w)(?:a|b(?=c))*?\Z", re.DOTALL),
]


@pytest.mark.parametrize(("written", "flags"), PATTERNS)
def test_what_was_compiled_ahead_is_the_same_pattern(ahead: Path, written: str, flags: int) -> None:
    ahead.write_bytes(expressions.stored(compiled(PATTERNS)))
    found = expressions._ahead(written, int(flags))
    assert found is not None
    assert found == re.compile(written, flags)  # by flags, code and pattern
    assert found.groupindex == re.compile(written, flags).groupindex
    for text in ("am 3. Mai", "12…März", "STRASSE Straße οδος –xx", "abcab", ""):
        assert [m.span() for m in found.finditer(text)] == [m.span() for m in re.finditer(written, text, flags)]


@pytest.mark.parametrize("lies", [b"", b"no marshal", marshal.dumps((("another Python", 0), {})), marshal.dumps(1)])
def test_a_file_of_another_python_or_none_is_passed_over(ahead: Path, lies: bytes) -> None:
    ahead.write_bytes(lies)
    assert expression("a+").findall("aab") == ["aa"]


def test_all_expressions_are_written(tmp_path: Path) -> None:
    path = tmp_path / "new" / "expressions.ahead"
    assert write(path) > 50
    assert marshal.loads(path.read_bytes())[0] == expressions._version()
