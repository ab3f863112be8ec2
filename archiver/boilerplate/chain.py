# cython: infer_types=True
"""Neighbours agree: the likeliest sequence of content and furniture over a page.

A two-state chain (Viterbi 1967) over the units of a page. What a unit says of itself are bits for furniture;
changing sides costs bits. For each unit the answer is a max-marginal: how much better the best sequence in
which it is furniture is than the best in which it is content. Its sign is the sequence's own decision.
"""

from __future__ import annotations

from collections.abc import Sequence

from archiver.boilerplate import weights


def scores(evidence: Sequence[float]) -> list[float]:
    """Bits for furniture of each unit, its neighbours considered. Linear time."""
    if not evidence:
        return []
    forward = _forward(evidence)
    backward = _backward(evidence)
    return [
        max(head + tail for head, tail in zip(f[1:], b[1:], strict=True)) - (f[0] + b[0])
        for f, b in zip(forward, backward, strict=True)
    ]


def _forward(evidence: Sequence[float]) -> list[tuple[float, float, float]]:
    """Best score up to each unit, with it: content, furniture before any content, furniture after some."""
    enter, leave = weights.bits("chain.enter"), weights.bits("chain.leave")
    leave_start = weights.bits("chain.leave-start")
    content, head, tail = 0.0, evidence[0] - weights.bits("chain.open"), float("-inf")
    best = [(content, head, tail)]
    for own in evidence[1:]:
        content, head, tail = (
            max(content, head - leave_start, tail - leave),
            head + own,
            max(tail, content - enter) + own,
        )
        best.append((content, head, tail))
    return best


def _backward(evidence: Sequence[float]) -> list[tuple[float, float, float]]:
    """Best score of what comes after each unit, for the same three states."""
    enter, leave = weights.bits("chain.enter"), weights.bits("chain.leave")
    leave_start = weights.bits("chain.leave-start")
    content = head = tail = 0.0
    best = [(content, head, tail)]
    for own in reversed(evidence[1:]):
        content, head, tail = (
            max(content, tail + own - enter),
            max(head + own, content - leave_start),
            max(tail + own, content - leave),
        )
        best.append((content, head, tail))
    return best[::-1]
