"""Each folder of tests/cases/people: a text, and whom it names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archiver.enrich.people import find_people

CASES = sorted((Path(__file__).parents[1] / "cases" / "people").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_whom_a_text_names(case: Path) -> None:
    text = (case / "input.txt").read_text(encoding="utf-8")
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    found = find_people(text, expected["language"])
    assert sorted(person.name for person in found) == expected["people"]
    for person in found:
        assert text[person.offset :].startswith(person.name) or any(
            text[person.offset :].startswith(alias) for alias in person.aliases
        )
