"""people.toml in the archive's folder: what a person has decided of who is who. It wins over what was found.

[[merge]]                                  # these are one, to be shown under this name
name = "Atta Mohammad Noor"
forms = ["Ata Mohammad Nur", "Ustad Atta"]

[[merge]]                                  # the same, to give another name only
name = "Pope Francis"
forms = ["Francis"]

[[split]]                                  # this name is somebody else there: any of sites, articles, with
form = "John Smith"
name = "John Smith (footballer)"
sites = ["sport.example"]
articles = ["0d9e..."]
with = ["Jane Roe"]

[[nobody]]                                 # no persons
forms = ["Doha Agreement"]

A form is a name as an article has it, or the name under which `archiver people` shows somebody.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from archiver.enrich.people.forms import Key, key_of
from archiver.errors import SettingsError

FILE = "people.toml"
_FIELDS = {
    "merge": {"name", "forms"},
    "split": {"form", "name", "sites", "articles", "with"},
    "nobody": {"forms"},
}
_ONE_STRING = frozenset({"name", "form"})


@dataclass(frozen=True, slots=True)
class Split:
    """The form names the person `name` where the article, its site or a companion is one of these."""

    form: Key
    name: str
    sites: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    companions: frozenset[Key] = frozenset()


@dataclass(frozen=True, slots=True)
class Corrections:
    """merged: the name to show for each form of a merge. nobody: forms that are no persons'."""

    merged: Mapping[Key, str]
    splits: tuple[Split, ...] = ()
    nobody: frozenset[Key] = frozenset()
    digest: str = ""


NONE = Corrections({})


def load(archive: Path) -> Corrections:
    """The corrections of an archive; none where there is no file. Raises SettingsError naming the entry."""
    path = archive / FILE
    try:
        return parse(path, path.read_bytes())
    except FileNotFoundError:
        return NONE
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}") from error


def parse(path: Path, content: bytes) -> Corrections:
    """The corrections that this content of the file `path` states. Raises SettingsError naming the entry."""
    try:
        tables = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error
    for kind, number, entry in _entries(path, tables):
        _check(path, kind, number, entry)
    return Corrections(
        merged=_merged(path, tables.get("merge", [])),
        splits=tuple(_split(path, i, entry) for i, entry in enumerate(tables.get("split", []), 1)),
        nobody=frozenset(key_of(f) for entry in tables.get("nobody", []) for f in entry.get("forms", [])),
        digest=sha256(content).hexdigest()[:16],
    )


def _entries(path: Path, tables: Mapping[str, Any]) -> list[tuple[str, int, Any]]:
    for kind, entries in tables.items():
        if kind not in _FIELDS or not isinstance(entries, list):
            raise SettingsError(f"{path}: {kind}: there are [[merge]], [[split]] and [[nobody]] only")
    return [(kind, i, entry) for kind, entries in tables.items() for i, entry in enumerate(entries, 1)]


def _check(path: Path, kind: str, number: int, entry: Any) -> None:
    place = f"{path}: [[{kind}]] number {number}"
    if not isinstance(entry, dict):
        raise SettingsError(f"{place} must be a table")
    for name, value in entry.items():
        if name not in _FIELDS[kind]:
            raise SettingsError(f"{place}: no field {name!r}; it takes {', '.join(sorted(_FIELDS[kind]))}")
        strings = [value] if name in _ONE_STRING else value
        if not isinstance(strings, list) or any(not isinstance(s, str) or not s.strip() for s in strings):
            form = '"..."' if name in _ONE_STRING else '["...", "..."]'
            raise SettingsError(f"{place}: {name} takes {form}")
    missing = ({"merge": {"name", "forms"}, "split": {"form", "name"}, "nobody": {"forms"}}[kind]) - set(entry)
    if missing:
        raise SettingsError(f"{place} lacks {' and '.join(sorted(missing))}")


def _merged(path: Path, entries: list[dict[str, Any]]) -> dict[Key, str]:
    merged: dict[Key, str] = {}
    for entry in entries:
        for form in (entry["name"], *entry["forms"]):
            if merged.setdefault(key_of(form), entry["name"]) != entry["name"]:
                raise SettingsError(f"{path}: {form!r} is merged into two persons")
    return merged


def _split(path: Path, number: int, entry: dict[str, Any]) -> Split:
    found = Split(
        key_of(entry["form"]),
        entry["name"],
        frozenset(entry.get("sites", ())),
        frozenset(entry.get("articles", ())),
        frozenset(map(key_of, entry.get("with", ()))),
    )
    if not (found.sites or found.articles or found.companions):
        raise SettingsError(f"{path}: [[split]] number {number} says nowhere where: sites, articles or with")
    return found
