"""Which person is meant by what somebody typed: a name, an id, an alias, a part of a name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from archiver.enrich.people.forms import key_of
from archiver.enrich.people.names import fold
from archiver.errors import ArchiveError
from archiver.words.marks import marks


def slug(name: str) -> str:
    """A name as it stands in an address: "Múte B. Egede" -> "mute-b-egede"."""
    return "-".join(re.findall(rf"\w[\w{marks()}]*", fold(name)))


def find_person(connection: Any, wanted: str) -> str:
    """The person whose name or id this is, else whose alias or part of a name it is and nobody else's.

    connection: with the table `chosen` of namings. Raises ArchiveError where nobody is meant, or several are.
    """
    names = _column(connection, "SELECT DISTINCT person FROM chosen ORDER BY person")
    if wanted in names:
        return wanted
    sought = slug(wanted)
    found = (
        [name for name in names if slug(name) == sought]
        or _called(connection, sought)
        or [name for name in names if f"-{sought}-" in f"-{slug(name)}-"]
    )
    if not found:
        near = get_close_matches(wanted, names, n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else "`archiver people` lists who is there"
        raise ArchiveError(f"nobody called {wanted!r} in these articles; {hint}")
    if len(found) > 1:
        several = ", ".join(found[:5]) + (", ..." if len(found) > 5 else "")
        raise ArchiveError(f"{wanted!r} may be any of {len(found)}: {several}; write the whole name")
    return found[0]


def _called(connection: Any, sought: str) -> list[str]:
    """The persons who have an alias with this slug."""
    sql = "SELECT DISTINCT person, unnest(list_append(aliases, name)) AS alias FROM chosen ORDER BY person"
    pairs = zip(*(_column(connection, sql, n) for n in ("person", "alias")), strict=True)
    return list(dict.fromkeys(person for person, alias in pairs if slug(alias) == sought))


_ALL_NAMES = """
    SELECT name FROM chosen UNION SELECT person FROM chosen UNION SELECT unnest(aliases) FROM chosen ORDER BY ALL"""


def unknown(connection: Any, forms: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Those of the names that are in no article, each with names that are near to it."""
    names = _column(connection, _ALL_NAMES)
    known = set(map(key_of, names))
    return [(form, get_close_matches(form, names, n=3)) for form in forms if key_of(form) not in known]


def _column(connection: Any, sql: str, number: int | str = 0) -> list[str]:
    values: list[str] = connection.sql(sql).to_arrow_table().column(number).to_pylist()
    return values
