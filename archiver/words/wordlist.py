# cython: infer_types=True, annotation_typing=False
"""Whether a text has one of many words: what an expression of nothing but alternatives tells, which takes as long to
compile as half a page to extract, and is asked of a few short texts."""

from __future__ import annotations


def small(text: str) -> str:
    """The text in small letters, as `re.IGNORECASE` compares them; each character has one."""
    if text.isascii():
        return text.lower()
    # That takes "ı" and "ſ" for others; and of "İ" `lower` makes two. A table would be asked for each character.
    return text.replace("İ", "i").replace("ı", "i").replace("ſ", "s").lower()


class Wordlist:
    """Words and phrases, in any case."""

    def __init__(self, anywhere: str = "", *, whole: str = "", begins: str = "", ends: str = "") -> None:
        """anywhere: words, parted by bars, that count within a longer one too. whole: that stand by themselves. begins,
        ends: that begin a word, or end one."""
        self._anywhere = _parted(anywhere)
        self._words = frozenset([word for word in _parted(whole) if all(map(is_of_word, word))])
        self._bound = [
            *((word, True, True) for word in _parted(whole) if word not in self._words),
            *((word, True, False) for word in _parted(begins)),
            *((word, False, True) for word in _parted(ends)),
        ]

    def is_in(self, text: str) -> bool:
        """Whether the text has one of them."""
        text = small(text)
        if self._words and not self._words.isdisjoint(_words(text)):
            return True
        for word in self._anywhere:
            if word in text:
                return True
        for word, begins, ends in self._bound:
            if word in text and _stands(text, word, begins, ends):
                return True
        return False


def _parted(words: str) -> list[str]:
    return small(words).split("|") if words else []


def _words(text: str) -> list[str]:
    """The words of a text."""
    found = []
    start = at = 0
    for sign in text:
        at += 1
        if not (sign.isalnum() or sign == "_"):
            if start < at - 1:
                found.append(text[start : at - 1])
            start = at
    if start < at:
        found.append(text[start:at])
    return found


def _stands(text: str, word: str, begins: bool, ends: bool) -> bool:
    """Whether the text has the word somewhere where one begins, or ends, as asked."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (begins and is_of_word(text[at - 1 : at])) and not (ends and is_of_word(text[end : end + 1])):
            return True
        at = text.find(word, at + 1)
    return False


def is_of_word(sign: str) -> bool:
    r"""Whether a character is one of a word (\w); there may be none."""
    return sign.isalnum() or sign == "_"
