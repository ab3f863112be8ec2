"""Entries that commands write into people.toml: appended, so that what stands there stays as somebody wrote it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from archiver.errors import ArchiveError, SettingsError
from archiver.explore.persons.corrections import FILE, load, parse
from archiver.lake.files.durable import write_whole
from archiver.lake.files.locks import LOCK_TIMEOUT, locked
from archiver.lake.storage.home import home_of

Field = str | Iterable[str]

_HEAD = "# Who is who in this archive, where what archiver found is wrong. Its form: docs/people.md\n"


def merge(archive: Path, name: str, forms: Iterable[str]) -> None:
    """All these names are one person, to be shown as `name`. Raises SettingsError where that contradicts the file."""
    _append(archive, "merge", {"name": name, "forms": tuple(forms)})


def split(
    archive: Path,
    form: str,
    name: str,
    *,
    sites: Iterable[str] = (),
    articles: Iterable[str] = (),
    beside: Iterable[str] = (),
) -> None:
    """`form` is another person, `name`, on these sites, in these articles (ids), beside these persons."""
    where = {"sites": tuple(sites), "articles": tuple(articles), "with": tuple(beside)}
    _append(archive, "split", {"form": form, "name": name, **{k: v for k, v in where.items() if v}})


def dismiss(archive: Path, forms: Iterable[str]) -> None:
    """These names are no persons'."""
    _append(archive, "nobody", {"forms": tuple(forms)})


def _append(archive: Path, kind: str, entry: dict[str, Field]) -> None:
    if not archive.is_dir():
        raise ArchiveError(f"{archive}: there is no archive here")
    home = home_of(archive)
    with locked(archive / ".people.lock", 10.0), home.alone(LOCK_TIMEOUT):
        load(archive)  # a file that is wrong already is complained of as it is
        path = archive / FILE
        old = path.read_text(encoding="utf-8") if path.exists() else _HEAD
        new = f"{old.rstrip()}\n\n{_table(kind, entry)}"
        try:
            parse(path, new.encode())
        except SettingsError as error:
            raise SettingsError(f"not written: {error}") from error
        write_whole(path, new.encode())
        home.keep(path)


def _table(kind: str, entry: dict[str, Field]) -> str:
    return "\n".join([f"[[{kind}]]", *(f"{name} = {_value(value)}" for name, value in entry.items())]) + "\n"


def _value(value: Field) -> str:
    """As TOML: its strings and lists are written as JSON's, but for DEL."""
    plain = value if isinstance(value, str) else list(value)
    return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007f")
