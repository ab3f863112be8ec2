"""Expressions that a text's own words announce, and such as were compiled ahead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver import ahead, expressions
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
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the file of what was compiled ahead is looked for; there is none yet."""
    path = tmp_path / "new" / "expressions.ahead"
    monkeypatch.setattr(expressions, "PATH", path)
    expressions._stored.cache_clear()
    yield path
    expressions._stored.cache_clear()


PATTERNS = [
    (r"(?P<day>\d{1,2})[.:…]\s*(?P<month>[^\W\d]+)", 0),
    ("straße|ΟΔΟΣ|[–—-]x{2,}", int(re.IGNORECASE)),
    (r"(?<!\w)(?:a|b(?=c))*?\Z", int(re.DOTALL)),
]


@pytest.mark.parametrize(("written", "flags"), PATTERNS)
def test_what_was_compiled_ahead_is_the_same_pattern(path: Path, written: str, flags: int) -> None:
    path.parent.mkdir()
    path.write_bytes(expressions.stored(ahead.coded(PATTERNS)))
    found, wanted = expressions._ahead(written, flags), re.compile(written, flags)
    assert found is not None
    assert found == wanted  # by flags, code and pattern
    assert found.groupindex == wanted.groupindex
    for text in ("am 3. Mai", "12…März", "STRASSE Straße οδος –xx", "abcab", ""):
        assert [m.span() for m in found.finditer(text)] == [m.span() for m in wanted.finditer(text)]
    assert expressions._ahead(written, flags ^ int(re.MULTILINE)) is None


@pytest.mark.parametrize("cut", [0, 3, 40, 100, -700, -300, -1])
def test_a_damaged_file_is_passed_over(path: Path, cut: int) -> None:
    path.parent.mkdir()
    path.write_bytes(expressions.stored(ahead.coded(PATTERNS))[:cut])
    assert not all(expressions._ahead(written, flags) for written, flags in PATTERNS)
    assert expression("a+").findall("aab") == ["aa"]


def test_a_file_of_another_python_is_passed_over(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.parent.mkdir()
    monkeypatch.setattr(expressions, "_version", lambda: ("another", 0))
    path.write_bytes(expressions.stored(ahead.coded(PATTERNS)))
    monkeypatch.undo()
    monkeypatch.setattr(expressions, "PATH", path)
    assert expressions._ahead(*PATTERNS[0]) is None


def test_all_expressions_are_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "with_slots", set)  # of which there are thousands
    assert ahead.write(path) > 50
    assert all(expressions._ahead(written, flags) for written, flags in expressions.made())
