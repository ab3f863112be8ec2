# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""The lexicon's templates as numbers, read in one pass over all of them: nothing is made of one before a text asks.

A token is a word's number (from 1 up), a slot (-1 - its place in SLOTS) or a sign of an option. A template, each of
its writings, is a row of tokens. It is filed under its gate: few and long words of which every way of writing it has
at least one.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from archiver.boilerplate.lexicon.entries import Entry
from archiver.boilerplate.lexicon.slots import BUTTON, ITEM_WORDS, NETWORK, NETWORK_WORDS, SLOTS
from archiver.boilerplate.lexicon.templates import SCOPES, TemplateError
from archiver.boilerplate.lexicon.words import MARKS
from archiver.boilerplate.text.fold import fold, fold_sign, fold_word, is_reshaped
from archiver.words.memory import BASIS, BITS, PRIME
from archiver.words.numbering import Numbering

MUST, MAY, OR, END = 1 << 28, (1 << 28) + 1, (1 << 28) + 2, (1 << 28) + 3
"""Signs of an option, before its choices: that must be taken, or may be missing; between two; behind the last."""
ANY = 1 << 30
"""So many words as a text likes."""
_MUST, _MAY, _OR, _END, _ANY = MUST, MAY, OR, END, ANY
_BASIS, _PRIME, _BITS = BASIS, PRIME, BITS
_LINE = SCOPES.index("line")
_LONG = 4  # letters of a word that few texts have by chance
_TO_SMALL = 32  # from a capital's code to that of its small letter
_WORDS = 2048  # different ones for which there is room at first
_SLOT_NUMBERS = {name: number for number, name in enumerate(SLOTS)}


