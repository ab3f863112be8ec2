# cython: infer_types=True
"""What a model is told of each piece of a page: numbers about its text, its place and its neighbours.

All of it is of the page's form: no word of any language is looked at, but words of markup (tags, classes,
ids) are, by the log odds that `vocabulary` has learned for them from pages of many sites.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log1p

import numpy as np
from numpy.typing import NDArray

from archiver.extract.walk import Piece, Place, Walked
from archiver.records import Kind

Array = NDArray[np.float32]

TOKEN = re.compile(
    r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|"
    r"[^\W\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)
"""A word, or one character of a script that is written without spaces."""

_END = re.compile(r"[.!?…。！？؟۔।։]['\"”’»›)\]）」』]*$")
_STOP = re.compile(r"[.!?。！？؟۔।]")
_COMMA = re.compile(r"[,;،、，؛]")
_QUOTE = re.compile(r"[\"“”„«»「」『』]")
_DIGIT = re.compile(r"\d")
_UPPER = re.compile(r"\b[A-ZÀ-ÞА-ЯΑ-Ω]")
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


class Vocabulary:
    """Log odds of words of markup; remembers what an element's words come to, since names recur."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = weights
        self._known: dict[tuple[str, ...], float] = {}

    def score(self, words: tuple[str, ...]) -> float:
        """Sum of an element's words, -6 to 6."""
        if (known := self._known.get(words)) is None:
            weights = self.weights
            known = max(-6.0, min(6.0, sum(weights.get(word, 0.0) for word in words)))
            if len(self._known) < 100_000:
                self._known[words] = known
        return known


@dataclass(frozen=True)
class Looked:
    """rows: features of each piece, (pieces, len(NAMES)). tokens: words of each, (pieces,). paths: of each,
    equal where pieces are siblings."""

    rows: Array
    tokens: Array
    paths: list[str]


def look(
    walked: Walked,
    vocabulary: Vocabulary,
    *,
    menus: Sequence[Piece] = (),
    title: str = "",
    summary: str = "",
    article_body: str = "",
) -> Looked:
    """Features of each piece of a page.

    menus: pieces of the page that are not looked at, only counted where they stand (menus.py).
    title, summary, article_body: as the page states them of itself (JSON-LD, OpenGraph); "" where not.
    """
    pieces, places = walked.pieces, walked.places
    if not pieces:
        return Looked(np.zeros((0, len(NAMES)), np.float32), np.zeros(0, np.float32), [])
    tokens = [TOKEN.findall(p.text) for p in pieces]
    texts = np.array([_text(p, t) for p, t in zip(pieces, tokens, strict=True)], np.float32)
    n_tokens = np.array([len(t) for t in tokens], np.float32)
    good = n_tokens * (texts[:, TEXT_NAMES.index("ends")] > 0) * (texts[:, TEXT_NAMES.index("link_share")] < 0.5)
    boxes, best = _boxes(pieces, places, n_tokens, good, menus)
    place_rows = _places(places, vocabulary)
    spots = np.array([p.place for p in pieces])
    place_part = np.where(spots[:, None] >= 0, place_rows[spots], 0).astype(np.float32)
    paths = _paths(walked)
    page = _page(pieces, paths, tokens, n_tokens, good, title, summary, article_body)
    base = np.concatenate([texts, place_part, boxes, page], axis=1)
    around_of = np.stack(
        [
            np.log1p(n_tokens),
            texts[:, TEXT_NAMES.index("link_share")],
            texts[:, TEXT_NAMES.index("ends")],
            texts[:, TEXT_NAMES.index("kind")],
            best,
            np.log1p(good),
        ],
        axis=1,
    )
    rows = np.concatenate([base, *(shifted(around_of, at) for at in AROUND_AT)], axis=1)
    return Looked(rows, n_tokens, paths)


def shifted(values: Array, by: int) -> Array:
    """Row i is row i + by of `values`; -1 where there is none."""
    out = np.full(values.shape, -1, np.float32)
    if by < 0:
        out[-by:] = values[:by]
    elif by < len(values):
        out[: len(values) - by] = values[by:]
    return out


