# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""Which ways of writing a phrase a text may hold: options are settled by the words that it has.

Templates are met by their gates, a word or two of each (book.py). Of one that is met the text must have all words
outside of options, and those of one choice of each option; of these the ways of writing are put together that have no
other words. Nothing is kept of it: that a text was asked about says nothing to the next.
"""

from __future__ import annotations

from array import array

from archiver.boilerplate.lexicon.book import END, MAY, MUST, Book
from archiver.boilerplate.lexicon.templates import SCOPES
from archiver.boilerplate.lexicon.words import Reading

_MUST, _MAY, _END = MUST, MAY, END
_LINE = SCOPES.index("line")


class Choosing:
    """Chooses the ways of writing that a text may hold."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._reading = Reading(book.numbers)
        self._texts = 0  # that were asked about
        self._seen = array("q", (0,)) * (book.numbers.count + 1)  # the text that had a word last, by its number
        self._asked = array("q", (0,)) * (len(book.entries) + 1)  # likewise, for which a row was asked
        self._marks = 0
        self._places = array("q", (0,)) * (book.most_tokens + 1)  # in the book, of the tokens of a way
        self._found: list[tuple[int, tuple[int, ...]]] = []

    def ways(self, text: str) -> list[tuple[int, tuple[int, ...]]]:
        """Of each way that a text may hold its row and the places of its tokens in the book."""
        book, reading = self._book, self._reading
        reading.read(text)
        self._texts += 1
        self._marks = reading.marks
        self._found = []
        for n in range(reading.count):
            word = reading.words[n]
            self._seen[word] = self._texts
            self._marks |= book.said[word]
        for n in range(reading.count):
            link = book.gates[reading.words[n]]
            while link:
                row = book.rows[link]
                if self._asked[row] != self._texts:
                    self._ask(row)
                link = book.links[link]
        for n in range(len(book.gateless)):
            marks = book.demanded[n]
            if self._marks & marks == marks:
                self._ask(book.gateless[n])
        return self._found

    def _ask(self, row: int) -> None:
        """Choose among the ways of a row."""
        self._asked[row] = self._texts
        if self._reading.count <= self._book.longest[row] and self._may_hold(row):
            self._choose(row, self._book.starts[row], 0)

    def _may_hold(self, row: int) -> bool:
        """Whether the text has what stands outside of a row's options, and of each that must be taken a choice."""
        book = self._book
        at, end = book.starts[row], book.starts[row + 1]
        while at < end:
            token = book.tokens[at]
            if token < _MUST:
                if not self._has(token):
                    return False
                at += 1
                continue
            if token == _MUST and not self._has_choice(at):
                return False
            at = book.past_option(at)
        return True

    def _has(self, token: int) -> bool:
        """Whether the text has a word, or the mark of a slot."""
        if token > 0:
            return self._seen[token] == self._texts
        marks = self._book.marks[-1 - token]
        return self._marks & marks == marks

    def _has_choice(self, option: int) -> bool:
        at, has = option + 1, True
        while True:
            token = self._book.tokens[at]
            if token >= _MUST:
                if has:
                    return True
                if token == _END:
                    return False
                has = True
            elif has:
                has = self._has(token)
            at += 1

    def _choose(self, row: int, at: int, size: int) -> None:
        """Go on with the row's tokens from one on, behind so many that were chosen."""
        book = self._book
        while at < book.starts[row + 1]:
            token = book.tokens[at]
            if token >= _MUST:
                if token == _MAY:
                    self._choose(row, book.past_option(at), size)
                self._choose_each(row, at, size)
                return
            self._places[size] = at
            size += 1
            at += 1
        if self._may_stand(self._book.scopes[row] == _LINE, size):
            self._found.append((row, tuple([self._places[n] for n in range(size)])))

    def _choose_each(self, row: int, option: int, size: int) -> None:
        """Go on with each choice of an option that the text has."""
        past = self._book.past_option(option)
        at, chosen, has = option + 1, size, True
        while at < past:
            token = self._book.tokens[at]
            if token >= _MUST:
                if has:
                    self._choose(row, past, chosen)
                chosen, has = size, True
            elif has:
                has = self._has(token)
                self._places[chosen] = at
                chosen += 1
            at += 1

    def _may_stand(self, is_line: bool, size: int) -> bool:
        """Whether the words of a way stand side by side in the text where they do in the way; those before its first
        slot at the beginning of a line, which has no more words than the way can take up."""
        taken = n = 0
        while n < size:
            token = self._book.tokens[self._places[n]]
            start = n
            while n < size and self._book.tokens[self._places[n]] > 0:
                n += 1
            if n > start:
                taken += n - start
                if not (self._are_at(0, start, n) if is_line and start == 0 else self._are_somewhere(start, n)):
                    return False
            else:
                taken += self._book.most[-1 - token]
                n += 1
        return not is_line or (self._reading.count <= taken and self._has_edges(size))

    def _has_edges(self, size: int) -> bool:
        """Whether the text's first word and its last are of the kind that the slots take which a way begins and ends
        with."""
        book, reading = self._book, self._reading
        token = book.tokens[self._places[0]]
        if token < 0 and book.edges[-1 - token]:
            kinds = reading.opens | (book.kinds[reading.words[0]] if reading.count else 0)
            if not kinds & book.edges[-1 - token]:
                return False
        token = book.tokens[self._places[size - 1]]
        if token < 0 and book.edges[-1 - token]:
            kinds = reading.closes | (book.kinds[reading.words[reading.count - 1]] if reading.count else 0)
            return bool(kinds & book.edges[-1 - token])
        return True

    def _are_somewhere(self, start: int, end: int) -> bool:
        for at in range(self._reading.count - (end - start) + 1):
            if self._are_at(at, start, end):
                return True
        return False

    def _are_at(self, at: int, start: int, end: int) -> bool:
        """Whether from a word of the text on some of the tokens that were chosen stand."""
        if at + end - start > self._reading.count:
            return False
        for n in range(start, end):
            if self._reading.words[at + n - start] != self._book.tokens[self._places[n]]:
                return False
        return True
