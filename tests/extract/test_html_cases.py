"""Pages and what is found in them, side by side in tests/cases/html/.

Every block with its kind and level in reading order, what the page says of itself, and what kind of page it is where
that is what a case shows; in `body`, the texts that are likelier body than not. The address is in `url` where it
matters.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archiver.extract.html import extract

CASES = sorted((Path(__file__).parents[1] / "cases" / "html").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path) -> None:
    url = (case / "url").read_text().strip() if (case / "url").exists() else "https://www.island.example/ferry"
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    document = extract((case / "input.html").read_bytes(), url=url)
    said = document.metadata
    assert [[b.kind.value, b.level, b.text] for b in document.blocks] == expected["blocks"]
    if "page_type" in expected:
        assert document.page_type == expected["page_type"]
        assert document.page_type_confidence is not None and document.page_type_confidence >= 0.5
    if "body" in expected:
        assert [b.text for b in document.blocks if b.body_odds is not None and b.body_odds > 0] == expected["body"]
    published = said.published.isoformat() if said.published else None
    assert [said.title, list(said.authors), published] == [expected[k] for k in ("title", "authors", "published")]
