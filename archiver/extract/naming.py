# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""What an element is called by its tag: a name for its place in a page, and the words that a model reads."""

from __future__ import annotations

from collections.abc import Sequence

from archiver.extract import attributes as attributes_of

_NAMING = ("id", "role", "itemprop", "data-testid", "data-component")
_NAMING_LENGTHS = sum(1 << length for length in {len(name) for name in ("class", *_NAMING)})
_MOST_CLASSES = 8
_LONGEST_NAME = 80
_MOST_KNOWN = 20_000
_words: dict[str, tuple[str, ...]] = {}


def named(element: str, raw: bytes) -> tuple[str, tuple[str, ...]]:
    """Name and first class ("div.entry"), as in a piece's path; and the words: name, classes, id, role and itemprop,
    lower case, whole and in parts.

    element: its name. raw: its tag in UTF-8, without the angle brackets.
    """
    stated = attributes_of.attributes(raw, _NAMING_LENGTHS)
    classes = stated.get("class")
    each = classes.split()[:_MOST_CLASSES] if classes else []
    found = [element]
    for value in (*each, *[stated.get(name) for name in _NAMING]):
        if value and len(value) < _LONGEST_NAME:
            found += _words_of(value)
    return f"{element}.{each[0]}" if each else element, tuple(dict.fromkeys(found))


def _words_of(value: str) -> Sequence[str]:
    """A name, whole and in parts: cut at humps ("postBody"), digits and signs."""
    found = _words.get(value)
    if found is None:
        found = ("." + value.lower(), *_parts(value))
        if len(_words) >= _MOST_KNOWN:
            _words.clear()
        _words[value] = found
    return found


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
