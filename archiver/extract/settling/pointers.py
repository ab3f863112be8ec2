# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""Lines among the body's paragraphs that do no more than point to another article of the site ("Read more: ...")."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from urllib.parse import urlsplit

from archiver.extract.markup import attributes as attributes_of
from archiver.extract.page.pieces import Piece, Walked
from archiver.extract.page.wording import is_sentence
from archiver.records import Kind

_PARAGRAPH = Kind.PARAGRAPH

ALL = 0.8
"""Share of characters in links from which on a line is its link."""

LABELLED = 0.4
"""The same where what stands before the link is a label."""

LABEL = 5
"""Words of a label."""

SHORTEST = 3
"""Spaces in a headline. Less are an address, a name, or a language that writes none."""

LONGEST_TAG = 4000
"""Bytes of a link's tag beyond which it is not asked."""


def pointers(walked: Walked, odds: array[float], addresses: Sequence[str]) -> tuple[list[int], list[int]]:
    """Paragraphs taken for body that are a link to their own site and no sentence: those without a label, and those
    behind one.

    What links to other sites may be what the article is about (a shop, a source). addresses: those that the page has.
    """
    lines: list[int] = []
    pieces: list[Piece] = walked.pieces
    for i, piece in enumerate(pieces):
        if odds[i] > 0 and piece.linked and piece.kind is _PARAGRAPH and _is_link(piece):
            lines.append(i)
    home = [i for i in lines if _leads_home(walked.page, pieces[i].link_at, addresses)]
    return [i for i in home if _is_whole(pieces[i])], [i for i in home if not _is_whole(pieces[i])]


def _is_link(piece: Piece) -> bool:
    """Whether a line is its link, or a label and its link, and no sentence."""
    text, linked = piece.text, piece.linked
    size = len(text)
    if linked < LABELLED * size or text.count(" ") < SHORTEST or is_sentence(text):
        return False
    if linked >= ALL * size:
        return True
    label = text[: size - linked].rstrip()
    return label.endswith((":", "：", "|", "»", ">")) and len(label.split()) <= LABEL


def _is_whole(piece: Piece) -> bool:
    """Whether a line is all link."""
    return piece.linked >= ALL * len(piece.text)


def _leads_home(page: bytes, at: int, addresses: Sequence[str]) -> bool:
    """Whether the link whose tag begins there leads to the site of one of these addresses. No host: its own."""
    end = page.find(b">", at, at + LONGEST_TAG) if at >= 0 else -1
    if end < 0:
        return False
    target = attributes_of.values(page[at:end], (b"href",))[0].strip()
    if not target or target[0] == "#":
        return False
    if not target.startswith(("http:", "https:", "//")):
        return ":" not in target.partition("/")[0]  # "mailto:", "tel:"
    host = _host(target)
    return any(own and (host == own or host.endswith(f".{own}")) for own in map(_host, addresses))


def _host(address: str) -> str:
    """The host of an address, without "www."; "" where it has none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
