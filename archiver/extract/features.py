# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False, cdivision=True
"""What a model is told of each piece of a page: numbers about its text, its place and its neighbours.

All of it is of the page's form: no word of any language is looked at, but words of markup (tags, classes,
ids) are, by the log odds that `vocabulary` has learned for them from pages of many sites. The second look adds what
the first found of the pieces around (context.py).
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping, Sequence
from math import log1p

from archiver.extract.pieces import Piece, Walked
from archiver.extract.wording import Wording, is_sentence, trigrams, words_of
from archiver.records import Kind

_MONTHLESS_DATE = re.compile(
    r"\b(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}[:h.]\d\d)\b|\b(?:19|20)\d\d\b"
)

KINDS = {kind: number for number, kind in enumerate(Kind)}
STRUCTURE = {
    tag: 1 << bit
    for bit, tag in enumerate(
        ("article", "main", "aside", "nav", "header", "footer", "form", "figure", "section", "li", "table",
         "blockquote", "button", "p", "details", "dl")
    )
}  # fmt: skip

TEXT_NAMES = (
    "tokens chars word_length links link_share bold_share ends stops commas quotes digits upper dates colon "
    "bar copyright mail first_lower kind level after_break short_token".split()
)
PLACE_NAMES = [
    *STRUCTURE,
    "depth",
    "words_own",
    "words_parent",
    "words_grand",
    "words_all",
    "words_min",
    "words_max",
]
BOX_NAMES = [
    f"{name}{n}" for n in (1, 2, 3) for name in ("box_tokens", "box_good", "box_pieces", "box_links", "box_share")
] + ["best_share", "in_best", "best_depth"]
PAGE_NAMES = (
    "position before_tokens before_good after_good pieces page_good same_path same_path_tokens "
    "same_path_links title_overlap after_title from_h1 body_overlap has_body summary_overlap repeated".split()
)
AROUND = ("tokens", "link_share", "ends", "kind", "in_best", "good")
AROUND_AT = (-3, -2, -1, 1, 2, 3)
NAMES = [
    *TEXT_NAMES,
    *PLACE_NAMES,
    *BOX_NAMES,
    *PAGE_NAMES,
    *(f"{n}{a:+d}" for a in AROUND_AT for n in AROUND),
]
"""The columns of `matrix`, in order."""


WIDTH = len(NAMES)
_PLACES, _BOXES, _PAGE = len(TEXT_NAMES), len(TEXT_NAMES) + len(PLACE_NAMES), len(TEXT_NAMES + PLACE_NAMES + BOX_NAMES)
_AROUND = _PAGE + len(PAGE_NAMES)
_LINKED, _ENDS, _KIND, _IN_BEST = (NAMES.index(name) for name in ("link_share", "ends", "kind", "in_best"))


class Vocabulary:
    """Log odds of words of markup; remembers what an element's words come to, since names recur."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = weights
        self._known: dict[tuple[str, ...], float] = {}

    def score(self, words: tuple[str, ...]) -> float:
        """Sum of an element's words, -6 to 6."""
        known = self._known.get(words)
        if known is None:
            weights, total = self.weights, 0.0
            for word in words:
                total += weights.get(word, 0.0)
            known = max(-6.0, min(6.0, total))
            if len(self._known) < 100_000:
                self._known[words] = known
        return known


class Looked:
    """rows: features of each piece, flat, `width` to a piece, of which the first WIDTH are filled. tokens: words of
    each piece. groups: the same number for pieces that are siblings, by the innermost four elements round them.
    """

    def __init__(self, pieces: Sequence[Piece], width: int) -> None:
        self.count = len(pieces)
        self.width = width
        self.rows = array("f", bytes(4 * width * self.count))
        self.tokens = array("d", bytes(8 * self.count))
        self.groups = array("i", bytes(4 * self.count))
        self.spots = array("i", [piece.place for piece in pieces])


def look(
    walked: Walked,
    vocabulary: Vocabulary,
    *,
    menus: Sequence[Piece] = (),
    title: str = "",
    summary: str = "",
    article_body: str = "",
    width: int = WIDTH,
) -> Looked:
    """Features of each piece of a page.

    menus: pieces of the page that are not looked at, only counted where they stand (menus.py).
    title, summary, article_body: as the page states them of itself (JSON-LD, OpenGraph); "" where not.
    width: numbers to make room for in each piece's row.
    """
    looked = Looked(walked.pieces, width)
    if walked.pieces:
        look = Look(walked, looked)
        look.texts()
        look.place(vocabulary)
        look.boxes(menus)
        look.page(title, summary, article_body)
        look.around()
    return looked


