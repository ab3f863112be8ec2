"""The entries of the lexicon: data files, one a language, in phrases/.

A file is a table with tabs: id, kind, bits, scope, templates (apart by " | "), reason. Lines that
begin with "#" are remarks. "zz.tsv" holds what belongs to no language.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from archiver.boilerplate.lexicon.slots import SLOTS
from archiver.boilerplate.lexicon.templates import FRAMES, Scope
from archiver.boilerplate.tables import data_digest
from archiver.common.data_files import files

KINDS = {
    "account": "where money is to go: a bank account, IBAN, payment service or wallet",
    "advert": "an advertisement or its label",
    "app": "an invitation to install an application",
    "audio": "a player, or an invitation to listen or watch",
    "breadcrumb": "where on the site the page stands",
    "byline": "author, date or reading time, outside the running text",
    "comments": "the comment section: its head, form, or that it is closed",
    "contact": "how to reach the newsroom, or to report an error",
    "cookie": "consent and privacy",
    "copyright": "rights, licence, republishing",
    "credit": "who took or owns a picture",
    "donation": "an appeal for money or membership",
    "login": "signing in, or the wall before paid text",
    "navigation": "a way to other pages: menus, previous and next, search",
    "newsletter": "an invitation to subscribe or to follow",
    "related": "other stories of the site",
    "share": "buttons to pass the story on",
    "tags": "labels of the story",
    "technical": "what the page's software says of itself",
}


class LexiconError(ValueError):
    """A data file of the lexicon is malformed: a fault in the package, found by its tests."""


class Entry(Struct, frozen=True):
    """One entry of the lexicon.

    id: "en.comments-closed": language and name, stable. kind: a key of KINDS. bits: log2 odds that a
    block which is nothing but this is furniture. scope: "line": only as a whole block; "sentence": also
    as a whole sentence of one; "anywhere": also in the midst of a sentence. templates: see templates.py.
    reason: why it is in the lexicon.
    """

    id: str
    kind: str
    bits: float
    scope: Scope
    templates: tuple[str, ...]
    reason: str


@cache
def entries() -> tuple[Entry, ...]:
    """All entries, ordered by id."""
    found = {}
    for file_name, text in _tables():
        for number, line in enumerate(text.splitlines(), 1):
            if line and not line.startswith("#"):
                entry = _entry(line, file_name, number)
                if entry.id in found:
                    raise LexiconError(f"{file_name}, line {number}: {entry.id} stands twice")
                found[entry.id] = entry
    return tuple(found[key] for key in sorted(found))


@cache
def digest() -> str:
    """A digest of all that `match` depends on: data files, slots and frames (16 hex digits)."""
    named = [*_tables(), *[(name, slot.pattern) for name, slot in SLOTS.items()]]
    return data_digest("".join([f"{name}\0{text}\0" for name, text in named]) + repr(FRAMES))


def _tables() -> Iterator[tuple[str, str]]:
    folder = files(__package__) / "phrases"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".tsv"):
            yield file.name, file.read_bytes().decode()


def _entry(line: str, file_name: str, number: int) -> Entry:
    cells = line.split("\t")
    if len(cells) != 6 or not all(cells):
        raise LexiconError(f"{file_name}, line {number}: six filled cells are wanted, not {len(cells)}")
    name, kind, bits, scope, templates, reason = cells
    if kind not in KINDS or scope not in FRAMES:
        raise LexiconError(f"{file_name}, line {number}: unknown kind {kind!r} or scope {scope!r}")
    if name[:3] != file_name[:2] + ".":
        raise LexiconError(f"{file_name}, line {number}: {name!r} belongs to another language")
    return Entry(name, kind, float(bits), scope, tuple(templates.split(" | ")), reason)
