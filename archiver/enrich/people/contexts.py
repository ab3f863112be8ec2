# cython: infer_types=True
"""What stands round the mentions of a name, for the model that weighs it: words, signs, the other names of a column."""

from __future__ import annotations

from collections.abc import Mapping

from archiver.enrich.people.cues import Cues
from archiver.enrich.people.spans import Span
from archiver.enrich.people.surroundings import Key, Surroundings


def of_contexts(mentions: list[Span], around: Surroundings, found: dict[str, float]) -> None:
    """What stands round the mentions: the share of those that have it, and whether any has."""
    counts: dict[str, int] = {}
    for span in mentions:
        for name in _context(span, around):
            counts[name] = counts.get(name, 0) + 1
    size = len(mentions)
    for name, count in counts.items():
        found[name] = count / size
        found["any-" + name] = 1.0
    found["often"] = min(size, 8) / 8


def _context(span: Span, around: Surroundings) -> list[str]:
    cue, before, after, second = around.cues, span.before, span.after, span.second_after
    told = _context_before(before, cue)
    if not after:
        told.append("line-end")
        if not before:
            told.append("alone")
    elif after == "," or after == "(":
        _behind_sign(after, second, around, told)
    else:
        if after in cue.say and after != "a":
            told.append("say-after")
        if after in cue.acts:
            told.append("acts")
        if after in cue.bout:
            told.append("bout")
        if after[0].isdecimal():
            told.append("number")
    if after == "who" or second == "who":
        told.append("who")
    if after == "and" or before == "and" or before == "with" or after == "with":
        told.append("and")
    if span.honorific:
        told.append("honorific")
    elif span.role:
        told.append("role")
    if span.possessive:
        told.append("possessive")
    if span.opens:
        told.append("opens")
    if span.table:
        told.append("table")
    return told


def _context_before(before: str, cue: Cues) -> list[str]:
    if not before:
        return ["line-start"]
    told: list[str] = []
    if before in ("the", "a", "an"):
        told.append("the")
    if before in cue.place_before:
        told.append("in")
    if before in cue.say:
        told.append("say-before")
    if before in cue.bout:
        told.append("bout-before")
    if before == "of" or before == "by":
        told.append(before)
    elif before == "-" or before == "–":
        told.append("dash")
    elif before[0].isdecimal():
        told.append("number-before")
    return told


def _behind_sign(sign: str, second: str, around: Surroundings, told: list[str]) -> None:
    """What stands behind a comma or an opening bracket that follows the name."""
    is_number = second[:1].isdecimal()
    if is_number and len(second) == 2:
        told.append("age")
    if sign == ",":
        told.append("comma")
        if second in ("who", "whose", "whom"):
            told.append("acts")
        if second in around.names.places:
            told.append("comma-place")
    elif is_number:
        told.append("bracket-number")
    elif second in around.names.places:
        told.append("bracket-place")


_NOBODY: Mapping[Key, float] = {}


def of_slots(key: Key, mentions: list[Span], around: Surroundings, found: dict[str, float]) -> None:
    """What the other forms are that stand where this one stands: tables and lists give one kind to a column."""
    told: dict[Key, float] = {}
    for span in mentions:
        told.update(around.slots.get(span.slot, _NOBODY))
    told.pop(key, None)
    if told:
        weight = min(1.0, len(told) / 3)
        mean = sum(told.values()) / len(told)
        if mean != 0.5:
            found["slot-names" if mean > 0.5 else "slot-others"] = weight * abs(2 * mean - 1)
