# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""What an element is called by its tag: a name for its place in a page, the names it is given, and their words."""

from __future__ import annotations

from collections.abc import Sequence

from archiver.extract import attributes as attributes_of
from archiver.extract.roles import BITS

_NAMING = ("id", "role", "itemprop", "data-testid", "data-component")
_NAMING_LENGTHS = sum(1 << length for length in {len(name) for name in ("class", *_NAMING)})
_MOST_CLASSES = 8
_LONGEST_NAME = 80
_MOST_KNOWN = 20_000
_roles: dict[str, int] = {}


def named(element: str, raw: bytes) -> tuple[str, tuple[str, ...], int]:
    """Name and first class ("div.entry"), as in a piece's path; the names it is given: classes, id, role and itemprop;
    and what these say, as bits (roles.py).

    element: its name. raw: its tag in UTF-8, without the angle brackets.
    """
    stated = attributes_of.attributes(raw, _NAMING_LENGTHS)
    if not stated:
        return element, (), roles_of(element, ())
    classes = stated.get("class")
    each = classes.split()[:_MOST_CLASSES] if classes else []
    path = f"{element}.{each[0]}" if each else element
    for name in _NAMING:
        value = stated.get(name)
        if value:
            each.append(value)
    values = tuple([value for value in each if len(value) < _LONGEST_NAME])
    return path, values, roles_of(element, values)


def words(element: str, values: Sequence[str]) -> tuple[str, ...]:
    """What a model may read of an element: its name, and the names it is given, in lower case, whole and in parts."""
    found = [element]
    for value in values:
        found += words_of(value)
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
    for word in words_of(value):
        bits |= BITS.get(word, 0)
    if len(_roles) >= _MOST_KNOWN:
        _roles.clear()
    _roles[value] = bits
    return bits


def words_of(value: str) -> tuple[str, ...]:
    """A name, whole and in parts: cut at humps ("postBody"), digits and signs."""
    return ("." + value.lower(), *_parts(value))


def _parts(value: str) -> list[str]:
    found: list[str] = []
    size, at = len(value), 0
    while at < size:
        start = at
        c = value[at]
        if "A" <= c <= "Z":
            at += 1
            if at < size and "a" <= value[at] <= "z":
                while at < size and "a" <= value[at] <= "z":
                    at += 1
            else:
                while at < size and "A" <= value[at] <= "Z":
                    at += 1
                if at == start + 1:  # a single capital is no word
                    continue
        elif "a" <= c <= "z":
            while at < size and "a" <= value[at] <= "z":
                at += 1
        elif not c.isascii() and c.isalpha():
            while at < size and not value[at].isascii() and value[at].isalpha():
                at += 1
        else:
            at += 1
            continue
        found.append(value[start:at].lower())
    return found
