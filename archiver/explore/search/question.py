"""What a searcher writes, read: words, "phrases", title:word, person:"a name", -without."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archiver.errors import QueryError
from archiver.explore.search.folding import terms

FIELDS = ("title", "person", "topic", "source", "site")
"""What may stand before a colon."""

_PART = re.compile(
    r"""(?P<sign>[-+]?)(?:(?P<field>\w+):)?(?:["“”„«](?P<phrase>[^"“”»]*)["“”»]?|(?P<word>[^\s"“”«»]+))"""
)


@dataclass(frozen=True, slots=True)
class Clause:
    """Terms that stand beside each other. field: "" for title and text. wanted: False: must not be there."""

    terms: tuple[str, ...]
    field: str = ""
    wanted: bool = True


def clauses(words: str) -> tuple[Clause, ...]:
    """What must and must not be in an article. Raises QueryError where only what must not is there."""
    found = tuple(clause for match in _PART.finditer(words) if (clause := _clause(match)).terms)
    if found and not any(clause.wanted for clause in found):
        raise QueryError(f"{words}: says only what must not be there; add a word that must")
    return found


def _clause(match: re.Match[str]) -> Clause:
    field, text = match["field"] or "", match["phrase"] if match["phrase"] is not None else match["word"]
    if field and field.lower() not in FIELDS:  # "12:30", "https://..."
        field, text = "", f"{field} {text}"
    return Clause(tuple(terms(text)), field.lower(), match["sign"] != "-")