class Look:
    """One page while its features are made. starts: where each piece's words begin among all words."""

    def __init__(self, walked: Walked, looked: Looked) -> None:
        self.pieces, self.places = walked.pieces, walked.places
        self.looked = looked
        self.width, self.count = looked.width, looked.count
        self.wording = Wording(sum([len(piece.text) for piece in self.pieces]) + 1)
        self.starts = array("i", bytes(4 * (self.count + 1)))
        self.good = array("d", bytes(8 * self.count))

    def texts(self) -> None:
        """What each text looks like. Good words are those of full sentences outside links."""
        rows, tokens, good, starts, wording = self.looked.rows, self.looked.tokens, self.good, self.starts, self.wording
        for i, piece in enumerate(self.pieces):
            at = i * self.width
            text = piece.text
            wording.read(text)
            count, chars = wording.words, len(text)
            ends, linked = is_sentence(text), piece.linked / (1.0 * chars)
            tokens[i] = count
            good[i] = count if ends and linked < 0.5 else 0
            starts[i + 1] = wording.used
            dated = count < 30 and wording.numerals > 2 and _MONTHLESS_DATE.search(text) is not None
            rows[at] = log1p(count)
            rows[at + 1] = log1p(chars)
            rows[at + 2] = chars / (count + 1.0)
            rows[at + 3] = min(piece.links, 20)
            rows[at + 4] = linked
            rows[at + 5] = piece.bold / (1.0 * chars)
            rows[at + 6] = ends
            rows[at + 7] = min(wording.stops, 12)
            rows[at + 8] = wording.commas / (count + 1.0)
            rows[at + 9] = min(wording.quotes, 6)
            rows[at + 10] = wording.digits / (1.0 * min(chars, 200))
            rows[at + 11] = wording.capitals / (count + 1.0)
            rows[at + 12] = dated
            rows[at + 13] = text[chars - 1] in ":："
            rows[at + 14] = min(wording.bars, 4)
            rows[at + 15] = "©" in text
            rows[at + 16] = "@" in text or "http" in text or "www." in text
            rows[at + 17] = text[0].islower()
            rows[at + 18] = KINDS[piece.kind]
            rows[at + 19] = piece.level or 0
            rows[at + 20] = piece.after_break
            rows[at + 21] = wording.letters

    def place(self, vocabulary: Vocabulary) -> None:
        """What the elements round each piece are named."""
        places = self.places
        size, wide = len(places), len(PLACE_NAMES)
        said = array("f", bytes(4 * wide * size))
        masks = array("i", bytes(4 * size))
        first = len(STRUCTURE)
        for i, place in enumerate(places):
            parent, own, at = place.parent, vocabulary.score(place.words), i * wide
            mask = STRUCTURE.get(place.tag, 0)
            up = parent * wide + first
            if parent >= 0:
                mask |= masks[parent]
            masks[i] = mask
            for bit in range(first):
                said[at + bit] = (mask >> bit) & 1
            at += first
            said[at] = min(place.depth, 60)
            said[at + 1] = own
            said[at + 2] = said[up + 1] if parent >= 0 else 0.0
            said[at + 3] = said[up + 2] if parent >= 0 else 0.0
            said[at + 4] = (said[up + 4] if parent >= 0 else 0.0) + own
            said[at + 5] = min(said[up + 5] if parent >= 0 else 0.0, own)
            said[at + 6] = max(said[up + 6] if parent >= 0 else 0.0, own)
        rows, spots = self.looked.rows, self.looked.spots
        for i in range(self.count):
            if spots[i] >= 0:
                at, up = i * self.width + _PLACES, spots[i] * wide
                for k in range(wide):
                    rows[at + k] = said[up + k]

    def boxes(self, menus: Sequence[Piece]) -> None:
        """What lies in the elements round a piece, and whether it is in the page's best one.

        The best element is the deepest that holds most of the good text (full sentences outside links):
        from the top, go down as long as one child keeps two thirds of it.
        """
        places, rows, spots = self.places, self.looked.rows, self.looked.spots
        tokens, good = self.looked.tokens, self.good
        size = len(places)
        sums = array("d", bytes(8 * 4 * size))
        parents = array("i", [each.parent for each in places])
        total = 1.0
        for i in range(self.count):
            total += good[i]
            if spots[i] >= 0:
                at = 4 * spots[i]
                sums[at] += tokens[i]
                sums[at + 1] += good[i]
                sums[at + 2] += 1
                sums[at + 3] += tokens[i] * rows[i * self.width + _LINKED]
        for piece in menus:
            if piece.place >= 0:
                at, words = 4 * piece.place, piece.text.count(" ") + 1
                sums[at] += words
                sums[at + 2] += 1
                sums[at + 3] += words
        best = _best(parents, sums)
        inside = _inside(parents, best)
        logs = array("f", bytes(4 * 5 * size))
        for i in range(size):
            at = 4 * i
            logs[5 * i] = log1p(sums[at])
            logs[5 * i + 1] = log1p(sums[at + 1])
            logs[5 * i + 2] = log1p(sums[at + 2])
            logs[5 * i + 3] = sums[at + 3] / (sums[at] + 1.0)
            logs[5 * i + 4] = sums[at + 1] / total
        share = sums[4 * best + 1] / total if best >= 0 else 0.0
        for i in range(self.count):
            at, place = i * self.width + _BOXES, spots[i]
            own = place
            for level in range(3):
                place = parents[place] if place >= 0 else -1
                for k in range(5):
                    rows[at + 5 * level + k] = logs[5 * place + k] if place >= 0 else 0.0
            rows[at + 15] = share
            rows[at + 16] = own >= 0 and inside[own] >= 0
            rows[at + 17] = inside[own] if own >= 0 else -1.0

    def page(self, title: str, summary: str, article_body: str) -> None:
        """Where a piece stands in its page, what else has its path, and what the page's metadata says of it."""
        rows, tokens, good, pieces = self.looked.rows, self.looked.tokens, self.good, self.pieces
        known = dict.fromkeys(trigrams(article_body), 1) if article_body else {}
        if summary:
            for gram in trigrams(summary):
                known[gram] = known.get(gram, 0) | 2
        has_body, has_summary = bool(words_of(article_body)), bool(words_of(summary))
        number, total, before, before_good = self.count, 0.0, 0.0, 0.0
        for i in range(number):
            total += good[i]
        title_at, h1_at = self._title(title), -1
        seen: dict[str, int] = {}
        for i in range(number):
            piece = pieces[i]
            if h1_at < 0 and piece.level == 1 and piece.kind is Kind.HEADING:
                h1_at = i
        all_pieces, all_good = log1p(number), log1p(total)
        for i in range(number):
            at = i * self.width + _PAGE
            piece = pieces[i]
            text = piece.text
            again = seen.get(text, 0)
            seen[text] = again + 1
            rows[at] = i / (1.0 * number)
            rows[at + 1] = log1p(before)
            rows[at + 2] = before_good / (total + 1)
            rows[at + 3] = (total - before_good - good[i]) / (total + 1)
            rows[at + 4] = all_pieces
            rows[at + 5] = all_good
            rows[at + 10] = _signed_log(i - title_at) if title_at >= 0 else -9.0
            rows[at + 11] = _signed_log(i - h1_at) if h1_at >= 0 else -9.0
            rows[at + 12] = self._overlap(i, known, 1) if has_body else -1.0
            rows[at + 13] = has_body
            rows[at + 14] = self._overlap(i, known, 2) if has_summary else -1.0
            rows[at + 15] = again
            before += tokens[i]
            before_good += good[i]
        self._siblings()

    def _title(self, title: str) -> int:
        """Shares of the title in each piece; gives the first piece that is the title, -1 where none is."""
        rows, starts, hashes = self.looked.rows, self.starts, self.wording.hashes
        head, found = set(words_of(title)), -1
        least = len(head) * 0.7
        if not head:
            return -1
        for i in range(self.count):
            first, last = starts[i], starts[i + 1]
            if last == first or last - first > 60:
                continue
            hits = 0
            for k in range(first, last):
                hits += hashes[k] in head
            share = hits / max(1.0 * (last - first), least)
            rows[i * self.width + _PAGE + 9] = share
            if found < 0 and share > 0.75 and last - first > 3:
                found = i
        return found

    def _overlap(self, i: int, known: dict[int, int], bit: int) -> float:
        """Share of a piece's word triples that are known; -1 where it is too short to tell."""
        starts, hashes = self.starts, self.wording.hashes
        first, last, hits = starts[i], starts[i + 1] - 2, 0
        if last <= first:
            return -1.0
        for k in range(first, last):
            if known.get(hashes[k] * 961 + hashes[k + 1] * 31 + hashes[k + 2], 0) & bit:
                hits += 1
        return hits / (1.0 * (last - first))

    def _siblings(self) -> None:
        """Of the pieces of the same path: how many, their mean length, the share of links."""
        rows, tokens, pieces = self.looked.rows, self.looked.tokens, self.pieces
        groups, spots = self.looked.groups, self.looked.spots
        number = 0
        numbers: dict[tuple[str, ...], int] = {}
        of_place: dict[int, int] = {}
        for i in range(self.count):
            place = spots[i]
            group = of_place.get(place)
            if group is None:
                path = self._path(place)
                group = numbers.get(path)
                if group is None:
                    group = numbers[path] = number
                    number += 1
                of_place[place] = group
            groups[i] = group
        sums = array("d", bytes(8 * 4 * number))
        for i in range(self.count):
            at, piece = 4 * groups[i], pieces[i]
            sums[at] += 1
            sums[at + 1] += tokens[i]
            sums[at + 2] += piece.linked
            sums[at + 3] += len(piece.text)
        for i in range(self.count):
            at, to = 4 * groups[i], i * self.width + _PAGE + 6
            rows[to] = log1p(sums[at])
            rows[to + 1] = log1p(sums[at + 1] / sums[at])
            rows[to + 2] = sums[at + 2] / sums[at + 3]

    def _path(self, place: int) -> tuple[str, ...]:
        """The innermost four elements round a place: its siblings have the same."""
        names: list[str] = []
        while place >= 0 and len(names) < 4:
            here = self.places[place]
            names.append(here.name)
            place = here.parent
        return tuple(names)

    def around(self) -> None:
        """Some of the same of the pieces before and after; -1 where there is none."""
        rows, good, width = self.looked.rows, self.good, self.width
        to, size = _AROUND, self.count
        for step in AROUND_AT:
            for i in range(size):
                other, at = i + step, i * width + to
                if 0 <= other < size:
                    off = other * width
                    rows[at] = rows[off]
                    rows[at + 1] = rows[off + _LINKED]
                    rows[at + 2] = rows[off + _ENDS]
                    rows[at + 3] = rows[off + _KIND]
                    rows[at + 4] = rows[off + _IN_BEST]
                    rows[at + 5] = log1p(good[other])
                else:
                    for k in range(6):
                        rows[at + k] = -1.0
            to += 6


