"""Bodies that only a script would show: stated in JSON-LD, or carried as HTML inside a script's string."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from archiver.extract.blocks import body_of
from archiver.extract.markup.roles import BITS
from archiver.extract.markup.whitespace import composed
from archiver.extract.page.pieces import Piece, Walked
from archiver.extract.page.scan import Element, scan
from archiver.records import Block, Kind

LEAST_WORDS = 60
"""Words from which on such a text can be an article's body."""

LEAST_CHARACTERS = 40
"""Characters from which on a block that stands in another text does not by chance."""

SURE = 8.0
"""Log2 odds of a block that stands nowhere else and was found so."""

NEAR = 2
"""Elements round a piece of such HTML whose names may say that it is a caption."""

MOST_SCRIPT = 8 << 20
_STRING = re.compile(r'"((?:[^"\\]|\\.){300,})"')
_TEXT = frozenset((Kind.PARAGRAPH, Kind.HEADING, Kind.LIST_ITEM, Kind.QUOTE))
_SLOT = re.compile(r"([^\w\s])\1+\w+[^\w\s]{2,}")
_CAPTION = BITS["caption"]
_MARKUP = re.compile(
    r"\\u003[cC]p[ \\>]|<p[ >]|\\u003[cC](?:/|\\/|\\u002[fF])p|<(?:/|\\/|\\u002[fF])p"
)  # each with its sign first: `re` then passes over all others in a loop of C


def with_unshown(blocks: tuple[Block, ...], scripts: Sequence[Element], article_body: str) -> tuple[Block, ...]:
    """The visible blocks and, behind them, the body that a script would have shown; what of it was to be seen already
    (its first lines, say) is not body twice."""
    found = unshown(scripts, blocks, article_body)
    if not found:
        return blocks
    text = _letters(*(block.text for block in found))
    return tuple(_put_out(b) if (b.body_odds or 0) > 0 and _letters(b.text) in text else b for b in blocks) + found


def _put_out(block: Block) -> Block:
    return replace(block, body_odds=-SURE)


def _letters(*texts: str) -> str:
    """Texts without white space: where links begin and end, scripts have other spaces than pages."""
    return "".join("".join(texts).split())


def unshown(scripts: Sequence[Element], blocks: Sequence[Block], article_body: str) -> tuple[Block, ...]:
    """The body that a script would have shown, where next to none of it is among the visible blocks.

    article_body: as the page states it in its JSON-LD, "" where it does not. Empty where the page shows its
    body itself, or carries none; what is seen on the page, if not as its body, is not carried.
    """
    shown = body_of(blocks)
    if _is_missing(article_body.split(), shown):
        lines = _lines(article_body)
        if not _is_seen(" ".join(lines), blocks):
            return tuple(Block(t, path="script/articleBody", body_odds=SURE, link_density=0.0) for t in lines)
    if _has_words(shown):
        return ()
    for text in _in_scripts(scripts):
        if _is_missing([word for line in text for word in line.split()], shown):
            return tuple(Block(t, path="script/html", body_odds=SURE, link_density=0.0) for t in text)
    return ()


def _is_seen(text: str, blocks: Sequence[Block]) -> bool:
    """Whether half of a text stands on the page, be it body or not."""
    found = sum(len(b.text) for b in blocks if len(b.text) >= LEAST_CHARACTERS and b.text in text)
    return 2 * found >= len(text)


def _has_words(texts: Sequence[str]) -> bool:
    """Whether there are LEAST_WORDS different words in them."""
    found: set[str] = set()
    for text in texts:
        found.update(text.split())
        if len(found) >= LEAST_WORDS:
            return True
    return False


def _is_missing(words: Sequence[str], shown: Sequence[str]) -> bool:
    """Whether a text's words are enough for a body, and at most half of them are shown."""
    if len(words) < LEAST_WORDS:
        return False
    missing = set(words)
    enough = len(missing) - len(missing) // 2
    for text in shown:
        missing.difference_update(text.split())
        if len(missing) < enough:
            return False
    return True


def _lines(text: str) -> list[str]:
    lines = (composed(" ".join(line.split())) for line in text.split("\n"))
    return [line for line in lines if line]


def _in_scripts(scripts: Sequence[Element]) -> Iterator[list[str]]:
    """Paragraphs of the HTML in scripts' strings, the longest strings first."""
    found = []
    for script in scripts:
        text = script.text()
        if len(text) <= MOST_SCRIPT and len(_MARKUP.findall(text)) > 4:
            found += [string for string in _STRING.findall(text) if len(_MARKUP.findall(string)) > 4]
    for string in sorted(found, key=len, reverse=True)[:3]:
        if html := _unescaped(string):
            walked = scan(html).walked
            yield [piece.text for piece in walked.pieces if _is_text(walked, piece)]


def _is_text(walked: Walked, piece: Piece) -> bool:
    """Whether a piece of such HTML is text: no caption, no links, no slot ("$$ADVERT$$") that a script fills."""
    place = piece.place
    for _ in range(NEAR):
        if place >= 0:
            if walked.places[place].called.roles() & _CAPTION:
                return False
            place = walked.places[place].parent
    return piece.kind in _TEXT and piece.linked < len(piece.text) / 2 and not _SLOT.fullmatch(piece.text)


def _unescaped(string: str) -> str:
    from json import loads

    try:
        return str(loads(f'"{string}"', strict=False))
    except ValueError:
        return ""
