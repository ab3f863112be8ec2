# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""The passes over every character of a text by which its language is told.

As expressions, which the tests hold against them: `Counter` of [^\\x00-\\x7f]; of the words, in small letters,
letter+ (['’\\u200c] letter+)*, where a letter is any [^\\W\\d_].
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence

from archiver.enrich import letters
from archiver.enrich.letters import singly
from archiver.words.memory import BASIS, BITS, PRIME, Memory

Codes = tuple[str, ...]

NEAR, LETTER, DIGIT = letters.NEAR, letters.LETTER, letters.DIGIT
_KINDS = letters.KINDS
_LETTERS = array("H", [code if kind == LETTER else 0 for code, kind in zip(letters.SMALL, _KINDS, strict=True)])
"""The small letter of each, by its code; 0 of what is none."""
_BASIS, _PRIME, _BITS = BASIS, PRIME, BITS
_PAIRS = 1 << 12
RARE = "qx"
"""Letters of ASCII that only few languages write."""


def counted(text: str) -> tuple[int, dict[str, int]]:
    """How many letters of a text are ASCII's, and how often each of the other characters is there, and each of RARE."""
    near, far = array("I", bytes(4 * NEAR)), {}  # type: array[int], dict[str, int]
    _count(text, near, far)
    return _characters(near, far)


def words_of_languages(
    text: str, known: Memory, groups: Sequence[Codes], longest: int
) -> tuple[int, dict[Codes, int]]:
    """How many words a text has; and how many of them are known, by what is known of them.

    known: says of a word which of the groups of languages it is of, or None. longest: characters of the longest known
    word.
    """
    return _words(singly(text), array("I", bytes(4 * NEAR)), {}, known, groups, longest)


def read(
    text: str, limit: int, known: Memory, groups: Sequence[Codes], longest: int
) -> tuple[int, dict[str, int], int, dict[Codes, int]]:
    """What `counted` says of a text, and `words_of_languages` of its first `limit` characters, which are read once."""
    near, far = array("I", bytes(4 * NEAR)), {}  # type: array[int], dict[str, int]
    first = text[:limit]
    if singly(first) is not first:
        return (*counted(text), *words_of_languages(first, known, groups, longest))
    words, shared = _words(first, near, far, known, groups, longest)
    _count(text[limit:], near, far)
    latin, found = _characters(near, far)
    return latin, found, words, shared


def _count(text, near, far):  # type: (str, array[int], dict[str, int]) -> None
    """Count characters: those below NEAR by their codes, others by themselves."""
    for sign in text:
        code = ord(sign)
        if code < NEAR:
            near[code] += 1
        else:
            far[sign] = far.get(sign, 0) + 1


def _characters(near, found):  # type: (array[int], dict[str, int]) -> tuple[int, dict[str, int]]
    """See `counted`. near, found: as `_count` has them."""
    latin = 0
    for code in range(ord("A"), ord("Z") + 1):
        latin += near[code] + near[code + 32]
    for code in range(128, NEAR):
        if near[code] > 0:
            found[chr(code)] = near[code]
    for rare in RARE:
        found[rare] = near[ord(rare)]
    return latin, found


def _words(text, near, far, known, groups, longest):  # type: (str, array[int], dict[str, int], Memory, Sequence[Codes], int) -> tuple[int, dict[Codes, int]]
    """See `words_of_languages`; its characters are counted too (`_count`). text: as `singly` gives it."""
    counts = array("I", bytes(4 * len(groups)))
    met: list[int] = []
    basis, prime, bits = _BASIS, _PRIME, _BITS
    words = at = length = joint = 0
    hashed = basis
    for sign in text:
        code = ord(sign)
        if code < NEAR:
            near[code] += 1
            code = _LETTERS[code]
        else:
            far[sign] = far.get(sign, 0) + 1
            code = ord(sign.lower()) if sign.isalnum() and not sign.isdecimal() else 0
        if code > 0:
            if joint > 0:
                hashed = (hashed ^ joint) * prime & bits
                length += 1
                joint = 0
            hashed = (hashed ^ code) * prime & bits
            length += 1
        elif length > 0:
            if joint == 0 and _is_joint(sign):
                joint = ord(sign)
            else:
                words += 1
                if length <= longest:
                    _note(known, text, at - length - (joint > 0), length, hashed, counts, met)
                length = joint = 0
                hashed = basis
        at += 1
    if length > 0:
        words += 1
        if length <= longest:
            _note(known, text, at - length - (joint > 0), length, hashed, counts, met)
    found: dict[Codes, int] = {}
    for number in met:
        found[groups[number]] = counts[number]
    return words, found


def _note(known, text, start, length, hashed, counts, met):  # type: (Memory, str, int, int, int, array[int], list[int]) -> None
    """Count a word of a text for its group of languages. hashed: of the word."""
    group = known.of(text, start, start + length, hashed)
    if group is not None:
        number = group
        if counts[number] == 0:
            met.append(group)
        counts[number] += 1


def by_language(shared: Mapping[Codes, int]) -> dict[str, int]:
    """How many words are known of each language. shared: how many of each of its languages' names together."""
    found: dict[str, int] = {}
    for codes, count in shared.items():
        for code in codes:
            found[code] = found.get(code, 0) + count
    return found


def beside(shared: Mapping[Codes, int], language: str) -> tuple[dict[str, int], dict[str, int]]:
    """Of the words that are known of a language how many are known of each other as well; and of the words that are
    not, how many are known of each."""
    both: dict[str, int] = {}
    lacked: dict[str, int] = {}
    for codes, count in shared.items():
        to = both if language in codes else lacked
        for n, code in enumerate(codes):
            if n == 0 or code not in codes[:n]:
                to[code] = to.get(code, 0) + count
    return both, lacked


class Beginnings:
    """Some words, and where in a text they begin: a pattern that begins with one of them need be tried nowhere else."""

    def __init__(self, words: Iterable[str]) -> None:
        """words: their first signs are below U+0800. One with a blank at its end stands before any white space."""
        self._words: dict[str, list[tuple[str, bool]]] = {}
        signs = bytearray(NEAR)  # of how many signs, two at most, the shortest word is that begins with one
        self._pairs = bytearray(_PAIRS)  # whether a word may begin with two signs, by a hash of them
        for word in sorted(words, key=len, reverse=True):
            bare = word.removesuffix(" ")
            self._words.setdefault(bare[0], []).append((bare, bare != word))
            signs[ord(bare[0])] = min(len(bare), 2)
            for second in bare[1:2]:
                self._pairs[_pair(ord(bare[0]), ord(second))] = 1
        self._signs = bytes(signs)

    def places(self, text: str) -> list[int]:
        """Where in a text one of the words begins, with no character of a word before it."""
        found: list[int] = []
        before = " "
        last = len(text) - 1
        all_signs = self._signs
        for at, sign in enumerate(text):
            code = ord(sign)
            signs = all_signs[code] if code < NEAR else 0
            if signs > 0 and not _is_of_word(before):
                may_be = signs == 1 or (at < last and self._pairs[_pair(code, ord(text[at + 1]))] > 0)
                if may_be and self._begins(text, at, sign):
                    found.append(at)
            before = sign
        return found

    def _begins(self, text: str, at: int, sign: str) -> bool:
        """Whether one of the words stands there. sign: the first."""
        for word, is_apart in self._words[sign]:
            end = at + len(word)
            if text.startswith(word, at) and (not is_apart or (end < len(text) and text[end].isspace())):
                return True
        return False


def _pair(first, second):  # type: (int, int) -> int
    """A place for two signs; few others have the same."""
    return (first << 5 ^ second) & (_PAIRS - 1)


def _is_of_word(sign):  # type: (str) -> bool
    code = ord(sign)
    return LETTER <= _KINDS[code] <= DIGIT or sign == "_" if code < NEAR else sign.isalnum()


def _is_joint(sign):  # type: (str) -> bool
    return sign == "'" or sign == "’" or sign == "\u200c"