class Book:
    """Templates by rows.

    numbers: of the words, by hash. tokens, starts: of all rows, one behind another; where each row begins, and the last
    ends. entries, scopes: of each row; a scope as its place in SCOPES. longest: words of a text that is nothing but
    this row, at most. most_tokens: of a row.

    gates: of each word the first link of those under which rows are filed, 0 where there is none. rows, links: of each
    link, its row and the next link. gateless, demanded: rows that are filed nowhere; marks that a text has which may
    hold them, as bits.

    said, kinds: of each word, the mark that a text with it bears, and its kind (slots.py). marks, most, edges: of each
    slot, the mark that it needs, the words that it can take up, and the kind of its first and last.
    """

    def __init__(self, lexicon: Iterable[Entry]) -> None:
        self.numbers = Numbering(_WORDS)
        self.entries: list[Entry] = []
        self.marks = array("i", [MARKS[slot.mark] if slot.mark else 0 for slot in SLOTS.values()])
        self.most = array("i", [ANY if slot.most is None else slot.most for slot in SLOTS.values()])
        self.edges = array("i", [slot.edge for slot in SLOTS.values()])
        scopes: list[int] = []
        self._text = self._joined(lexicon, scopes)
        self.scopes, self.starts = array("i", scopes), array("i", (0,)) * (len(scopes) + 1)
        self._room = len(self._text) // 4 + 2
        self.tokens, self._places, self._letters = (array("i", (0,)) * self._room for _ in range(3))
        self._read()
        self._note_items()
        self._words: list[str | None] = [None] * (self.numbers.count + 1)
        self.longest = array("i", (ANY,)) * len(scopes)
        self.gates = array("i", (0,)) * (self.numbers.count + 1)
        self.most_tokens = 0
        self._loose: list[tuple[int, int]] = []
        self._filed, self._next = [0], [0]
        for row in range(len(scopes)):
            self._file(row)
        self.rows, self.links = array("i", self._filed), array("i", self._next)
        self.gateless = array("i", [row for row, _ in self._loose])
        self.demanded = array("i", [marks for _, marks in self._loose])

    def _note_items(self) -> None:
        items = {word: self.numbers.take(_hash(word)) for word in ITEM_WORDS}
        self.said, self.kinds = array("i", (0,)) * (self.numbers.count + 1), array("i", (0,)) * (self.numbers.count + 1)
        for word, number in items.items():
            self.kinds[number] = BUTTON
            self.said[number] = MARKS[NETWORK] if word in NETWORK_WORDS else 0

    def _joined(self, lexicon: Iterable[Entry], scopes: list[int]) -> str:
        """All rows, a line each, whose words begin and end where they do when they are folded; adds their scopes."""
        lines: list[str] = []
        for entry in lexicon:
            scope = SCOPES.index(entry.scope)
            for template in entry.templates:
                for writing in _writings(template):
                    self.entries.append(entry)
                    scopes.append(scope)
                    lines.append(fold(writing).text if is_reshaped(writing) else writing)
        return "\n".join([*lines, ""])

    def _grow(self) -> None:
        """Have room for twice as many tokens."""
        tokens, places, letters = (array("i", (0,)) * (2 * self._room) for _ in range(3))
        for n in range(self._room):
            tokens[n], places[n], letters[n] = self.tokens[n], self._places[n], self._letters[n]
        self.tokens, self._places, self._letters, self._room = tokens, places, letters, 2 * self._room

    def word(self, at: int) -> str:
        """The word that is a token, as it is folded. at: the token's place."""
        number = self.tokens[at]
        word = self._words[number]
        if word is None:
            start = self._places[at]
            word = self._words[number] = fold_word(self._text[start : start + self._letters[at]])
        return word

    def _read(self) -> None:
        """Take up the tokens of all rows. Raises TemplateError."""
        text = self._text
        count = row = start = 0
        at = -1
        opened = False
        hashed = _BASIS
        for c in text:
            at += 1
            if "a" <= c <= "z":
                hashed = (hashed ^ ord(c)) * _PRIME & _BITS
                continue
            if c > "\x7f" and c.isalnum():
                hashed = (hashed ^ ord(fold_sign(c))) * _PRIME & _BITS
                continue
            if "A" <= c <= "Z" or "0" <= c <= "9" or c == "_":
                hashed = (hashed ^ (ord(c) + _TO_SMALL if "A" <= c <= "Z" else ord(c))) * _PRIME & _BITS
                continue
            if count + 2 > self._room:
                self._grow()
            if start < at:
                self._check((start == 0 or text[start - 1] not in "])") and c not in "[(", row)
                self._places[count], self._letters[count] = start, 0 if c == "}" else at - start
                self.tokens[count] = -1 - self._slot(text[start:at], row) if c == "}" else self.numbers.take(hashed)
                hashed = _BASIS
                count += 1
            start = at + 1
            if c == "\n":
                self._check(not opened, row)
                row += 1
                self.starts[row] = count
            elif c in "[](|)":
                self._check(opened != (c in "[("), row)
                opened = c not in "])"
                self._letters[count] = 0
                self.tokens[count] = _OR if c == "|" else _END if not opened else _MAY if c == "[" else _MUST
                count += 1

    def _slot(self, name: str, row: int) -> int:
        self._check(name in _SLOT_NUMBERS, row)
        return _SLOT_NUMBERS[name]

    def _check(self, is_understood: bool, row: int) -> None:
        if not is_understood:
            raise TemplateError(f"not understood: {self._text.splitlines()[row]!r}")

    def _file(self, row: int) -> None:
        """File a row under its gate: its longest word, or the longest of each choice of an option that must be taken,
        where that word is short and those are all longer."""
        at, end = self.starts[row], self.starts[row + 1]
        self.most_tokens = max(self.most_tokens, end - at)
        word = option = -1
        letters = words = fewest = marks = 0
        while at < end:
            token = self.tokens[at]
            if token < _MUST:
                own = self._letters[at]
                if own > letters:
                    word, letters = at, own
                words += self._size(token)
                marks |= 0 if token > 0 else self.marks[-1 - token]
                at += 1
                continue
            least, most = self._choices(at)
            if token == _MUST and least > fewest:
                option, fewest = at, least
            words += most
            at = self.past_option(at)
        if self.scopes[row] == _LINE and words < _ANY:
            self.longest[row] = words
        if letters < _LONG and fewest > letters:
            self._file_choices(row, option)
        elif word >= 0:
            self._link(row, word)
        else:
            self._check(marks != 0, row)
            self._loose.append((row, marks))

    def _choices(self, option: int) -> tuple[int, int]:
        """Of an option's choices: letters of the longest word, in the one that has the shortest such; words of a text
        at most that one takes up."""
        least, most = _ANY, 0
        letters = words = 0
        at = option + 1
        while True:
            token = self.tokens[at]
            if token >= _MUST:
                least, most = min(least, letters), max(most, words)
                letters = words = 0
                if token == _END:
                    return least, most
            else:
                letters = max(letters, self._letters[at])
                words += self._size(token)
            at += 1

    def _file_choices(self, row: int, option: int) -> None:
        at, past = option + 1, self.past_option(option)
        word, letters = -1, 0
        while at < past:
            if self.tokens[at] >= _MUST:
                self._link(row, word)
                letters = 0
            elif self._letters[at] > letters:
                word, letters = at, self._letters[at]
            at += 1

    def _link(self, row: int, at: int) -> None:
        """File a row under a word. at: the word's place among the tokens."""
        word = self.tokens[at]
        self._filed.append(row)
        self._next.append(self.gates[word])
        self.gates[word] = len(self._next) - 1

    def _size(self, token: int) -> int:
        """Words of a text that a token takes up at most."""
        return 1 if token > 0 else self.most[-1 - token]

    def past_option(self, at: int) -> int:
        """One past the option that begins with a token."""
        while self.tokens[at] != _END:
            at += 1
        return at + 1


def _hash(word: str) -> int:
    """The hash of a folded word."""
    hashed = _BASIS
    for c in word:
        hashed = (hashed ^ ord(c)) * _PRIME & _BITS
    return hashed


def _writings(template: str) -> tuple[str, ...]:
    """A zero-width non-joiner is folded to a space; many writers leave it out and join the halves."""
    return (template, template.replace("\u200c", "")) if "\u200c" in template else (template,)
