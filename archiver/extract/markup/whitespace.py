# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""What a browser does to the white space of a text. Texts are bytes of UTF-8, and are no strings before they are done.

White space is what `str.isspace` takes for it.
"""

from __future__ import annotations

import unicodedata

from archiver.common.expressions import expression
from archiver.extract.markup import finding

# Bytes are literals here, and not named: what is written through a pointer to bytes may be any name of theirs, to a
# compiler, which then loads each of them again at each step.
_NO_TEXT = str.maketrans("", "", "\u00ad\u200b\ufeff\u2060")
"""Soft hyphens and zero-width spaces are not part of words; zero-width (non-)joiners are, in Persian."""

_KEPT = expression("([\uf900-\ufaff]+)")

LINE_BREAK = "\u2028".encode()
"""A `<br>`: white space as the end of a line of the markup is, and yet another one."""


def is_blank(c: int) -> bool:
    """Whether a character of ASCII is white space."""
    return c <= 0x20 and (c == 0x20 or 0x09 <= c <= 0x0D or c >= 0x1C)


def beyond(text: bytes | bytearray, at: int, size: int) -> int:
    """What the character beyond ASCII is that begins there: n where it is white space of n bytes, -n where it is a mark
    of n bytes that is no part of words, 0 where it is any other, or where none begins."""
    c = text[at]
    if c == 0xC2 and at + 1 < size:
        second = text[at + 1]
        return 2 if second == 0x85 or second == 0xA0 else -2 if second == 0xAD else 0
    if (c != 0xE1 and c != 0xE2 and c != 0xE3 and c != 0xEF) or at + 2 >= size:
        return 0
    second, third = text[at + 1], text[at + 2]
    if c == 0xE2 and second == 0x80:  # U+2000 to U+203F
        if third <= 0x8A or third == 0xA8 or third == 0xA9 or third == 0xAF:
            return 3
        return -3 if third == 0x8B else 0
    if c == 0xE2 and second == 0x81:  # U+205F, U+2060
        return 3 if third == 0x9F else -3 if third == 0xA0 else 0
    if c == 0xE1:  # U+1680
        return 3 if second == 0x9A and third == 0x80 else 0
    if c == 0xE3:  # U+3000
        return 3 if second == 0x80 and third == 0x80 else 0
    return -3 if c == 0xEF and second == 0xBB and third == 0xBF else 0


def is_all_blank(text: bytes, start: int, end: int) -> bool:
    """Whether nothing but white space stands there."""
    while start < end:
        c = text[start]
        length = is_blank(c) if c < 0x80 else beyond(text, start, end)
        if length <= 0:
            return False
        start += length
    return True


def is_indented(text: bytes, start: int, end: int) -> bool:
    """Whether a line begins there with two spaces that a browser shows, as paragraphs of old pages do."""
    shown = 0
    while start < end and shown < 2:
        if is_blank(text[start]):
            start += 1
        elif text[start] == 0xC2 and start + 1 < end and text[start + 1] == 0xA0:
            start += 2
            shown += 1
        else:
            return False
    return shown == 2


def size_without_ends(text: bytes, start: int, end: int) -> int:
    """Characters that stand there, without the white space at both ends."""
    while start < end and is_blank(text[start]):
        start += 1
    while start < end and is_blank(text[end - 1]):
        end -= 1
    size = left = 0  # characters; those of them up to the last that is no white space
    at = start
    while at < end:
        c = text[at]
        if c < 0x80:
            at += 1
            if not is_blank(c):
                size += 1
                left = size
            elif size:
                size += 1
        elif c < 0xC0:  # counted with its first byte
            at += 1
        else:
            length = beyond(text, at, end)
            at += length if length > 0 else 1
            if length <= 0:
                size += 1
                left = size
            elif size:
                size += 1
    return left


def squeeze(text: bytes | bytearray, size: int, into: bytearray) -> int:
    """Write a text with one space for each run of white space, none at its ends, and without marks that are no part of
    words; how many bytes that are. -1 where the ends of its lines may be none (`with_wide_lines`); -2 and as many less
    where some of it may have to be composed (`composed`).

    into: at least as large as the text.
    """
    at = written = 0
    blank = wide = lines = loose = False
    while at < size:
        c = text[at]
        at += 1
        if c < 0x80:
            if c <= 0x20 and is_blank(c):
                lines = lines or c == 0x0A
                blank = True
                continue
        elif c >= 0xC0:
            length = beyond(text, at - 1, size)
            if length:
                at += abs(length) - 1
                blank = blank or length > 0
                continue
            loose = loose or may_join(text, at - 1, size)
            wide = wide or c >= 0xE3 or (c == 0xE2 and at < size and text[at] >= 0xBA)  # from U+2E80 on
        if blank:
            if written:
                into[written] = 0x20
                written += 1
            blank = False
        into[written] = c
        written += 1
    if wide and lines:
        return -1
    return -2 - written if loose else written


def may_join(text: bytes | bytearray, at: int, size: int) -> bool:
    """Whether the character beyond ASCII that begins there may be another one in NFC, by itself or with the one before
    it: by the first byte, of Greek and of signs by the second too (Unicode's NFC_Quick_Check)."""
    c = text[at]
    if c < 0xCC or (0xCF <= c < 0xD9) or 0xD9 < c < 0xE0:
        return False
    second = text[at + 1] if at + 1 < size else 0
    if c == 0xCE:
        return second == 0x87
    if c == 0xE2:
        return second == 0x84 or second == 0x8C or second == 0xAB
    return c < 0xE4 or c == 0xF0 or (c == 0xEF and second >= 0xAC)


def composed(text: str) -> str:
    """The text in NFC, but for CJK's compatibility ideographs, which tell how a name is read."""
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return text
    return "".join([p if _KEPT.fullmatch(p) else unicodedata.normalize("NFC", p) for p in _KEPT.split(text)])


def squeezed(text: str) -> str:
    """`squeeze`, of a text in ASCII."""
    text = text.strip()
    return " ".join(text.split()) if _has_gaps(finding.utf8_of(text), len(text)) else text


def _has_gaps(text: bytes, size: int) -> bool:
    """Whether white space stands in ASCII text that is no single space."""
    was_blank = False
    for at in range(size):
        c = text[at]
        blank = is_blank(c)
        if blank and (was_blank or c != 0x20):
            return True
        was_blank = blank
    return False


def with_wide_lines(text: str) -> str:
    """`squeeze`, where Chinese and Japanese may be in it, which have no spaces between words: the end of a line of the
    markup is none there."""
    return composed(" ".join(_without_line_ends(_without_marks(text)).split()))


def _without_marks(text: str) -> str:
    """The text without what is no part of words; most texts have none of it, and a translation takes long."""
    for c in text:
        if c == "\u00ad" or c == "\u200b" or c == "\ufeff" or c == "\u2060":
            return text.translate(_NO_TEXT)
    return text


def _without_line_ends(text: str) -> str:
    """The text without the ends of lines of the markup between two wide characters, Hangul aside (CSS Text 3,
    4.1.3)."""
    at, size, done = text.find("\n"), len(text), 0
    parts = []
    while at >= 0:
        start, end = at, at + 1
        while start > done and (text[start - 1] == " " or text[start - 1] == "\t"):
            start -= 1
        while end < size and text[end].isspace():
            end += 1
        if start > done and end < size and _is_wide(text[start - 1]) and _is_wide(text[end]):
            parts.append(text[done:start])
            done = end
        at = text.find("\n", end)
    return "".join([*parts, text[done:]]) if parts else text


def _is_wide(character: str) -> bool:
    c = ord(character)
    return c >= 0x2E80 and (
        c <= 0x303F or 0x3041 <= c <= 0x30FF or 0x3400 <= c <= 0x4DBF or 0x4E00 <= c <= 0x9FFF or 0xFF01 <= c <= 0xFF60
    )


def lines_of(text: str) -> str:
    """The text with its line breaks, as code has them; no space at the ends of lines."""
    lines = [line.rstrip() for line in _without_marks(text).strip("\n").split("\n")]
    return composed("\n".join(lines).strip())