def _text(piece: Piece, tokens: Sequence[str]) -> tuple[float, ...]:
    text = piece.text
    count, chars = len(tokens), len(text)
    return (
        log1p(count),
        log1p(chars),
        chars / (count + 1),
        min(piece.links, 20),
        piece.linked / chars,
        piece.bold / chars,
        1.0 if _END.search(text) else 0.0,
        min(len(_STOP.findall(text)), 12),
        len(_COMMA.findall(text)) / (count + 1),
        min(len(_QUOTE.findall(text)), 6),
        len(_DIGIT.findall(text, 0, 200)) / min(chars, 200),
        len(_UPPER.findall(text)) / (count + 1),
        1.0 if count < 30 and _MONTHLESS_DATE.search(text) else 0.0,
        1.0 if text[-1] in ":：" else 0.0,
        min(text.count("|") + text.count("·") + text.count("»") + text.count("›"), 4),
        1.0 if "©" in text else 0.0,
        1.0 if "@" in text or "http" in text or "www." in text else 0.0,
        1.0 if text[0].islower() else 0.0,
        KINDS[piece.kind],
        piece.level or 0,
        float(piece.after_break),
        min(map(len, tokens), default=0),
    )


def _places(places: Sequence[Place], vocabulary: Vocabulary) -> Array:
    """Of each place: structure flags, depth and what its own and its ancestors' words say."""
    if not places:
        return np.zeros((1, len(PLACE_NAMES)), np.float32)
    masks: list[int] = []
    rows: list[tuple[float, ...]] = []
    for place in places:
        own, parent = vocabulary.score(place.words), place.parent
        _, above, grand, _, total, least, most = rows[parent] if parent >= 0 else _NOWHERE
        masks.append(STRUCTURE.get(place.tag, 0) | (masks[parent] if parent >= 0 else 0))
        rows.append((min(place.depth, 60), own, above, grand, total + own, min(least, own), max(most, own)))
    flags = np.array(masks)[:, None] & _BITS != 0
    return np.concatenate([flags, np.array(rows)], axis=1, dtype=np.float32)


_NOWHERE = (0.0,) * (len(PLACE_NAMES) - len(STRUCTURE))
_BITS = np.array(list(STRUCTURE.values()))


def _boxes(
    pieces: Sequence[Piece], places: Sequence[Place], tokens: Array, good: Array, menus: Sequence[Piece]
) -> tuple[Array, Array]:
    """What lies in the elements round a piece, and whether it is in the page's best one.

    The best element is the deepest that holds most of the good text (full sentences outside links):
    from the top, go down as long as one child keeps two thirds of it.
    """
    sums = [[0.0, 0.0, 0.0, 0.0] for _ in places]
    for piece, count, fine in zip(pieces, tokens.tolist(), good.tolist(), strict=True):
        if piece.place >= 0:
            box = sums[piece.place]
            box[0] += count
            box[1] += fine
            box[2] += 1
            box[3] += count * piece.linked / len(piece.text)
    for piece in menus:
        if piece.place >= 0:
            box, words = sums[piece.place], piece.text.count(" ") + 1
            box[0] += words
            box[2] += 1
            box[3] += words
    children: list[list[int]] = [[] for _ in places]
    for i in range(len(places) - 1, -1, -1):
        parent = places[i].parent
        if parent >= 0:
            children[parent].append(i)
            above, box = sums[parent], sums[i]
            for k in range(4):
                above[k] += box[k]
    total = float(good.sum()) + 1.0
    best = _best(places, children, sums)
    inside = _inside(places, best)
    empty = (0.0,) * 5
    memo: dict[int, tuple[float, ...]] = {}

    def of(place: int) -> tuple[float, ...]:
        if place not in memo:
            count, fine, number, linked = sums[place]
            memo[place] = (log1p(count), log1p(fine), log1p(number), linked / (count + 1), fine / total)
        return memo[place]

    rows = []
    for piece in pieces:
        row: list[float] = []
        place = piece.place
        for _ in range(3):
            place = places[place].parent if place >= 0 else -1
            row += of(place) if place >= 0 else empty
        row.append(sums[best][1] / total if best >= 0 else 0.0)
        row.append(inside[piece.place] >= 0 if piece.place >= 0 else 0.0)
        row.append(inside[piece.place] if piece.place >= 0 else -1.0)
        rows.append(row)
    boxes = np.array(rows, np.float32)
    return boxes, boxes[:, -2]


