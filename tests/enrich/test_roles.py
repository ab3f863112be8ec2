"""Roles as written: whole, and nothing that only stands before a name."""

from __future__ import annotations

import pytest

from archiver.enrich.people import find_people

ROLES = {
    "Prime Minister Anna Lindqvist asked for two aircraft.": ("Anna Lindqvist", ["Prime Minister"]),
    "United Nations Secretary-General Karim Haddad welcomed the truce.": ("Karim Haddad", ["Secretary-General"]),
    "New Jersey Senator Karim Haddad said so.": ("Karim Haddad", ["New Jersey Senator"]),
    "Mr. Haddad rejected the plan, Karim Haddad said.": ("Karim Haddad", []),
    "The album, My Dear Jane Lindqvist, is out. Jane Lindqvist said so.": ("Jane Lindqvist", []),
    "The Browns lost QB John Haddad to a bad knee, John Haddad said.": ("John Haddad", []),
}


@pytest.mark.parametrize(("text", "expected"), ROLES.items())
def test_roles(text: str, expected: tuple[str, list[str]]) -> None:
    found = {person.name: list(person.roles) for person in find_people(text, "en")}
    assert found == dict([expected])
