# cython: infer_types=True, annotation_typing=False
"""How many words a text has, in scripts with spaces between words and without."""

from __future__ import annotations

from archiver.expressions import expression

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CHARACTER = _HAN + "\u3041-\u3096\u309d-\u309f\u30a1-\u30ff\u31f0-\u31ff"
"""Han and kana."""
_PHRASED = "\u0e01-\u0e4e\u0e81-\u0ece\u1000-\u103f\u1780-\u17d3"
"""Thai, Lao, Burmese and Khmer: spaces stand between phrases."""
_CHARACTERS, _PHRASES = expression(f"[{_CHARACTER}]"), expression(f"[{_PHRASED}]+")
_LETTERS = 4
"""Of a word in those, vowels and tones counted; an estimate, for only a dictionary could divide them."""


def word_count(text: str) -> int:
    """What stands between white space; Chinese and Japanese characters are a word each, as word processors count
    them, and in Thai, Lao, Burmese and Khmer each four letters in a row are one."""
    if not _may_be_unspaced(text) or not (_CHARACTERS.search(text) or _PHRASES.search(text)):
        return _spaced(text)
    phrases = sum(-(-len(run) // _LETTERS) for run in _PHRASES.findall(text))
    others = _PHRASES.sub(" ", _CHARACTERS.sub(" ", text)).split()
    return len(_CHARACTERS.findall(text)) + phrases + sum(any(map(str.isalnum, word)) for word in others)


def _may_be_unspaced(text: str) -> bool:
    """Whether a character is from Thai on, punctuation and symbols aside: those before stand in words with spaces
    between them."""
    for sign in text:
        if sign >= "\u0e01" and not "\u2000" <= sign <= "\u2bff":
            return True
    return False


def _spaced(text: str) -> int:
    """As many as `text.split()` gives."""
    count = 0
    spaced = True
    for sign in text:
        if "!" <= sign <= "~":
            count += spaced
            spaced = False
        elif sign.isspace():
            spaced = True
        else:
            count += spaced
            spaced = False
    return count
