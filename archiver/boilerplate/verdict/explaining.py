"""What a person sees of judging: each block with its reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archiver.boilerplate import lexicon
from archiver.boilerplate.site import telling
from archiver.boilerplate.site.counts import KeyCounts
from archiver.boilerplate.site.facts import ALIKE, REPEATED
from archiver.boilerplate.site.statistics import SiteStatistics
from archiver.boilerplate.witnesses import repetition
from archiver.records import JudgedBlock, JudgedDocument
from archiver.words.markdown import said


@dataclass(frozen=True, slots=True)
class ExplainedBlock:
    """A row of `archiver explain`. number: 1-based place on the page; score: bits, positive for furniture."""

    number: int
    kept: bool
    kind: str
    rule: str
    evidence: str
    score: float
    text: str


def explain(judged: JudgedDocument, statistics: SiteStatistics | None = None) -> tuple[ExplainedBlock, ...]:
    """Every block with its verdict. statistics: of the site as it is now, for exact counts; None: as stored."""
    return tuple(
        ExplainedBlock(
            number,
            block.verdict.kept,
            block.block.kind.value,
            block.verdict.rule,
            _exact(block, statistics, judged.blocks[number - 2 : number - 1], judged.blocks[number : number + 1]),
            block.verdict.score,
            block.block.text,
        )
        for number, block in enumerate(judged.blocks, 1)
    )


_NOUNS = {
    "account": "a bank account",
    "advert": "an advertisement",
    "app": "an invitation to an app",
    "comments": "the comment section",
    "copyright": "a copyright line",
    "donation": "an appeal for money",
    "newsletter": "a newsletter box",
    "related": "links to other stories",
    "share": "share buttons",
    "tags": "tags",
}
"""What a neighbour is, by its kind in the lexicon; of the other kinds one cannot say it in two words."""


def exact(counts: KeyCounts, pages: int, before: str = "", after: str = "") -> str:
    """The counts behind the facts: "in 37 of 41 pages of this site, always among the last 8 blocks, ...".

    before, after: what the neighbours on a page are, "" where nothing is known; said where they are the same
    on other pages.
    """
    facts = counts.facts(pages)
    if facts is None:
        return ""
    sides = ((before, facts.before), (after, facts.after))
    beside = dict.fromkeys(name for name, alike in sides if name and alike == ALIKE)
    return f"in {counts.pages} of {pages} pages of this site{telling.place(facts, tuple(beside))}"


def _exact(
    block: JudgedBlock,
    statistics: SiteStatistics | None,
    before: Sequence[JudgedBlock],
    after: Sequence[JudgedBlock],
) -> str:
    """The evidence with exact counts: instead of the coarse ones, or behind what another witness said.

    before, after: the neighbours on the page, one or none.
    """
    evidence, rule = block.verdict.evidence, block.verdict.rule
    counts = statistics.counts.get(block.fingerprint) if statistics else None
    if not counts or not statistics or counts.pages < REPEATED or block.verdict.kept:
        return evidence
    now = exact(counts, statistics.pages, *("".join(map(_noun, side)) for side in (before, after)))
    if not rule.startswith("site-repetition"):
        return f"{evidence}; {now}"
    return now + repetition.LEADS_OUT if evidence.endswith(repetition.LEADS_OUT) else now


def _noun(block: JudgedBlock) -> str:
    """What a removed block is, where the lexicon knows it; ""."""
    hits = () if block.verdict.kept else lexicon.match(said(block.block.text))
    kinds = {hit.kind: hit.coverage for hit in hits}
    return _NOUNS.get(max(kinds, key=lambda kind: (kinds[kind], kind)), "") if kinds else ""
