# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""What a piece's text looks like, in one pass over its characters: words, stops, quotes, capitals, digits.

No word of any language is known here. A word is a run of letters and digits, or one character of a script that
is written without spaces; it is remembered as a 32-bit FNV-1a hash, so that texts can be compared.
"""

from __future__ import annotations

from array import array

_OTHER, _LETTER, _CAPITAL, _DIGIT, _STOP, _COMMA, _QUOTE, _BAR = range(8)
_STOPS, _COMMAS, _QUOTES, _BARS = ".!?。！？؟۔।", ",;،、，؛", '"“”„«»「『」』', "|·»›"
_ENDS, _CLOSING = ".!?…。！？؟۔।։", "'\"”’»›)]）」』"


def _class_of(character: str) -> int:
    if character.isascii() and character.isupper():
        return _CAPITAL
    if character.isdecimal():
        return _DIGIT
    if character.isalnum() or character == "_":
        return _LETTER
    for number, several in ((_STOP, _STOPS), (_COMMA, _COMMAS), (_QUOTE, _QUOTES), (_BAR, _BARS)):
        if character in several:
            return number
    return _OTHER


_ASCII = bytes(_class_of(chr(code)) for code in range(128))
_BEYOND = {ord(c): _class_of(c) for c in _STOPS + _COMMAS + _QUOTES + _BARS if not c.isascii()}

# Named, since wording.pxd gives them a C type: as literals they would be Python's integers.
_SEED, _ALL = 2166136261, 0xFFFFFFFF

MARGIN = 200
"""Characters of a text in which digits are counted."""


class Wording:
    """Counts of one text after another; `hashes` takes the words of all of them, `used` of it so far.

    words: how many the text has. letters: of the shortest. stops, commas, quotes, bars, digits (of the first
    MARGIN characters), numerals (of all), capitals (words that begin with one).
    """

    def __init__(self, room: int) -> None:
        self.hashes = array("q", (0,)) * room
        self.used = 0
        self.words = self.letters = self.stops = self.commas = self.quotes = self.bars = 0
        self.digits = self.numerals = self.capitals = 0

    def read(self, text: str) -> None:
        """Count one text. There must be room for as many words as it has characters."""
        hashes = self.hashes
        first = used = self.used
        shortest = 1000
        stops = commas = quotes = bars = digits = numerals = capitals = 0
        code = kind = length = 0
        value = _SEED
        in_word = False
        for at, character in enumerate(text):
            code = ord(character)
            kind = _ASCII[code] if code < 128 else _kind_beyond(character)
            if 0 < kind <= _DIGIT:
                if not in_word and (kind == _CAPITAL or _is_capital(code)):
                    capitals += 1
                if kind == _DIGIT:
                    numerals += 1
                    if at < MARGIN:
                        digits += 1
                if code < 0x0E00 or not _is_alone(code):
                    value = ((value ^ (code + 32 if kind == _CAPITAL else code)) * 16777619) & _ALL
                    length += 1
                    in_word = True
                    continue
            in_word = 0 < kind <= _DIGIT  # a word of its own
            if length:  # the word before has ended
                hashes[used] = value
                used += 1
                shortest = min(shortest, length)
                value, length = _SEED, 0
            if in_word:
                hashes[used] = code
                used += 1
                shortest = 1
            elif kind:
                stops += kind == _STOP
                commas += kind == _COMMA
                quotes += kind == _QUOTE
                bars += kind == _BAR or code == 0xBB  # "»", a quote, parts steps as well
        if length:
            hashes[used] = value
            used += 1
            shortest = min(shortest, length)
        self.words, self.letters = used - first, shortest if used > first else 0
        self.stops, self.commas, self.quotes, self.bars = stops, commas, quotes, bars
        self.digits, self.numerals, self.capitals = digits, numerals, capitals
        self.used = used


def _kind_beyond(character: str) -> int:
    """What a character beyond ASCII is."""
    if character.isalnum():
        return _DIGIT if character.isdecimal() else _LETTER
    return _BEYOND.get(ord(character), _OTHER)


def _is_capital(code: int) -> bool:
    """Latin, Greek and Cyrillic capitals beyond ASCII."""
    return 0xC0 <= code <= 0xDE or 0x391 <= code <= 0x3A9 or 0x410 <= code <= 0x42F


def _is_alone(code: int) -> bool:
    """Characters of scripts without spaces: Thai, kana, Han, Hangul."""
    return code <= 0x0E7F or 0x3040 <= code <= 0x30FF or 0x3400 <= code <= 0x9FFF or 0xAC00 <= code <= 0xD7AF


def is_sentence(text: str) -> bool:
    """Whether a text ends with a stop, closing quotes and brackets aside."""
    at = len(text) - 1
    while at >= 0 and text[at] in _CLOSING:
        at -= 1
    return at >= 0 and text[at] in _ENDS
