"""The text dump that the project began with."""

from __future__ import annotations

from pathlib import Path

import pytest

import archiver
from archiver.records import Kind, page_text
from archiver.sources import read

SEED = Path(__file__).parents[2] / "seeds" / "000_019140a21c979cb5.txt"


@pytest.fixture(scope="module")
def cleaned() -> archiver.pipeline.Cleaned:
    (capture,) = read([str(SEED)])
    result = archiver.clean(capture)
    assert not isinstance(result, archiver.pipeline.Failed)
    return result


def test_the_body_is_the_first_eleven_lines(cleaned: archiver.pipeline.Cleaned) -> None:
    lines = [" ".join(line.split()) for line in SEED.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(lines) == 22
    assert cleaned.judged.text.split("\n") == lines[:11]
    assert [b.block.text for b in cleaned.judged.blocks if not b.verdict.kept] == lines[11:]
    assert page_text(cleaned.judged.blocks).split("\n") == lines


def test_its_headings_are_known(cleaned: archiver.pipeline.Cleaned) -> None:
    headings = [b.block.text for b in cleaned.judged.blocks if b.block.kind is Kind.HEADING and b.verdict.kept]
    assert [h.split(":")[0][:14] for h in headings] == [
        "1. The Soverei",
        headings[1][:14],
        headings[2][:14],
        "The Insurmount",
    ]
    assert [h[:2] for h in headings[:3]] == ["1.", "2.", "3."]


def test_nothing_is_invented(cleaned: archiver.pipeline.Cleaned) -> None:
    metadata = cleaned.judged.document.metadata
    assert cleaned.source is not None
    assert cleaned.source[0] == "Dawat Media Center"
    assert (metadata.title, metadata.authors, metadata.published) == (None, (), None)


def test_through_the_archive(tmp_path: Path) -> None:
    summary = archiver.ingest(SEED, tmp_path, jobs=1)
    (row,) = archiver.open_archive(tmp_path).articles()
    assert summary.stored == 1
    assert (row["source"], row["language"], row["title"]) == ("Dawat Media Center", "en", None)
    assert row["text"].count("\n") == 10
    assert sorted(p["name"] for p in row["people"]) == [
        "Atta Mohammad Noor",
        "Donald Trump",
        "Hanif Atmar",
        "Joe Biden",
        "Rangin Dadfar Spanta",
    ]
