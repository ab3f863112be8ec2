# cython: infer_types=True
"""The words, numbers and signs of a line, by their places; every character of every text passes through here.

As a regular expression, which the tests hold against it:

    (letter\\.){2,} before no word sign | (al|el|ul|ud|as|an|ash)-letter(word sign|['’-])*
    | letter word* ([-‐‑'’] letter word*)* ['’]? | digit([digit.,]*digit)? | any other sign
"""

from __future__ import annotations

HYPHENS = "-‐‑'’"
_ARTICLES = ("al-", "el-", "ul-", "ud-", "as-", "an-", "ash-")


class Line:
    """A line cut into tokens, `words`. starts, ends: their places in `text`; offset: of the line in the article."""

    __slots__ = ("ends", "offset", "starts", "text", "words")

    def __init__(self, text: str, offset: int = 0) -> None:
        self.text = text
        self.offset = offset
        self.starts, self.ends = places(text)
        self.words = [text[start:end] for start, end in zip(self.starts, self.ends, strict=True)]

    def __len__(self) -> int:
        return len(self.starts)

    def gap(self, at):  # type: (int) -> str
        """What stands between the token before and this one: "", or white space, or signs that are no token."""
        return self.text[self.ends[at - 1] if at else 0 : self.starts[at]]


def places(text: str) -> tuple[list[int], list[int]]:
    """Where the tokens of a line begin and end."""
    starts: list[int] = []
    ends: list[int] = []
    at, size = 0, len(text)
    while at < size:
        sign = text[at]
        if sign.isspace() or sign == "_":
            at += 1
            continue
        end = _end(text, at, size)
        if end > at:
            starts.append(at)
            ends.append(end)
            at = end
        else:
            at += 1
    return starts, ends


def _end(text, at, size):  # type: (str, int, int) -> int
    """One past the token that begins at `at`."""
    sign = text[at]
    if sign.isdecimal():
        return _end_of_number(text, at, size)
    if not sign.isalnum():
        return at + 1
    if at + 1 < size and text[at + 1] == ".":
        end = _end_of_letters(text, at, size)
        if end > at:
            return end
    if (sign == "a" or sign == "e" or sign == "u") and text.startswith(_ARTICLES, at):
        end = _end_of_article(text, at, size)
        if end > at:
            return end
    return _end_of_word(text, at, size)


def _end_of_number(text, at, size):  # type: (str, int, int) -> int
    end = i = at + 1
    while i < size:
        sign = text[i]
        if sign.isdecimal():
            end = i + 1
        elif sign != "." and sign != ",":
            break
        i += 1
    return end


def _end_of_letters(text, at, size):  # type: (str, int, int) -> int
    """Of "U.S." and "J.D.", where no word goes on behind; else `at`."""
    i, count = at, 0
    while i + 1 < size and _is_letter(text[i]) and text[i + 1] == ".":
        i += 2
        count += 1
    while count > 1 and i < size and _is_word(text[i]):  # "U.S.A" is "U.S" and no more: the last point is given back
        i -= 2
        count -= 1
    return i if count > 1 else at


def _end_of_article(text, at, size):  # type: (str, int, int) -> int
    """Of "al-Assad", "ash-Sharqi"; else `at`."""
    i = text.index("-", at) + 1
    if i >= size or not _is_letter(text[i]):
        return at
    while i < size and (_is_word(text[i]) or text[i] == "'" or text[i] == "’" or text[i] == "-"):
        i += 1
    return i


def _end_of_word(text, at, size):  # type: (str, int, int) -> int
    i = at + 1
    while i < size:
        sign = text[i]
        if not _is_word(sign) and not (sign in HYPHENS and i + 1 < size and _is_letter(text[i + 1])):
            break
        i += 1
    return i + 1 if i < size and (text[i] == "'" or text[i] == "’") else i


def _is_letter(sign):  # type: (str) -> bool
    return sign.isalnum() and not sign.isdecimal()


def _is_word(sign):  # type: (str) -> bool
    return sign.isalnum() or sign == "_"
