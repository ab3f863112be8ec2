"""Tables of pages: what spreadsheets, pandas and R write, and what is wrong with some of it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.errors import InputError
from archiver.records import Capture
from archiver.sources import Limits, read

TEXT = 'The harbour was closed, the council said.\n\nIt opens "soon"; nobody knows.'


def table(rows: list[list[str]], **how: str) -> str:
    out = io.StringIO()
    csv.writer(out, **how).writerows(rows)  # type: ignore[arg-type]
    return out.getvalue()


def written(folder: Path, content: str | bytes, name: str = "pages.csv") -> list[Capture | InputError]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read([path]))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_row_is_a_page(tmp_path: Path, delimiter: str, charset: str) -> None:
    rows = [["", "ID", "Site", "title", "author", "Date", "Text"], ["0", "a1", "lake.example", "Är det slut?",
            "Åsa Berg; Bo Ek", "2024-05-03", "Åttio år är lång tid, säger hon. " * 3 + TEXT]]  # fmt: skip
    (page,) = written(tmp_path, table(rows, delimiter=delimiter).encode(charset))
    assert isinstance(page, Capture)
    assert (page.input_id, page.site, page.stated.title) == ("a1", "lake.example", "Är det slut?")
    assert page.stated.authors == ("Åsa Berg", "Bo Ek")
    assert str(page.stated.published).startswith("2024-05-03") or page.stated.published is not None
    assert isinstance(page.body, str)
    assert page.body.startswith("Åttio år") and page.body.endswith(TEXT)
    assert page.origin.record == 1
    guessed = [e.origin for e in page.stated.evidence if e.field == "text"]
    assert guessed == (["decoded as cp1252, guessed"] if charset == "cp1252" else [])


def test_rows_of_several_charsets_are_decoded_one_by_one(tmp_path: Path) -> None:
    russian, swedish = "Городской совет решил оставить мост открытым ещё на десять лет.", "Bron får stå kvar i tio år."
    content = b"text\n" + "\n".join([f'"{russian}"', ""]).encode("cp1251") + f'"{swedish}"\n'.encode()
    found = written(tmp_path, content)
    assert [page.body for page in found if isinstance(page, Capture)] == [russian, swedish]


def test_html_in_a_cell(tmp_path: Path) -> None:
    (page,) = written(tmp_path, table([["url", "html"], ["https://lake.example/1", "<html><p>One</p></html>"]]))
    assert isinstance(page, Capture)
    assert (page.kind, page.url) == ("html", "https://lake.example/1")


def test_a_table_without_pages_is_told(tmp_path: Path) -> None:
    for content in ("name,price\nfish,3\n", "\n", "﻿"):
        (error,) = written(tmp_path, content)
        assert isinstance(error, InputError)
        assert error.reason == "no-page", content
        assert 'no column "html" or "text"' in error.message


def test_the_columns_that_a_table_has_are_named(tmp_path: Path) -> None:
    (error,) = written(tmp_path, "Titel,Größe,Volltext\nA,3,Der Hafen\n")
    assert isinstance(error, InputError)
    assert 'names no column "html" or "text", but Titel, Größe, Volltext (--field text=NAME' in error.message


def test_a_table_without_rows_is_told(tmp_path: Path) -> None:
    for content in ("id,text", "id,text\n", "id,text\n\n\n"):
        (error,) = written(tmp_path, content)
        assert isinstance(error, InputError)
        assert (error.reason, error.message) == ("empty", "is a table without rows")


def test_rows_that_state_no_page_are_told_and_the_others_read(tmp_path: Path) -> None:
    found = written(tmp_path, 'id,text\n1,\n\n2\n3,"Good\ntext.",\n')
    assert [(o.origin.record, o.reason) for o in found if isinstance(o, InputError)] == [(1, "no-page"), (2, "no-page")]
    assert [(o.origin.record, o.body) for o in found if isinstance(o, Capture)] == [(3, "Good\ntext.")]


def test_a_row_that_does_not_fit_the_first_one_is_told(tmp_path: Path) -> None:
    found = written(tmp_path, "url,text,title\nhttps://a.example/1,One, and more, and more.,Ice\nhttps://a.example/2,Good.,\n")
    assert [(o.origin.record, o.reason) for o in found if isinstance(o, InputError)] == [(1, "bad-table")]
    assert [(o.origin.record, o.body) for o in found if isinstance(o, Capture)] == [(2, "Good.")]


def test_quotation_marks_may_have_a_backslash_before_them(tmp_path: Path) -> None:
    rows = [["url", "text"], ["https://a.example/1", TEXT], ["https://a.example/2", 'C:\\news, "he" said']]
    doubled = written(tmp_path, table(rows))
    escaped = written(tmp_path, table(rows, doublequote=False, escapechar="\\"))  # type: ignore[arg-type]
    for found in (doubled, escaped):
        assert [isinstance(o, Capture) and o.body for o in found] == [rows[1][1], rows[2][1]]


def test_a_quotation_mark_that_is_never_closed_makes_no_article_of_the_rest(tmp_path: Path) -> None:
    first, second = written(tmp_path, 'id,text\n1,Good.\n2,"Bad.\n3,Lost.\n4,Lost too.')
    assert isinstance(first, Capture)
    assert isinstance(second, InputError)
    assert (second.origin.record, second.reason) == (2, "bad-table")


def test_a_cell_larger_than_a_page_ends_the_table(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_text('text\nGood.\n"' + "long\n" * 5000 + '"\n')
    first, second = read([path], limits=Limits(page_bytes=9000))
    assert isinstance(first, Capture)
    assert isinstance(second, InputError)
    assert (second.origin.record, second.reason) == (2, "too-large")


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1), min_size=1, max_size=5))
def test_what_csv_writes_is_read(texts: list[str]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        found = written(Path(folder), table([["text"], *([text] for text in texts)]))
    assert len(found) == len(texts)
