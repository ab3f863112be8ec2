"""What makes two spellings the same word to a searcher: the terms of an index and of a query.

Unicode's compatibility forms (NFKC) and case are folded; accents and strokes come off (ł, ø, ı); Arabic letters
that differ by keyboard (ي/ی, ك/ک, ة/ه, أ/ا) become one and vowel signs go; a zero-width non-joiner separates,
as in Lucene's Persian analysis; the vowels of Hindi and its kin are part of their word, its nuktas and moons
are not told apart. Chinese and Japanese, which are written without spaces, are cut into overlapping pairs of
characters, as in Lucene's CJK analysis.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import cache, lru_cache

from archiver.words.marks import JOINER, marks

_CJK = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_NUKTAS = (0x93C, 0x9BC, 0xA3C, 0xABC, 0xB3C)
_MARKS = {
    code: None
    for first, last in ((0x300, 0x36F), (0x610, 0x61A), (0x640, 0x640), (0x64B, 0x65F), (0x670, 0x670), (0x6D6, 0x6ED),
                        (ord(JOINER), ord(JOINER)), *((code, code) for code in _NUKTAS))
    for code in range(first, last + 1)
}  # fmt: skip
_LETTERS = str.maketrans("يىئكةۀأإآٱؤıłŁđĐøØ", "یییکههااااوilLdDoO") | str.maketrans(
    {"æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "\u0901": "\u0902", "\u0981": "\u0982", "\u0a81": "\u0a82"}
)
_ASCII = {code: char.lower() if re.match(r"\w", char) else " " for code, char in enumerate(map(chr, range(128)))}
"""What separates words becomes a space, letters small ones."""
LONGEST = 100
"""Characters of a term; the rest of a longer word does not count."""


@cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"\w[\w{marks()}]*")


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """A word as a term: "Café" is "cafe", "كتاب" is "کتاب"."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKC", word).translate(_LETTERS)
    stripped = unicodedata.normalize("NFKD", plain).translate(_MARKS)
    return unicodedata.normalize("NFC", stripped).casefold()


def located(text: str) -> Iterator[tuple[str, int, int]]:
    """(term, start, end) for each word of a text, in order; pairs of CJK characters overlap."""
    for match in _word().finditer(text):
        word, start = match.group(), match.start()
        if word.isascii() or not _CJK.search(word):
            yield fold(word[:LONGEST]), start, match.end()
        else:
            yield from _cut(word, start)


def places(text: str, wanted: Collection[str]) -> list[tuple[str, int, int]]:
    """What `located` gives of these terms, in order; several times as fast where nothing is Chinese or Japanese."""
    if not text.isascii() and _CJK.search(text):
        return [found for found in located(text) if found[0] in wanted]
    forms = {word: term for word in set(_word().findall(text)) if (term := fold(word[:LONGEST])) in wanted}
    if not forms:
        return []
    pattern = re.compile(rf"(?<![\w{marks()}])(?:{'|'.join(map(re.escape, forms))})(?![\w{marks()}])")
    return [(forms[match.group()], match.start(), match.end()) for match in pattern.finditer(text)]


def is_single(term: str) -> bool:
    """Whether a term is one Chinese or Japanese character, which in longer words is part of pairs."""
    return len(term) == 1 and bool(_CJK.match(term))


def _cut(word: str, start: int) -> Iterator[tuple[str, int, int]]:
    end = 0
    for run in _CJK.finditer(word):
        if run.start() > end:
            yield fold(word[end : run.start()][:LONGEST]), start + end, start + run.start()
        for i in range(run.start(), max(run.end() - 1, run.start() + 1)):
            yield fold(word[i : min(i + 2, run.end())]), start + i, start + min(i + 2, run.end())
        end = run.end()
    if end < len(word):
        yield fold(word[end:][:LONGEST]), start + end, start + len(word)


def terms(text: str) -> list[str]:
    """The terms of a text, in order."""
    if text.isascii():  # many texts, or many of their paragraphs; several times as fast
        words = text.translate(_ASCII).split()
        return words if max(map(len, words), default=0) <= LONGEST else [word[:LONGEST] for word in words]
    return [term for term, _, _ in located(text)]
