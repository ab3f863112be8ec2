# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""Gates: words of which every way of writing a template has at least one; and all that it demands of a text.

Finding them costs a hundredth of writing out a template's variants, and of most templates no page has a word of
the gate.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from archiver.boilerplate.lexicon.fold import fold, fold_word, is_reshaped

OPTION = re.compile(r"(?<!\w)\[([^][]*)\](?!\w)|(?<!\w)\(([^()]*)\)(?!\w)")
"""What may be missing, or is one of several (template.py)."""
WORD = re.compile(r"\w+(?![\w}])")
"""A word that is no slot's name."""
Demands = list[tuple[frozenset[str], list[list[frozenset[str]]]]]
"""What a text must have to hold a template (`demands`)."""
_LONG = 4  # letters of a word that few texts have by chance


def gates(templates: Sequence[str]) -> list[tuple[str, ...]]:
    """The gate of each template: few and long words, folded; empty where there are none."""
    return [_whole(template) for template in templates]


def _whole(template: str) -> tuple[str, ...]:
    if "\u200c" not in template:
        return _gate(_unreshaped(template))
    # A zero-width non-joiner is folded to a space; many writers leave it out and join the halves.
    ways = [_gate(_unreshaped(writing)) for writing in writings(template)]
    return tuple(sorted({word for way in ways for word in way})) if all(ways) else ()


def _unreshaped(writing: str) -> str:
    """A writing whose words begin and end where they do when it is folded: of most, words alone are ever folded."""
    return fold(writing).text if is_reshaped(writing) else writing


def _gate(writing: str) -> tuple[str, ...]:
    longest = longest_word(writing)
    if len(longest) >= _LONG:
        return (longest,)
    best, fewest = [longest] if longest else [], len(longest)
    for choices in _taken(writing):
        words = [_longest_of(choice) for choice in choices.split("|")]
        letters = min([len(word) for word in words])
        if letters >= fewest and letters > 0:
            words = sorted(set(words))
            if letters > fewest or words > best:
                best, fewest = words, letters
    return tuple(best)


def _longest_of(choice: str) -> str:
    return longest_word(choice) if "[" not in choice else fold_word(max(WORD.findall(choice), key=len, default=""))


def longest_word(writing: str) -> str:
    """The longest word of a template, the first of several, that stands in no option and is no slot's name; folded."""
    best = best_end = at = 0
    size = len(writing)
    while at < size:
        c = writing[at]
        if c == "[" or c == "(":
            at = _past_option(writing, at)
            continue
        if not _is_of_word(c):
            at += 1
            continue
        start = at
        while at < size and _is_of_word(writing[at]):
            at += 1
        if at - start > best_end - best and not (at < size and writing[at] == "}"):
            best, best_end = start, at
    return fold_word(writing[best:best_end])


def _past_option(writing: str, at: int) -> int:
    """One past the option that begins with a bracket; past the bracket where it begins none."""
    size = len(writing)
    opening = writing[at]
    closing = "]" if opening == "[" else ")"
    end = at + 1
    if at > 0 and _is_of_word(writing[at - 1]):
        return end
    while end < size and writing[end] != closing and writing[end] != opening:
        end += 1
    if end >= size or writing[end] != closing:
        return at + 1
    end += 1
    return at + 1 if end < size and _is_of_word(writing[end]) else end


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
        read = _unreshaped(writing)
        options = [[_words_of(choice) for choice in choices.split("|")] for choices in _taken(read)]
        found.append((_words(read), options))
    return found


def _taken(writing: str) -> list[str]:
    """What stands in the options of a template that must be taken, their choices apart by "|"."""
    found = []
    at, size = 0, len(writing)
    while at < size:
        if writing[at] == "[" or writing[at] == "(":
            end = _past_option(writing, at)
            if writing[at] == "(" and end - at > 2:
                found.append(writing[at + 1 : end - 1])
            at = end
        else:
            at += 1
    return found


def count_words(template: str) -> int:
    """The words of a template, those of its options with them, that are no slot's names; of its longer writing."""
    return max([_count_words(_unreshaped(writing)) for writing in writings(template)])


def _count_words(writing: str) -> int:
    found = at = 0
    size = len(writing)
    while at < size:
        start = at
        while at < size and _is_of_word(writing[at]):
            at += 1
        if at > start and not (at < size and writing[at] == "}"):
            found += 1
        at += 1
    return found


def _words_of(choice: str) -> frozenset[str]:
    return _words(choice) if "[" not in choice else frozenset([fold_word(word) for word in WORD.findall(choice)])


def _words(writing: str) -> frozenset[str]:
    """The words of a template that stand in no option and are no slot's names."""
    found = []
    at, size = 0, len(writing)
    while at < size:
        c = writing[at]
        if c == "[" or c == "(":
            at = _past_option(writing, at)
            continue
        start = at
        while at < size and _is_of_word(writing[at]):
            at += 1
        if at == start:
            at += 1
        elif at == size or writing[at] != "}":
            found.append(fold_word(writing[start:at]))
    return frozenset(found)
