# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""What an element is called by its tag: a name for its place in a page, the names it is given, and their words."""

from __future__ import annotations

from collections.abc import Sequence

from archiver.extract import attributes as attributes_of
from archiver.extract import codes
from archiver.extract.codes import Table
from archiver.extract.roles import BITS

_NAMING = ("id", "role", "itemprop", "data-testid", "data-component")
_NUMBERS = {name: number for number, name in enumerate(("class", *_NAMING))}
_LENGTHS = sum(1 << length for length in {len(name) for name in _NUMBERS})
_LONGEST = max(map(len, _NUMBERS))
_MOST_CLASSES = 8
_LONGEST_NAME = 80
_MOST_KNOWN = 20_000
_roles: dict[str, int] = {}
_SAID = Table(BITS)
_codes = [0] * 200  # MOST


def named(element: str, raw: bytes) -> tuple[str, tuple[str, ...], int]:
    """Name and first class ("div.entry"), as in a piece's path; the names it is given: classes, id, role and itemprop;
    and what these say, as bits (roles.py).

    element: its name. raw: its tag in UTF-8, without the angle brackets.
    """
    stated: list[str | None] = [None] * 6
    spot = attributes_of.Spot(raw)
    while spot.next():
        length = spot.end - spot.start
        if length <= _LONGEST and _LENGTHS >> length & 1:
            number = _NUMBERS.get(spot.name(), -1)
            if number >= 0 and stated[number] is None:
                stated[number] = spot.value()
    classes = stated[0]
    each = classes.split()[:_MOST_CLASSES] if classes else []
    path = f"{element}.{each[0]}" if each else element
    each += [value for value in stated[1:] if value]
    values = tuple([value for value in each if len(value) < _LONGEST_NAME])
    return path, values, roles_of(element, values)


def words(element: str, values: Sequence[str]) -> tuple[str, ...]:
    """What a model may read of an element: its name, and the names it is given, in lower case, whole and in parts."""
    found = [element]
    for value in values:
        found += codes.words_of(value)
    return tuple(dict.fromkeys(found))


def roles_of(element: str, values: Sequence[str]) -> int:
    """What an element's words say, as bits."""
    bits = BITS.get(element, 0)
    for value in values:
        known = _roles.get(value)
        bits |= _learned(value) if known is None else known
    return bits


def _learned(value: str) -> int:
    """Remember what a name's words say; names recur."""
    bits = 0
    found = _codes
    for k in range(codes.codes_of(value, found)):
        said = _SAID.of(found[k])
        if said > 0:
            bits |= said
    if len(_roles) >= _MOST_KNOWN:
        _roles.clear()
    _roles[value] = bits
    return bits
