# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False, cdivision=True
"""What each piece's text looks like, to a model. No word of any language is looked at."""

from __future__ import annotations

import math
from collections.abc import Sequence

from archiver.extract.model.columns import Features
from archiver.extract.page.pieces import Piece
from archiver.extract.page.wording import is_sentence
from archiver.records import Kind

KINDS = tuple(Kind)
_PARAGRAPH = Kind.PARAGRAPH


def add_text_features(features: Features, pieces: Sequence[Piece]) -> None:
    """Fill the text columns (columns.TEXT_NAMES, in that order), tokens, good words, and the words of all."""
    values, room, wording = features.values, features.room, features.wording
    tokens, good, starts = features.tokens, features.good, features.starts
    for i, piece in enumerate(pieces):
        text = piece.text
        wording.read(text)
        count, chars = wording.words, len(text)
        ends, linked = is_sentence(text), piece.linked / (1.0 * chars)
        tokens[i] = count
        good[i] = count if ends and linked < 0.5 else 0
        starts[i + 1] = wording.used
        dated = count < 30 and wording.numerals > 2 and has_date(text)
        values[i] = math.log1p(count)  # tokens
        values[room + i] = math.log1p(chars)  # chars
        values[2 * room + i] = chars / (count + 1.0)  # word_length
        values[3 * room + i] = min(piece.links, 20)  # links
        values[4 * room + i] = linked  # link_share
        values[5 * room + i] = piece.bold / (1.0 * chars)  # bold_share
        values[6 * room + i] = ends  # ends
        values[7 * room + i] = min(wording.stops, 12)  # stops
        values[8 * room + i] = wording.commas / (count + 1.0)  # commas
        values[9 * room + i] = min(wording.quotes, 6)  # quotes
        values[10 * room + i] = wording.digits / (1.0 * min(chars, 200))  # digits
        values[11 * room + i] = wording.capitals / (count + 1.0)  # upper
        values[12 * room + i] = dated  # dates
        values[13 * room + i] = text[chars - 1] in ":："  # colon
        values[14 * room + i] = min(wording.bars, 4)  # bar
        values[15 * room + i] = "©" in text  # copyright
        values[16 * room + i] = "@" in text or "http" in text or "www." in text  # mail
        values[17 * room + i] = text[0].islower()  # first_lower
        values[18 * room + i] = _number_of(piece.kind)  # kind
        values[19 * room + i] = piece.level or 0  # level
        values[20 * room + i] = piece.after_break  # after_break
        values[21 * room + i] = wording.letters  # short_token


def has_date(text: str) -> bool:
    """Whether a date in figures ("3.5.2024", "2024-05-03"), a time of day ("10:02", "10h02") or a year stands in a
    text, and no letter or figure beside it."""
    size = len(text)
    for at in range(size):
        c = text[at]
        begins = ("0" <= c <= "9" or c > "\x7f") and c.isdecimal() and (at == 0 or _ends_word(text, at - 1, size))
        if begins and _is_date(text, at, size):
            return True
    return False


def _is_date(text: str, start: int, size: int) -> bool:
    """Whether a date, a time or a year begins with the figures that stand there."""
    end = _past_figures(text, start, size)
    width = end - start
    if width == 4 and _ends_word(text, end, size) and text[start : start + 2] in ("19", "20"):
        return True
    if end == size or (width > 2 and (width != 4 or text[end] != "-")):
        return False
    sign, begins = text[end], end + 1
    end = _past_figures(text, begins, size)
    second = end - begins
    if width <= 2 and second == 2 and (sign == ":" or sign == "h" or sign == ".") and _ends_word(text, end, size):
        return True
    if (sign != "." and sign != "/" and sign != "-") or not 1 <= second <= 2 or end == size:
        return False
    sign, begins = text[end], end + 1
    end = _past_figures(text, begins, size)
    if not _ends_word(text, end, size):
        return False
    if width == 4:
        return second == 2 and sign == "-" and end - begins == 2
    return (sign == "." or sign == "/" or sign == "-") and 2 <= end - begins <= 4


def _past_figures(text: str, at: int, size: int) -> int:
    """One past the figures that stand there."""
    while at < size and text[at].isdecimal():
        at += 1
    return at


def _ends_word(text: str, at: int, size: int) -> bool:
    return at == size or not (text[at].isalnum() or text[at] == "_")


def _number_of(kind: Kind) -> int:
    """A kind as a number, in the order in which they are defined."""
    if kind is _PARAGRAPH:  # most are
        return 0
    number = 0
    while KINDS[number] is not kind:
        number += 1
    return number
