"""Full-text search: BM25 over titles and clean texts, phrases, beginnings, fields, dates, snippets; any script.

Articles of nearly the same text are folded: the best of them that was found stands for all.

    index      the index of tantivy, in derived/search
    folding    what makes two spellings the same word
    question   what a searcher writes, read
    snippets   the place of a text that shows why it was found
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from archiver.errors import QueryError
from archiver.explore.search.folding import is_single
from archiver.explore.search.index import EXACT, Advance, day, exactly, key, opened
from archiver.explore.search.question import FIELDS, Clause, clauses
from archiver.explore.search.snippets import Mark, Wanted, snippet

__all__ = ["EXACT", "FIELDS", "Hit", "Mark", "Matches", "Search", "key"]

TITLE = 3.0
"""How much more a word counts in a title."""


@dataclass(frozen=True, slots=True)
class Matches:
    """Hits in order: `key` of the article, and BM25 score. total: how many there are, given here or not."""

    keys: tuple[int, ...]
    scores: tuple[float, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found. snippet: () where the words stand in other fields than the text.

    copies: other articles of nearly this text that the archive has, whether the words are in them or not.
    """

    id: str
    score: float
    snippet: tuple[Mark, ...]
    copies: int = 0


class Search:
    """The index of an archive, as it was when this was made."""

    def __init__(self, archive: Path | str, advance: Advance = lambda done, of: None) -> None:
        """Open it, and bring it up to date first. advance: told of files, done and of how many. Raises ArchiveError."""
        from archiver.lake import Lake

        self._index = opened(Lake.open(archive), advance)
        self._searcher = self._index.searcher()

    def find(self, words: str, *, limit: int = 10, offset: int = 0, fold: bool = True) -> tuple[int, list[Hit]]:
        """How many articles have what `words` asks for, and some of them, best first. Raises QueryError.

        fold: of articles of nearly the same text, only the best is given; all are counted.
        """
        asked = clauses(words)
        if not asked:
            return 0, []
        query, wanted = self._query(asked), _wanted(asked)
        count, hits = self._folded(query, limit + offset) if fold else self._all(query, limit + offset)
        return count, [self._hit(score, address, wanted) for score, address in hits[offset:]]

    def _all(self, query: Any, many: int) -> tuple[int, list[Any]]:
        found = self._asked(query, limit=many)
        return found.count, found.hits

    def _asked(self, query: Any, **how: Any) -> Any:
        """Raises QueryError where more words of the archive begin as one of a phrase does than tantivy looks at."""
        try:
            return self._searcher.search(query, **how)
        except ValueError as error:
            raise QueryError(f"this cannot be looked for: {error}; write more of the word before the *") from error

    def _folded(self, query: Any, many: int) -> tuple[int, list[Any]]:
        """The best hits with different heads, so many if there are, and the count of all hits."""
        ask = 2 * many
        while True:
            count, hits = self._all(query, ask)
            heads = self._searcher.fast_field_values("head", [address for _, address in hits])
            best: dict[int, Any] = {}
            for head, hit in zip(heads, hits, strict=True):
                best.setdefault(head, hit)
            if len(best) >= many or len(hits) == count:
                return count, list(best.values())[:many]
            ask *= 4

    def _hit(self, score: float, address: Any, wanted: Wanted) -> Hit:
        import tantivy

        stored = self._searcher.doc(address)
        (head,) = self._searcher.fast_field_values("head", [address])
        alike = self._searcher.search(tantivy.Query.term_query(self._index.schema, "head", head), limit=1).count
        return Hit(stored.get_first("id"), score, _snippet(stored, wanted), alike - 1)

    def matches(
        self,
        words: str,
        exact: Mapping[str, str] | None = None,
        days: tuple[date | None, date | None] = (None, None),
        *,
        limit: int,
        oldest: bool | None = None,
    ) -> Matches:
        """The articles that have what `words` asks for, at most `limit` of them, best first. Raises QueryError.

        exact: values of EXACT that they must have; days: first and last of publication. oldest: not the best but the
        oldest (False: newest) come first, and none without a date.
        """
        import tantivy

        asked = clauses(words)
        if not asked:
            return Matches((), (), 0)
        query = self._restricted(self._query(asked), exact or {}, days)
        if oldest is None:
            found = self._asked(query, limit=limit)
        else:
            order = tantivy.Order.Asc if oldest else tantivy.Order.Desc
            found = self._asked(query, limit=limit, order_by_field="day", order=order)
        keys = self._searcher.fast_field_values("key", [address for _, address in found.hits])
        scores = (0.0 if order_key is None or oldest is not None else order_key for order_key, _ in found.hits)
        return Matches(tuple(keys), tuple(scores), found.count)

    def _restricted(self, query: Any, exact: Mapping[str, str], days: tuple[date | None, date | None]) -> Any:
        import tantivy

        terms = (exactly(name, value) for name, value in exact.items())
        must = [tantivy.Query.term_query(self._index.schema, "exact", term) for term in terms]
        if any(days):
            must.append(self._published(*days))
        without_score = [(tantivy.Occur.Must, tantivy.Query.const_score_query(q, 0.0)) for q in must]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, query), *without_score])

    def snippets(self, words: str, ids: list[str]) -> dict[str, tuple[Mark, ...]]:
        """Snippets of these articles, by id."""
        import tantivy

        wanted = _wanted(clauses(words))
        query = tantivy.Query.term_set_query(self._index.schema, "id", ids)
        hits = self._searcher.search(query, limit=max(1, len(ids))).hits
        found = [self._searcher.doc(address) for _, address in hits]
        return {stored.get_first("id"): _snippet(stored, wanted) for stored in found}

    def _query(self, asked: tuple[Clause, ...]) -> Any:
        import tantivy

        must = [(tantivy.Occur.Must, self._clause(c)) for c in asked if c.wanted]
        without = [(tantivy.Occur.MustNot, self._clause(c)) for c in asked if not c.wanted]
        return tantivy.Query.boolean_query([*must, *without])

    def _clause(self, clause: Clause) -> Any:
        import tantivy

        if clause.others:
            every = (replace(clause, others=()), *clause.others)
            return tantivy.Query.boolean_query([(tantivy.Occur.Should, self._clause(one)) for one in every])
        if clause.days:
            return self._published(*clause.days)
        if clause.field:
            return self._in(clause.field, clause)
        title = tantivy.Query.boost_query(self._in("title", clause), TITLE)
        return tantivy.Query.disjunction_max_query([title, self._in("body", clause)], 0.3)

    def _in(self, field: str, clause: Clause) -> Any:
        import tantivy

        schema, terms = self._index.schema, clause.terms
        if clause.begins:
            beginnings = [*map(re.escape, terms[:-1]), f"{re.escape(terms[-1])}.*"]
            if len(terms) == 1:
                return tantivy.Query.regex_query(schema, field, beginnings[0])
            return tantivy.Query.regex_phrase_query(schema, field, beginnings)
        if len(terms) == 1 and is_single(terms[0]):  # inside words there are pairs of characters
            return tantivy.Query.regex_query(schema, field, f"{terms[0]}.?|.{terms[0]}")
        if len(terms) == 1:
            return tantivy.Query.term_query(schema, field, terms[0])
        return tantivy.Query.phrase_query(schema, field, list(terms))

    def _published(self, since: date | None, until: date | None) -> Any:
        import tantivy

        bounds = [None if at is None else day(at) for at in (since, until)]
        ranged = tantivy.Query.range_query(self._index.schema, "day", tantivy.FieldType.Integer, *bounds)
        return tantivy.Query.const_score_query(ranged, 0.0)  # says when, not how well


def _wanted(asked: tuple[Clause, ...]) -> Wanted:
    """The terms to be marked in texts."""
    every = [one for clause in asked if clause.wanted for one in (clause, *clause.others) if one.terms]
    whole = (term for one in every for term in (one.terms[:-1] if one.begins else one.terms))
    return Wanted(frozenset(whole), tuple({one.terms[-1] for one in every if one.begins}))


def _snippet(stored: Any, wanted: Wanted) -> tuple[Mark, ...]:
    return snippet(stored.get_first("text").decode(), wanted)