def _best(parents: array[int], sums: array[float]) -> int:
    """The page's best element by the sums of all; adds up the sums of children on the way."""
    size = len(parents)
    child, top = array("i", [-1] * size), -1
    for i in range(size - 1, -1, -1):
        above = parents[i]
        if above >= 0:
            for k in range(4):
                sums[4 * above + k] += sums[4 * i + k]
            if child[above] < 0 or sums[4 * i + 1] > sums[4 * child[above] + 1]:
                child[above] = i
        elif top < 0 or sums[4 * i + 1] >= sums[4 * top + 1]:
            top = i
    while top >= 0 and child[top] >= 0:
        fullest = child[top]
        if sums[4 * fullest + 1] < sums[4 * top + 1] * 0.67 or sums[4 * fullest + 2] < 2:
            break
        top = fullest
    return top


def _inside(parents: array[int], best: int) -> array[int]:
    """Of each place: how deep below the best one it lies, -1 where it is not inside."""
    size = len(parents)
    depth = array("i", [-1] * size)
    for i in range(size):
        above = depth[parents[i]] if parents[i] >= 0 else -1
        depth[i] = 0 if i == best else above + 1 if above >= 0 else -1
    return depth


def _signed_log(value: int) -> float:
    return log1p(value) if value >= 0 else -log1p(-value)
