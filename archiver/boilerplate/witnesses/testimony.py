# cython: infer_types=True, annotation_typing=False
"""What a witness says of a text: how much more like furniture it is, in bits, and why.

Weights of evidence add up (I. J. Good, Probability and the Weighing of Evidence, 1950): a witness gives the
log2 of a likelihood ratio, and a sentence of measured values that says what it saw.
"""

from __future__ import annotations


class Testimony:
    """What a witness says: the rule's stable id, bits for furniture (negative: for content), and why."""

    def __init__(self, rule: str, bits: float, evidence: str) -> None:
        self.rule, self.bits, self.evidence = rule, bits, evidence

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Testimony) and self._parts() == other._parts()

    def __hash__(self) -> int:
        return hash(self._parts())

    def __repr__(self) -> str:
        return f"Testimony{self._parts()}"

    def _parts(self) -> tuple[str, float, str]:
        return self.rule, self.bits, self.evidence

    def weighing(self, bits: float) -> Testimony:
        """The same with another weight."""
        return Testimony(self.rule, bits, self.evidence)