def _best(places: Sequence[Place], children: list[list[int]], sums: list[list[float]]) -> int:
    tops = [i for i, place in enumerate(places) if place.parent < 0]
    if not tops:
        return -1
    here = max(tops, key=lambda i: sums[i][1])
    while children[here]:
        fullest = max(children[here], key=lambda i: sums[i][1])
        if sums[fullest][1] < sums[here][1] * 0.67 or sums[fullest][2] < 2:
            break
        here = fullest
    return here


def _inside(places: Sequence[Place], best: int) -> list[int]:
    """Of each place: how deep below the best one it lies, -1 where it is not inside."""
    depth: list[int] = []
    for i, place in enumerate(places):
        above = depth[place.parent] if place.parent >= 0 else -1
        depth.append(0 if i == best else above + 1 if above >= 0 else -1)
    return depth


def _page(
    pieces: Sequence[Piece],
    paths: Sequence[str],
    tokens: Sequence[Sequence[str]],
    n_tokens: Array,
    good: Array,
    title: str,
    summary: str,
    article_body: str,
) -> Array:
    """Where a piece stands in its page, what else has its path, and what the page's metadata says of it."""
    number = len(pieces)
    by_path: dict[str, list[int]] = {}
    for i, path in enumerate(paths):
        by_path.setdefault(path, []).append(i)
    same: list[tuple[float, ...]] = [()] * number
    for members in by_path.values():
        linked = sum([pieces[i].linked for i in members]) / sum([len(pieces[i].text) for i in members])
        mean = sum([len(tokens[i]) for i in members]) / len(members)
        each = (log1p(len(members)), log1p(mean), linked)
        for i in members:
            same[i] = each
    total = float(good.sum())
    before = (np.cumsum(n_tokens) - n_tokens).tolist()
    here, before_good = good.tolist(), (np.cumsum(good) - good).tolist()
    all_pieces, all_good = log1p(number), log1p(total)
    body, stated, head = _grams(article_body), _grams(summary), {t.lower() for t in TOKEN.findall(title)}
    in_title = [_share(words, head) for words in tokens]
    seen: dict[str, int] = {}
    rows = []
    title_at = next((i for i, share in enumerate(in_title) if share > 0.75 and len(tokens[i]) > 3), -1)
    h1_at = next((i for i, p in enumerate(pieces) if p.level == 1 and p.kind is Kind.HEADING), -1)
    for i, piece in enumerate(pieces):
        again = seen.get(piece.text, 0)
        seen[piece.text] = again + 1
        rows.append(
            (
                i / number,
                log1p(before[i]),
                before_good[i] / (total + 1),
                (total - before_good[i] - here[i]) / (total + 1),
                all_pieces,
                all_good,
                *same[i],
                in_title[i],
                _signed_log(i - title_at) if title_at >= 0 else -9.0,
                _signed_log(i - h1_at) if h1_at >= 0 else -9.0,
                _overlap(tokens[i], body),
                float(bool(body)),
                _overlap(tokens[i], stated) if stated else -1.0,
                again,
            )
        )
    return np.array(rows, np.float32)


def _signed_log(value: int) -> float:
    return log1p(value) if value >= 0 else -log1p(-value)


def _paths(walked: Walked) -> list[str]:
    """Path of each piece, the innermost four elements: its siblings share it."""
    memo: dict[int, str] = {}
    out = []
    for piece in walked.pieces:
        if piece.place not in memo:
            names: list[str] = []
            place = piece.place
            while place >= 0 and len(names) < 4:
                names.append(walked.places[place].name)
                place = walked.places[place].parent
            memo[piece.place] = "/".join(names)
        out.append(memo[piece.place])
    return out


def _grams(text: str) -> frozenset[tuple[str, ...]]:
    words = TOKEN.findall(text)
    return frozenset(zip(words, words[1:], words[2:], strict=False)) | {tuple(words)} if words else frozenset()


def _overlap(words: Sequence[str], known: frozenset[tuple[str, ...]]) -> float:
    """Share of a piece's word triples that are known; -1 where it is too short to tell."""
    if not known or len(words) < 3:
        return -1.0
    grams = list(zip(words, words[1:], words[2:], strict=False))
    return sum(map(known.__contains__, grams)) / len(grams)


def _share(words: Sequence[str], known: set[str]) -> float:
    if not words or not known or len(words) > 60:
        return 0.0
    return sum(map(known.__contains__, map(str.lower, words))) / max(len(words), len(known) * 0.7)
