"""Reads agency.txt: texts of our own invention with the persons in braces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("agency.txt")
FRESH = Path(__file__).with_name("agency-fresh.txt")
TABLES = Path(__file__).with_name("agency-tables.txt")
LAST = Path(__file__).with_name("agency-last.txt")
_PERSON = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class News:
    """people: as the text names them, each name as often as it does."""

    name: str
    kind: str
    text: str
    people: tuple[str, ...]


def read(path: Path = FILE) -> list[News]:
    """The texts of a file, in its order."""
    parts = re.split(r"^=== (\S+) (\S+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [marked_news(*part) for part in zip(parts[1::3], parts[2::3], parts[3::3], strict=True)]


def marked_news(name: str, kind: str, marked: str) -> News:
    """A text that has its persons in braces."""
    return News(name, kind, _PERSON.sub(r"\1", marked).strip(), tuple(_PERSON.findall(marked)))


def tokenized(text: str) -> str:
    """The text as the corpora of the CoNLL tasks come: a space on either side of each sign ("said ."; "J. Smith")."""
    text = re.sub(r"(?<=[^\s.])([,;:?!]|(?<!\b[A-Z])\.)(?=\s|$)", r" \1", text)
    return re.sub(r"(?<=\S)(['’]s)\b", r" \1", re.sub(r"([()\"“”])", r" \1 ", text)).replace("  ", " ")
