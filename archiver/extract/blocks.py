# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""A page's pieces become blocks: each with the path of the place it stands in, and the odds that it is body."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from archiver.extract import rounding
from archiver.extract.markup.roles import CAPTIONED
from archiver.extract.page.pieces import Place, Walked
from archiver.records import Block, Kind

LONGEST_PATH = 400
_EVEN = 0.0
_CARD = 3
"""Blocks behind a heading among which its card's text begins."""
_PARAGRAPH, _HEADING, _ITEM, _CAPTION = Kind.PARAGRAPH, Kind.HEADING, Kind.LIST_ITEM, Kind.CAPTION
_CAPTIONED = CAPTIONED


def blocks_of(walked: Walked, odds: Sequence[float]) -> tuple[Block, ...]:
    """A block for each piece, in order. odds: log2, of each piece."""
    places = walked.places
    paths = paths_of(places)
    found = []
    for piece, value in zip(walked.pieces, odds, strict=True):
        text = piece.text
        path = paths[piece.place] if piece.place >= 0 else ""
        density = rounding.thousandths(piece.linked / len(text))
        kind, level = piece.kind, piece.level
        may = (kind is _PARAGRAPH or kind is _ITEM) and value <= _EVEN and piece.linked < len(text)
        if may and _is_captioned(places, piece.place):
            kind, level = _CAPTION, None
        found.append(Block(text, kind, "\n", level, path, rounding.thousandths(value), density))
    return tuple(found)


def _is_captioned(places: Sequence[Place], at: int) -> bool:
    """Whether a place, or the one round it, is named for a picture's caption, by newsrooms that know no
    `<figcaption>`."""
    for _ in range(2):
        if at < 0:
            break
        place = places[at]
        called = place.called
        if (called.said if called.said >= 0 else called.roles()) & _CAPTIONED:
            return True
        at = place.parent
    return False


def body_of(blocks: Sequence[Block]) -> list[str]:
    """The texts of blocks that are likelier body than not."""
    found = []
    for block in blocks:
        odds = block.body_odds
        if odds is not None and odds > _EVEN:
            found.append(block.text)
    return found


def leading_among(blocks: Sequence[Block], share: float) -> tuple[int, int, int]:
    """How many blocks that are likelier body than not are headings, more than that share of them link; how many have
    such a heading, body or not, among the few blocks before them; and how many there are."""
    leading = behind = body = 0
    since = _CARD + 1  # blocks since such a heading
    for block in blocks:
        odds = block.body_odds
        is_body = odds is not None and odds > _EVEN
        since += 1
        if block.kind is _HEADING and (block.link_density or _EVEN) > share:
            leading += is_body
            since = 0
        elif is_body and since <= _CARD:
            behind += 1
            since = _CARD + 1
        body += is_body
    return leading, behind, body


def may_begin_with(blocks: Sequence[Block], shortest: int, longest: int, letter: str) -> list[int]:
    """Numbers of the blocks whose text, folded, may begin with a letter: from `shortest` characters on, and fewer than
    `longest`. Most that cannot are told without folding them; so what begins beyond ASCII, or with a mark, is given."""
    found = []
    for number, block in enumerate(blocks):
        text: str = block.text
        if shortest <= len(text) < longest and text:
            first = text[0]
            if first.lower() == letter or not (first.isalnum() and first.isascii()):
                found.append(number)
    return found


def paths_of(places: Sequence[Place]) -> list[str]:
    """Path of each place from the body down; of one that is nested very deep, the innermost part."""
    paths: list[str] = []
    latest = array("i", (-1,)) * len(places)  # of each place: the last one seen in it
    for i, place in enumerate(places):
        called, parent = place.called, place.parent
        if parent >= 0:
            before, latest[parent] = latest[parent], i
            if before >= 0:
                beside = places[before]
                if beside.called is called:  # so is its path
                    paths.append(paths[before])
                    continue
        own = called.name
        above = paths[parent] if parent >= 0 else ""
        if above and called.tag != "body":
            own = f"{above}/{own}"
        if len(own) > LONGEST_PATH:
            own = own[-LONGEST_PATH:].partition("/")[2]
        paths.append(own)
    return paths
