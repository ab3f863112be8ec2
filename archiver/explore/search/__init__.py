"""Full-text search: BM25 over titles and clean texts, phrases, fields, snippets; any script."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archiver.explore.search.index import Advance, key, opened
from archiver.explore.search.question import FIELDS, Clause, clauses
from archiver.explore.search.snippets import Mark, snippet

__all__ = ["FIELDS", "Hit", "Mark", "Matches", "Search", "key"]

TITLE = 3.0
"""How much more a word counts in a title."""
MOST = 1_000_000
"""Hits of which the order is found."""


@dataclass(frozen=True, slots=True)
class Matches:
    """All hits, best first: `key` of the article, and BM25 score."""

    keys: tuple[int, ...]
    scores: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found. snippet: () where the words stand in other fields than the text."""

    id: str
    score: float
    snippet: tuple[Mark, ...]


class Search:
    """The index of an archive, as it was when this was made."""

    def __init__(self, archive: Path | str, advance: Advance = lambda done, of: None) -> None:
        """Open it, and bring it up to date first. advance: told of files, done and of how many. Raises ArchiveError."""
        from archiver.lake import Lake

        self._index = opened(Lake.open(archive), advance)
        self._searcher = self._index.searcher()

    def find(self, words: str, *, limit: int = 10, offset: int = 0) -> tuple[int, list[Hit]]:
        """How many articles have what `words` asks for, and some of them, best first. Raises QueryError."""
        asked = clauses(words)
        if not asked:
            return 0, []
        found = self._searcher.search(self._query(asked), limit=limit, offset=offset)
        wanted = _wanted(asked)
        return found.count, [self._hit(score, address, wanted) for score, address in found.hits]

    def _hit(self, score: float, address: Any, wanted: frozenset[str]) -> Hit:
        stored = self._searcher.doc(address)
        return Hit(stored.get_first("id"), score, snippet(stored.get_first("text"), wanted))

    def matches(self, words: str) -> Matches:
        """All articles that have what `words` asks for. Raises QueryError."""
        asked = clauses(words)
        if not asked:
            return Matches((), ())
        hits = self._searcher.search(self._query(asked), limit=MOST, count=False).hits
        keys = self._searcher.fast_field_values("key", [address for _, address in hits])
        return Matches(tuple(keys), tuple(score for score, _ in hits))

    def snippets(self, words: str, ids: list[str]) -> dict[str, tuple[Mark, ...]]:
        """Snippets of these articles, by id."""
        import tantivy

        wanted = _wanted(clauses(words))
        query = tantivy.Query.term_set_query(self._index.schema, "id", ids)
        hits = [self._hit(s, a, wanted) for s, a in self._searcher.search(query, limit=max(1, len(ids))).hits]
        return {hit.id: hit.snippet for hit in hits}

    def _query(self, asked: tuple[Clause, ...]) -> Any:
        import tantivy

        must = [(tantivy.Occur.Must, self._clause(c)) for c in asked if c.wanted]
        without = [(tantivy.Occur.MustNot, self._clause(c)) for c in asked if not c.wanted]
        return tantivy.Query.boolean_query([*must, *without])

    def _clause(self, clause: Clause) -> Any:
        import tantivy

        if clause.field:
            return self._in(clause.field, clause.terms)
        title = tantivy.Query.boost_query(self._in("title", clause.terms), TITLE)
        return tantivy.Query.disjunction_max_query([title, self._in("body", clause.terms)], 0.3)

    def _in(self, field: str, terms: tuple[str, ...]) -> Any:
        import tantivy

        schema = self._index.schema
        if len(terms) == 1:
            return tantivy.Query.term_query(schema, field, terms[0])
        return tantivy.Query.phrase_query(schema, field, list(terms))


def _wanted(asked: tuple[Clause, ...]) -> frozenset[str]:
    """The terms to be marked in texts."""
    return frozenset(term for clause in asked if clause.wanted for term in clause.terms)
