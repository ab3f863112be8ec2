"""What the lake must know of learning to rebuild its index (lake.index.Learner)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from archiver.boilerplate import SiteStatistics, keys_of, observe, ruleset
from archiver.lake.rows import document_of
from archiver.learning.books import counted
from archiver.learning.drafts import Draft, Row


class RowLearner:
    """What the lake must know of learning to rebuild its index (lake.index.Learner)."""

    @property
    def rules(self) -> str:
        """Those that judge: what a line is by the lexicon counts in the statistics too."""
        return ruleset()

    def keys(self, row: Row) -> Iterable[int]:
        return keys_of(document_of(row))

    def learn(self, site: str, rows: Iterable[Row]) -> tuple[int, Mapping[int, bytes]]:
        """From all rows of the articles that a site has a row of: the pages that count, and each key's statistics.

        An article of which another site has the current row counts there.
        """
        statistics = SiteStatistics()
        for draft in counted(map(Draft.of_row, rows)).values():
            if draft.site == site:
                statistics.add(observe(draft.document))
        return statistics.pages, {key: counts.to_bytes() for key, counts in statistics.counts.items()}
