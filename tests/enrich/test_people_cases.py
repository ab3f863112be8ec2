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


def test_an_arabic_family_name_alone_is_the_persons_beside_a_title_or_a_verb_of_saying() -> None:
    text = "رفضت النائبة زينب الموسوي القانون، وقالت الموسوي إن الرئيس محمد السوداني وافق. يريد الشعب السوداني السلام."
    found = {person.name: (person.aliases, person.mentions) for person in find_people(text, "ar")}
    assert found == {"زينب الموسوي": (("الموسوي",), 2), "محمد السوداني": ((), 1)}
