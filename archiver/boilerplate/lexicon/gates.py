# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""Gates: words of which every way of writing a template has at least one; and all that it demands of a text.

Finding them costs a hundredth of writing out a template's variants, and of most templates no page has a word of
the gate.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from archiver.boilerplate.lexicon.fold import fold

OPTION = re.compile(r"(?<!\w)\[([^][]*)\](?!\w)|(?<!\w)\(([^()]*)\)(?!\w)")
"""What may be missing, or is one of several (template.py)."""
WORD = re.compile(r"\w+(?![\w}])")
"""A word that is no slot's name."""
Demands = list[tuple[frozenset[str], list[list[frozenset[str]]]]]
"""What a text must have to hold a template (`demands`)."""
_LONG = 4  # letters of a word that few texts have by chance


def gates(templates: Sequence[str]) -> list[tuple[str, ...]]:
    """The gate of each template: few and long words; empty where there are none."""
    folded = fold("\n".join(templates)).text.split("\n")  # all at once
    return [_whole(template, own) for template, own in zip(templates, folded, strict=True)]


def _whole(template: str, folded: str) -> tuple[str, ...]:
    if "\u200c" not in template:
        return _gate(folded)
    # A zero-width non-joiner is folded to a space; many writers leave it out and join the halves.
    ways = (_gate(folded), _gate(fold(template.replace("\u200c", "")).text))
    return tuple(sorted({word for way in ways for word in way})) if all(ways) else ()


def _gate(folded: str) -> tuple[str, ...]:
    longest = longest_word(folded)
    if len(longest) >= _LONG:
        return (longest,)
    best, fewest = [longest] if longest else [], len(longest)
    for choices in _taken(folded):
        words = [_longest_of(choice) for choice in choices.split("|")]
        letters = min([len(word) for word in words])
        if letters >= fewest and letters > 0:
            words = sorted(set(words))
            if letters > fewest or words > best:
                best, fewest = words, letters
    return tuple(best)


def _longest_of(choice: str) -> str:
    return longest_word(choice) if "[" not in choice else max(WORD.findall(choice), key=len, default="")


def longest_word(folded: str) -> str:
    """The longest word of a template, the first of several, that stands in no option and is no slot's name."""
    best = best_end = at = 0
    size = len(folded)
    while at < size:
        c = folded[at]
        if c == "[" or c == "(":
            at = _past_option(folded, at)
            continue
        if not _is_of_word(c):
            at += 1
            continue
        start = at
        while at < size and _is_of_word(folded[at]):
            at += 1
        if at - start > best_end - best and not (at < size and folded[at] == "}"):
            best, best_end = start, at
    return folded[best:best_end]


def _past_option(folded: str, at: int) -> int:
    """One past the option that begins with a bracket; past the bracket where it begins none."""
    size = len(folded)
    opening = folded[at]
    closing = "]" if opening == "[" else ")"
    end = at + 1
    if at > 0 and _is_of_word(folded[at - 1]):
        return end
    while end < size and folded[end] != closing and folded[end] != opening:
        end += 1
    if end >= size or folded[end] != closing:
        return at + 1
    end += 1
    return at + 1 if end < size and _is_of_word(folded[end]) else end


def _is_of_word(c: str) -> bool:
    """Whether it is a letter, a figure or "_"; most are plain."""
    return "a" <= c <= "z" or (c > "\x7f" and c.isalnum()) or "0" <= c <= "9" or "A" <= c <= "Z" or c == "_"


def writings(template: str) -> tuple[str, ...]:
    """A zero-width non-joiner is folded to a space; many writers leave it out and join the halves."""
    return (template, template.replace("\u200c", "")) if "\u200c" in template else (template,)


def demands(template: str) -> Demands:
    """Of each writing: the words outside its options; of each option that must be taken, the words of its choices."""
    found: Demands = []
    for writing in writings(template):
        folded = fold(writing).text
        options = [[_words_of(choice) for choice in choices.split("|")] for choices in _taken(folded)]
        found.append((_words(folded), options))
    return found


def _taken(folded: str) -> list[str]:
    """What stands in the options of a template that must be taken, their choices apart by "|"."""
    found = []
    at, size = 0, len(folded)
    while at < size:
        if folded[at] == "[" or folded[at] == "(":
            end = _past_option(folded, at)
            if folded[at] == "(" and end - at > 2:
                found.append(folded[at + 1 : end - 1])
            at = end
        else:
            at += 1
    return found


def _words_of(choice: str) -> frozenset[str]:
    return _words(choice) if "[" not in choice else frozenset(WORD.findall(choice))


def _words(folded: str) -> frozenset[str]:
    """The words of a template that stand in no option and are no slot's names."""
    found = []
    at, size = 0, len(folded)
    while at < size:
        c = folded[at]
        if c == "[" or c == "(":
            at = _past_option(folded, at)
            continue
        start = at
        while at < size and _is_of_word(folded[at]):
            at += 1
        if at == start:
            at += 1
        elif at == size or folded[at] != "}":
            found.append(folded[start:at])
    return frozenset(found)
