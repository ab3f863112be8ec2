"""Rows go through Parquet and come back as they were; docs/fields.md is what the schema says."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from lake_rows import rich_row, row

from archiver.lake import Lake
from archiver.lake.fields import markdown
from archiver.lake.rows import blocks
from archiver.lake.rows.captures import capture_of
from archiver.lake.rows.row import document_of, judged_of, metadata_of
from archiver.lake.rows.schema import ARTICLES, conform, to_table
from archiver.records import page_text

FIELDS = Path(__file__).parents[2] / "docs" / "fields.md"


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    lake = Lake.open(tmp_path_factory.mktemp("schema"), create=True)
    with lake.writing() as writer:
        writer.commit([rich_row(), row(1)])
    return lake


def test_a_row_comes_back_as_it_was(stored: Lake) -> None:
    (found,) = stored.show("f" * 32)
    sent = rich_row()
    assert {name: found[name] for name in sent} == sent
    assert [name for name in ARTICLES.names if found[name] is None] == ["near_duplicate_of", "similarity"]


def test_the_values_of_the_line_come_back(stored: Lake) -> None:
    (found,) = stored.show("f" * 32)
    judged = judged_of(found)
    assert judged.text == found["text"] == "Überschrift\nدەق — متن"
    assert page_text(judged.blocks) == page_text(document_of(found).blocks)
    assert [b.text for b in document_of(found).blocks] == ["Überschrift", "دەق — متن tail cut off here"]
    assert metadata_of(found).published == judged_of(rich_row()).document.metadata.published
    capture = capture_of(found["captures"][0], b"<p>", "example.org")
    assert (capture.origin.record, capture.input_id, capture.stated.title) == (3, "42", "stated")


def test_every_field_says_what_it_means_in_the_file_itself(stored: Lake) -> None:
    schema = pq.read_schema(stored.table.paths()[0])
    assert schema.names == ARTICLES.names
    assert all(field.metadata[b"comment"] for field in schema)


def test_an_older_file_gets_null_for_newer_fields() -> None:
    older = to_table([row(1)]).drop_columns(["keyphrases", "similarity"])
    assert conform(older).to_pylist() == to_table([row(1)]).to_pylist()


@pytest.mark.parametrize("at_once", [1, 2, 4, blocks.AT_ONCE])
def test_blocks_are_the_same_however_many_become_arrow_at_once(monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    rows = [rich_row(), *({**row(n), "blocks": list(row(n)["blocks"])[: n % 4]} for n in range(9))]
    monkeypatch.setattr(blocks, "AT_ONCE", at_once)
    assert to_table(rows)["blocks"].to_pylist() == [list(one["blocks"]) for one in rows]


def test_blocks_as_they_were_judged_and_as_they_are_read_are_the_same() -> None:
    judged = [rich_row(), row(1), {**row(2), "blocks": []}]
    read = to_table(judged).to_pylist()
    assert [type(one["blocks"]) for one in judged] != [type(one["blocks"]) for one in read]
    assert to_table(read) == to_table([judged[0], *read[1:]]) == to_table(judged)
    assert [one["blocks"] for one in read] == [list(one["blocks"]) for one in judged]
    assert rich_row()["blocks"][1:] == read[0]["blocks"][1:] != rich_row()["blocks"][:1]


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(KeyError, match="titel"):
        to_table([{**row(1), "titel": "x"}])


def test_the_page_of_fields_is_fresh() -> None:
    assert FIELDS.read_text(encoding="utf-8") == markdown(), "run: python -m archiver.lake.fields"
