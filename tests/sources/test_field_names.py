"""Records of other corpora and their tools: which of their fields are which of a page's."""

from __future__ import annotations

import base64
import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archiver.errors import InputError
from archiver.records import Capture
from archiver.sources import read
from archiver.sources.field_names import columns

TEXT = "The harbour was closed on Monday because of the ice, the council said."
URL = "https://post.example/ice"
DAY = datetime(2024, 5, 3, tzinfo=UTC)


def pages(folder: Path, *records: Any, names: dict[str, str] | None = None) -> list[Capture | InputError]:
    path = folder / "pages.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    return list(read([path], names=names))


CORPORA: dict[str, dict[str, Any]] = {
    "C4": {"text": TEXT, "url": URL, "timestamp": "2024-05-03T00:00:00Z"},
    "CC-News with plain_text": {"requested_url": URL, "plain_text": TEXT, "crawl_date": "2024-05-03"},
    "datatrove": {"text": TEXT, "id": "1", "metadata": {"url": URL, "dump": "C", "file_path": "", "date": "20240503"}},
    "FineWeb": {"text": TEXT, "dump": "CC-MAIN-2024-22", "url": URL, "date": "2024-05-03T00:00:00Z", "file_path": "s3"},
    "OSCAR": {"content": TEXT, "warc_headers": {"warc-target-uri": URL, "warc-date": "2024-05-03T00:00:00Z"}},
    "Elasticsearch": {"_id": "1", "_source": {"body": TEXT, "url": URL, "timestamp": 1714694400000}},
    "mongoexport": {"_id": {"$oid": "5f"}, "text": TEXT, "url": URL, "crawl_date": {"$date": "2024-05-03T00:00:00Z"}},
    "capitals": {"URL": URL, "Full Text": TEXT, "Crawl-Date": "2024-05-03"},
}


@pytest.mark.parametrize("corpus", CORPORA)
def test_the_fields_of_other_corpora_are_understood(corpus: str, tmp_path: Path) -> None:
    (page,) = pages(tmp_path, CORPORA[corpus])
    assert isinstance(page, Capture), page
    assert (page.body, page.url, page.fetched_at) == (TEXT, URL, DAY)
    assert page.stated.published is None


def test_metadata_of_schema_org_is_understood(tmp_path: Path) -> None:
    (page,) = pages(
        tmp_path,
        {"articleBody": TEXT, "headline": "Ice", "datePublished": "2024-05-03", "author": [{"name": "Edith Moor"}]},
    )
    assert isinstance(page, Capture)
    assert (page.body, page.stated.title, page.stated.authors) == (TEXT, "Ice", ("Edith Moor",))
    assert page.stated.published is not None
    assert page.stated.published.at == DAY


def test_a_name_that_the_user_chose_comes_first_and_stands_for_nothing_else(tmp_path: Path) -> None:
    record = {"text": "no", "Ze Story": TEXT, "date": "2024-05-03"}
    (page,) = pages(tmp_path, record, names={"text": "ze_story", "fetched_at": "date"})
    assert isinstance(page, Capture)
    assert (page.body, page.fetched_at, page.stated.published) == (TEXT, DAY, None)


def test_what_names_no_page_is_told_with_its_names(tmp_path: Path) -> None:
    unknown, empty = pages(tmp_path, {"title": "Ice", "geschichte": TEXT}, {"text": None, "title": "Ice"})
    assert isinstance(unknown, InputError)
    assert "it has title, geschichte (--field text=NAME says which it is)" in unknown.message
    assert isinstance(empty, InputError)
    assert "its text is empty" in empty.message


def test_a_text_that_is_markup_is_read_as_html(tmp_path: Path) -> None:
    whole, part, plain = pages(
        tmp_path, {"content": f"<!doctype html><p>{TEXT}"}, {"body": f"\n<p>{TEXT}</p>"}, {"text": f"{TEXT} <p>"}
    )
    assert [isinstance(p, Capture) and p.kind for p in (whole, part, plain)] == ["html", "html", "text"]
    assert isinstance(part, Capture)
    assert part.charset == "utf-8"


def test_html_may_be_packed_and_is_html(tmp_path: Path) -> None:
    def base(body: bytes) -> str:
        return base64.b64encode(body).decode()

    page = f"<html><p>{TEXT}".encode()
    packed, pdf, cut = pages(
        tmp_path, *({"html": base(html)} for html in (gzip.compress(page), b"%PDF-1.4 x", gzip.compress(page)[:-9]))
    )
    assert isinstance(packed, Capture)
    assert packed.body == page
    assert [isinstance(o, InputError) and o.reason for o in (pdf, cut)] == ["not-text", "bad-field"]


def test_columns_are_asked_for_in_the_order_of_preference() -> None:
    assert columns(("content", "Text", "x")) == {"text": ("Text", "content")}
    assert columns(("content", "text"), (("text", "content"),)) == {"text": ("content", "text")}
