# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False, cdivision=True
"""Where each piece stands among the page's others, to a model, and what the page's metadata says of it."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence

from archiver.extract.model import columns
from archiver.extract.model.columns import Features
from archiver.extract.model.grams import Grams
from archiver.extract.page.pieces import Piece
from archiver.extract.page.wording import Wording
from archiver.records import Kind

_HEADING = Kind.HEADING
_PAGE, _AROUNDS, _LINKED, _ENDS, _KIND, _IN_BEST = (
    columns.PAGE, columns.AROUNDS, columns.LINKED, columns.ENDS, columns.KIND, columns.IN_BEST
)  # fmt: skip
_SUMMARY, _BODY = 2, 1
_LONGEST_TITLE = 60
"""Words of a piece that may be the title."""


def add_page_features(features: Features, pieces: Sequence[Piece], title: str, summary: str, article_body: str) -> None:
    """Fill the page columns, but those of siblings: what is before and behind it, and what the page states."""
    values, room, tokens, good, number = features.values, features.room, features.tokens, features.good, features.count
    body, brief = _words(article_body), _words(summary)
    known = Grams(body.used + brief.used)
    has_body, has_summary = body.used > 0, brief.used > 0
    _add_triples(known, body, _BODY)
    _add_triples(known, brief, _SUMMARY)
    total = before = before_good = 0.0
    title_at, h1_at = _add_title(features, title), -1
    seen: dict[str, int] = {}
    for i in range(number):
        total += good[i]
        piece = pieces[i]
        if h1_at < 0 and piece.kind is _HEADING and piece.level == 1:
            h1_at = i
    _add_overlaps(features, known, has_body, has_summary)
    all_pieces, all_good = math.log1p(number), math.log1p(total)
    for i in range(number):
        at = _PAGE * room + i
        piece = pieces[i]
        text = piece.text
        again = seen.get(text, 0)
        seen[text] = again + 1
        values[at] = i / (1.0 * number)  # position
        values[at + room] = math.log1p(before)  # before_tokens
        values[at + 2 * room] = before_good / (total + 1)  # before_good
        values[at + 3 * room] = (total - before_good - good[i]) / (total + 1)  # after_good
        values[at + 4 * room] = all_pieces  # pieces
        values[at + 5 * room] = all_good  # page_good
        values[at + 10 * room] = _signed_log(i - title_at) if title_at >= 0 else -9.0  # after_title
        values[at + 11 * room] = _signed_log(i - h1_at) if h1_at >= 0 else -9.0  # from_h1
        values[at + 13 * room] = has_body  # has_body
        values[at + 15 * room] = again  # repeated
        before += tokens[i]
        before_good += good[i]


def _words(text: str) -> Wording:
    wording = Wording(len(text) + 1)
    if text:
        wording.read(text)
    return wording


def _add_triples(known: Grams, wording: Wording, bit: int) -> None:
    """Add all three words in a row of a text, each three as one number."""
    hashes = wording.hashes
    for k in range(wording.used - 2):
        known.add(hashes[k] * 961 + hashes[k + 1] * 31 + hashes[k + 2], bit)


def _add_overlaps(features: Features, known: Grams, has_body: bool, has_summary: bool) -> None:
    """Shares of each piece's word triples that stated body and summary have; -1 where one is not stated, or the piece
    is too short to tell."""
    values, starts, hashes = features.values, features.starts, features.wording.hashes
    to_body, to_summary = (_PAGE + 12) * features.room, (_PAGE + 14) * features.room
    for i in range(features.count):
        first, last, in_body, in_summary = starts[i], starts[i + 1] - 2, 0, 0
        told = last > first and (has_body or has_summary)
        if told:
            for k in range(first, last):
                bits = known.of(hashes[k] * 961 + hashes[k + 1] * 31 + hashes[k + 2])
                in_body += bits & _BODY
                in_summary += bits & _SUMMARY
        values[to_body + i] = in_body / (1.0 * _BODY * (last - first)) if told and has_body else -1.0
        values[to_summary + i] = in_summary / (1.0 * _SUMMARY * (last - first)) if told and has_summary else -1.0


def _add_title(features: Features, title: str) -> int:
    """Shares of the title in each piece; gives the first piece that is the title, -1 where none is."""
    values, starts, hashes = features.values, features.starts, features.wording.hashes
    wording = _words(title)
    head, found = Grams(wording.used), -1
    stated = wording.hashes
    for k in range(wording.used):
        head.add(stated[k], 1)
    least = head.count * 0.7
    if not head.count:
        return -1
    for i in range(features.count):
        first, last = starts[i], starts[i + 1]
        if last == first or last - first > _LONGEST_TITLE:
            continue
        hits = 0
        for k in range(first, last):
            hits += head.of(hashes[k])
        share = hits / max(1.0 * (last - first), least)
        values[(_PAGE + 9) * features.room + i] = share
        if found < 0 and share > 0.75 and last - first > 3:
            found = i
    return found


def add_sibling_features(features: Features, pieces: Sequence[Piece], kin: array[int]) -> None:
    """Fill the columns of siblings, the pieces of one family: how many, their mean length, the share of links.

    kin: families of the places (kinship.py).
    """
    values, room, groups, spots = features.values, features.room, features.groups, features.spots
    number = 0
    numbers = array("i", (0,)) * len(kin)  # of each family, as its pieces come
    for i in range(features.count):
        family = kin[spots[i] + 1]
        if not numbers[family]:
            number += 1
            numbers[family] = number
        groups[i] = numbers[family] - 1
    sums = array("d", (0,)) * (4 * number)
    for i in range(features.count):
        at, piece = 4 * groups[i], pieces[i]
        sums[at] += 1
        sums[at + 1] += features.tokens[i]
        sums[at + 2] += piece.linked
        sums[at + 3] += len(piece.text)
    for i in range(features.count):
        at, to = 4 * groups[i], (_PAGE + 6) * room + i
        values[to] = math.log1p(sums[at])  # same_path
        values[to + room] = math.log1p(sums[at + 1] / sums[at])  # same_path_tokens
        values[to + 2 * room] = sums[at + 2] / sums[at + 3]  # same_path_links


def add_neighbour_features(features: Features) -> None:
    """Fill the columns of what is around: some of the same of the pieces before and after; -1 where there is none."""
    values, good, room, size = features.values, features.good, features.room, features.count
    logs = array("f", (0,)) * size
    for i in range(size):
        logs[i] = math.log1p(good[i])
    to = _AROUNDS * room
    for step in columns.AROUND_AT:
        for column in (0, _LINKED, _ENDS, _KIND, _IN_BEST):
            _shift(values, to, values, column * room, size, step)
            to += room
        _shift(values, to, logs, 0, size, step)
        to += room


def _shift(values: array[float], to: int, source: array[float], at: int, size: int, step: int) -> None:
    """Lay a column down at `to` with the numbers that stand `step` further on in another; -1 where there is none."""
    for i in range(size):
        values[to + i] = source[at + i + step] if 0 <= i + step < size else -1.0


def _signed_log(value: int) -> float:
    return math.log1p(value) if value >= 0 else -math.log1p(-value)
