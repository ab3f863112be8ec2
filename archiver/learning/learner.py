"""What the lake must know of learning to rebuild its index (lake.index.Learner)."""

from __future__ import annotations

from collections.abc import Iterable

from archiver.boilerplate import Observation, SiteStatistics, keys_of, observe, ruleset
from archiver.lake.relearning import Known, LearnedOfRows
from archiver.lake.rows.row import document_of
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

    def learn(self, site: str, rows: Iterable[Row], known: Known) -> LearnedOfRows:
        """From all rows of some articles that a site has a row of, and what is known from others: what they add.

        An article of which another site has the current row counts there.
        """
        drafts = [Draft.of_row(row) for row in rows]
        observed: list[Observation] = []
        for draft in counted(drafts).values():
            if draft.site == site:
                observed.append(observation := observe(draft.document))
                draft.prints, draft.known_keys = observation.prints, observation.keys
        statistics = SiteStatistics()
        statistics.load(known({key for observation in observed for key in observation.keys}))
        for observation in observed:
            statistics.add(observation)
        keys = {d.row_id: d.keys for d in drafts if d.site == site}
        return LearnedOfRows(statistics.pages, statistics.packed(), keys)
