"""Pages that do harm while they are judged or enriched: what becomes of each, and what is told of it.

    a new page that cannot be judged      left out, and quarantined: nobody knows what of it is furniture
    a stored one that is judged again     its record stays as it is
    a page that cannot be enriched        stored without language, topics and people

Reading and extracting are watched in mapping.py.
"""

from __future__ import annotations

from collections.abc import Callable

from archiver.errors import InputError
from archiver.ingesting.guard import Harm, Watch
from archiver.ingesting.journal import ENRICHING, JUDGING, place_of
from archiver.lake.rows.row import judged_of
from archiver.learning import Draft
from archiver.records import Enrichment, Origin


class LeftOut(Exception):
    """A new page does harm when it is judged."""

    def __init__(self, row_id: str, harm: Harm) -> None:
        super().__init__(row_id)
        self.row_id, self._harm = row_id, harm

    def error(self, draft: Draft) -> InputError:
        """For a capture of that page."""
        return self._harm.error(_origin(draft))


class Watched:
    """One attempt at deciding some pages. lacking: an error for each page that is stored all the same."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self.lacking: list[InputError] = []

    def judging(self, draft: Draft, judge: Callable[[], None]) -> None:
        """Judge a draft. Raises LeftOut."""
        harm = self._watch.harm(place_of(draft.row_id, JUDGING), judge)
        if harm is None:
            return
        if draft.stored is None:
            raise LeftOut(draft.row_id, harm)
        draft.judge(judged_of(draft.stored))
        draft.named = True
        self.lacking.append(harm.error(_origin(draft), "its record stays as it was"))

    def enriching(self, draft: Draft, enrich: Callable[[], None]) -> None:
        """Enrich a draft that is judged."""
        harm = self._watch.harm(place_of(draft.row_id, ENRICHING), enrich)
        if harm is not None:
            draft.enrichment = Enrichment()
            self.lacking.append(harm.error(_origin(draft), "stored without language, topics and people"))


def _origin(draft: Draft) -> Origin:
    return Origin(draft.first["input_path"], draft.first["input_record"])
