# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""One way of writing a phrase, words and slots, found in a folded text.

Between two tokens one to five marks stand, about a slot that is a mark itself up to two blanks. A word with nothing but
slots behind it may begin any sentence: open text follows only where the sign of a label parts them. "{rest}" may be
missing. Of the ways in which slots can be filled the first counts, as a regular expression would try them: a title is
as short as can be, all others are as long as can be.
"""

from __future__ import annotations

from array import array

from archiver.boilerplate.lexicon.filling import FILLINGS
from archiver.boilerplate.lexicon.frames import (
    anywhere_end,
    item_end,
    joint_end,
    line_end,
    next_anywhere,
    next_item,
    next_line,
    next_sign_anywhere,
    next_sign_of_item,
    next_sign_of_line,
    rest_of_item,
    rest_of_line,
)
from archiver.boilerplate.lexicon.slots import OPEN, SIGNS, SLOTS
from archiver.boilerplate.lexicon.templates import SCOPES
from archiver.boilerplate.text.fold import Folded

_LINE, _SENTENCE = SCOPES.index("line"), SCOPES.index("sentence")
_NAMES = list(SLOTS)
_TITLE, _REST = _NAMES.index("title"), _NAMES.index("rest")
_WORD = -1
# Characters of a title and of a rest at most (slots.py); what a rest has none of.
_LONGEST_TITLE, _LONGEST_REST, _NOT_IN_REST = 221, 200, ".!?\n"
_SIGNS = frozenset([_NAMES.index(name) for name in SIGNS])
_OPEN = frozenset([_NAMES.index(name) for name in OPEN])
_OF_LABEL = frozenset([_NAMES.index(name) for name in ("rest", "title", "name")])
_CHECKS = [slot.check for slot in SLOTS.values()]
_STOPS, _CLOSING = ".!?", "\"'»)"
_LABEL = ":：|>»›–—-"
_BLANKS = 2  # beside a sign at most


class Way:
    """A way of writing, put together anew for each phrase that is sought: `begin`, then `add` each token."""

    def __init__(self, room: int) -> None:
        """room: tokens at most."""
        self._scope = self._size = 0
        self._is_label = False
        self._words: list[str] = [""] * room
        self._slots = array("i", (_WORD,)) * room
        self._starts, self._ends = array("q", (0,)) * room, array("q", (0,)) * room

    def begin(self, scope: int) -> None:
        """Forget all tokens. scope: its place in SCOPES."""
        self._scope, self._size = scope, 0
        self._is_label = True

    def add_word(self, word: str) -> None:
        self._slots[self._size], self._words[self._size] = _WORD, word
        self._is_label = self._is_label and self._size == 0
        self._size += 1

    def add_slot(self, slot: int) -> None:
        """slot: its place in SLOTS."""
        self._slots[self._size] = slot
        self._is_label = self._is_label and self._size > 0
        self._size += 1

    @property
    def is_open(self) -> bool:
        """Whether it has room for anybody's words."""
        return any(self._slots[n] in _OPEN for n in range(self._size))

    def find(self, folded: Folded, text: str) -> list[tuple[int, int]]:
        """Spans in the original text where it stands, its slots checked; they do not overlap."""
        spans: list[tuple[int, int]] = []
        within = folded.text
        past = 0  # the last span
        at = self._next(within, 0, past)
        while at >= 0:
            end = self._stands(within, 0, at)
            if end < 0:
                at += 1
            else:
                if self._holds(folded, text):
                    spans.append(folded.original(at, end))
                at = past = end
            at = self._next(within, at, past)
        return spans

    def _next(self, within: str, at: int, past: int) -> int:
        """Where from there on it may begin; -1 where it may not. past: where the text begins that is not sought yet."""
        if self._slots[0] == _WORD:
            word = self._words[0]
            if self._scope == _LINE:
                return next_line(within, at)
            return next_item(within, word, at) if self._scope == _SENTENCE else next_anywhere(within, word, at)
        if self._scope == _LINE:
            return next_sign_of_line(within, at)
        return next_sign_of_item(within, at, past) if self._scope == _SENTENCE else next_sign_anywhere(within, at)

    def _stands(self, within: str, n: int, at: int) -> int:
        """Where it ends whose n-th token begins there; -1 where it does not stand there."""
        slot = self._slots[n]
        if slot == _WORD:
            word = self._words[n]
            return self._goes_on(within, n + 1, at + len(word)) if within.startswith(word, at) else -1
        if slot == _TITLE:
            return self._title(within, n, at)
        if slot == _REST:
            return self._rest(within, n, at)
        for end in FILLINGS[slot](within, at):
            found = self._goes_on(within, n + 1, end)
            if found >= 0:
                self._starts[n], self._ends[n] = at, end
                return found
        return -1

    def _title(self, within: str, n: int, at: int) -> int:
        size = len(within)
        if at == size or within[at].isspace():
            return -1
        most = min(size, at + _LONGEST_TITLE)
        end = at + 1
        while end <= most:
            if end == size or not within[end].isalnum():
                found = self._goes_on(within, n + 1, end)
                if found >= 0:
                    return found
                if end == size or (self._scope != _LINE and _ends_sentence(within, end)):
                    return -1
            end += 1
        return -1

    def _rest(self, within: str, n: int, at: int) -> int:
        end, most = at, min(len(within), at + _LONGEST_REST)
        while end < most and within[end] not in _NOT_IN_REST:
            end += 1
        while end > at:
            if end == len(within) or not within[end].isalnum():
                found = self._goes_on(within, n + 1, end)
                if found >= 0:
                    return found
            end -= 1
        return -1

    def _goes_on(self, within: str, n: int, at: int) -> int:
        """Where it ends whose n-th token comes behind what ends there; -1 where it does not."""
        if n == self._size:
            return self._end(within, at)
        slot = self._slots[n]
        if slot in _SIGNS or self._slots[n - 1] in _SIGNS:
            found = self._behind_blanks(within, n, at)
        elif n == 1 and self._is_label and slot in _OF_LABEL:
            found = self._behind_label(within, n, at)
        elif slot == _REST and n + 1 == self._size and self._scope <= _SENTENCE:
            return rest_of_line(within, at) if self._scope == _LINE else rest_of_item(within, at)
        else:
            found = self._behind_joint(within, n, at)
        return self._goes_on(within, n + 1, at) if found < 0 and slot == _REST else found

    def _behind_joint(self, within: str, n: int, at: int) -> int:
        start = joint_end(within, at)
        if self._slots[n] == _WORD:  # of which none begins with a mark
            return self._stands(within, n, start) if start > at else -1
        while start > at:
            found = self._stands(within, n, start)
            if found >= 0:
                return found
            start -= 1
        return -1

    def _behind_blanks(self, within: str, n: int, at: int) -> int:
        start = _past_blanks(within, at)
        while start >= at:
            found = self._stands(within, n, start)
            if found >= 0:
                return found
            start -= 1
        return -1

    def _behind_label(self, within: str, n: int, at: int) -> int:
        sign = _past_blanks(within, at)
        while sign >= at:
            if sign < len(within) and within[sign] in _LABEL:
                found = self._behind_blanks(within, n, sign + 1)
                if found >= 0:
                    return found
            sign -= 1
        return -1

    def _end(self, within: str, at: int) -> int:
        """Where it ends whose tokens end there; -1 where it may not end."""
        if self._scope == _LINE:
            return line_end(within, at)
        return item_end(within, at) if self._scope == _SENTENCE else anywhere_end(within, at)

    def _holds(self, folded: Folded, text: str) -> bool:
        """Whether what fills its slots is what it should be."""
        for n in range(self._size):
            if self._slots[n] != _WORD:
                check = _CHECKS[self._slots[n]]
                if check is not None:
                    start, end = folded.original(self._starts[n], self._ends[n])
                    if not check(text[start:end]):
                        return False
        return True


def _past_blanks(text: str, at: int) -> int:
    end = at
    while end < len(text) and end < at + _BLANKS and text[end].isspace():
        end += 1
    return end


def _ends_sentence(text: str, at: int) -> bool:
    """Whether a sentence ends with the sign that stands there; an initial ("U.S. ") does not."""
    if text[at] not in _STOPS or (at > 0 and _is_of_word(text[at - 1]) and (at == 1 or not _is_of_word(text[at - 2]))):
        return False
    end = at + 1
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    return end < len(text) and text[end].isspace()


def _is_of_word(c: str) -> bool:
    return c == "_" or c.isalnum()
