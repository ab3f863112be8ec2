"""Dumps and what is found in them, side by side in tests/cases/dump/."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from archiver.extract.text import extract
from archiver.moments import Moment
from archiver.pipeline import Cleaned, clean
from archiver.records import Capture, JudgedDocument, Metadata, Origin, page_text

CASES = sorted((Path(__file__).parents[1] / "cases" / "dump").iterdir())
SEEDS = Path(__file__).parents[2] / "seeds"


def _plain(metadata: Metadata) -> dict[str, Any]:
    """The fields that are set, as JSON has them."""
    names = {e.field for e in metadata.evidence}
    values = {name: getattr(metadata, name) for name in names}
    return {
        n: v.isoformat() if isinstance(v, Moment) else list(v) if isinstance(v, tuple) else v for n, v in values.items()
    }


def _cleaned(text: str) -> JudgedDocument:
    """The page alone, with what is concluded once it was judged."""
    cleaned = clean(Capture("text", text, Origin("dump.txt")))
    assert isinstance(cleaned, Cleaned)
    return cleaned.judged


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path) -> None:
    text = (case / "input.txt").read_bytes().decode()
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    document = extract(text)
    assert [[b.kind.value, b.level, b.text] for b in document.blocks] == expected["blocks"]
    assert _plain(_cleaned(text).document.metadata) == expected["metadata"]


def test_every_field_that_is_set_has_its_evidence_and_no_other() -> None:
    for case in CASES:
        metadata = _cleaned((case / "input.txt").read_bytes().decode()).document.metadata
        set_fields = {n for n in Metadata.__struct_fields__ if n != "evidence" and getattr(metadata, n)}
        assert {e.field for e in metadata.evidence} == set_fields


def test_what_was_stated_outranks_what_the_text_says() -> None:
    stated = Metadata(title="From the feed")
    document = extract("Title: In the text\nDate: 2024-05-03\n\nA paragraph.\n", stated=stated)
    assert document.metadata.title == "From the feed"
    assert document.metadata.published is not None


def test_the_seed_has_eleven_lines_of_body_and_eleven_of_footer() -> None:
    text = (SEEDS / "000_019140a21c979cb5.txt").read_text(encoding="utf-8")
    document = extract(text)
    assert [b.text for b in document.blocks] == [" ".join(line.split()) for line in text.splitlines()]
    headings = [n for n, b in enumerate(document.blocks, 1) if b.kind == "heading"]
    assert headings == [2, 4, 6, 9, 12, 17]
    assert document.metadata == Metadata()
    assert page_text(document.blocks).split() == text.split()
