# cython: infer_types=True, annotation_typing=False
"""Neighbours agree: the likeliest sequence of content and furniture over a page.

A two-state chain (Viterbi 1967) over the units of a page. What a unit says of itself are bits for furniture;
changing sides costs bits. For each unit the answer is a max-marginal: how much better the best sequence in
which it is furniture is than the best in which it is content. Its sign is the sequence's own decision.
"""

from __future__ import annotations

from collections.abc import Sequence

from archiver.boilerplate import weights

_ENTER, _LEAVE = weights.bits("chain.enter"), weights.bits("chain.leave")
_OPEN, _LEAVE_START = weights.bits("chain.open"), weights.bits("chain.leave-start")
_LEAVE_HEAD = weights.bits("chain.leave-head")
_NEVER = float("-inf")


def scores(evidence: Sequence[float], until: int = 0) -> list[float]:
    """Bits for furniture of each unit, its neighbours considered. Linear time.

    until: the first unit of running text; before it a headline stands among furniture as often as
    behind it, so up to there content comes after furniture at half the price.
    """
    if not evidence:
        return []
    best = _forward(evidence, until)
    # What comes after each unit, for the three states of `_forward`.
    content = head = tail = 0.0
    found = []
    for n in range(len(evidence) - 1, -1, -1):
        content_before, head_before, tail_before = best[n]
        found.append(max(head_before + head, tail_before + tail) - (content_before + content))
        own = evidence[n]
        after_content, after_head, after_tail = content, head + own, tail + own
        content = max(after_content, after_tail - _ENTER)
        head = max(after_head, after_content - _LEAVE_START)
        tail = max(after_tail, after_content - (_LEAVE_HEAD if n <= until else _LEAVE))
    return found[::-1]


def _forward(evidence: Sequence[float], until: int) -> list[tuple[float, float, float]]:
    """Best score up to each unit, with it: content, furniture before any content, furniture after some."""
    content, head, tail = 0.0, evidence[0] - _OPEN, _NEVER
    best = [(content, head, tail)]
    for n in range(1, len(evidence)):
        own = evidence[n]
        before = content
        content = max(before, head - _LEAVE_START, tail - (_LEAVE_HEAD if n <= until else _LEAVE))
        head = head + own
        tail = max(tail, before - _ENTER) + own
        best.append((content, head, tail))
    return best
