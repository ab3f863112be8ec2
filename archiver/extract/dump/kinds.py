# cython: infer_types=True, annotation_typing=False
"""What each paragraph of a dump is by its form: paragraph, heading, list item, quote, caption, table."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from archiver.extract.dump.lines import STOPS, Line
from archiver.records import Kind

_PLAIN, _HEADING, _CAPTIONING = (Kind.PARAGRAPH, None), Kind.HEADING, (Kind.CAPTION, None)

_BULLET = re.compile(r"([-*•◦▪‣·●○–])\s+\S")
_ORDERED = re.compile(r"(?:(\d{1,3})[.)]|\((\d{1,2})\))\s+\S")
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5})[.):]?\s+\S")
_MARKDOWN = re.compile(r"(#{1,6})\s+\S")
_TABLE = re.compile(r"\|.*\|")
_CAPTION = re.compile(
    r"(?:photo|foto|picture|image|bild|bilde|billede|photograph|illustration|fotografía|imagen|immagine|фото|عکس|صورة|انځور)"
    r"(?:\s(?:by|av|von|de|par|af|credit))?\s?[:/©]|\((?:photo|foto|bild|ap photo)\b.*\)",
    re.IGNORECASE,
)
_CAPTIONED = frozenset("pPfFiIİıbBфФعصا(")
"""What a caption begins with."""
_TAILS = "\"'”’»)]*_ "
_NEVER_ENDS_HEADING = frozenset(STOPS.translate({ord(c): None for c in "!?！？؟"}) + ",;:،؛、")
_LONGEST, _LONGEST_CJK, _MOST_WORDS = 120, 40, 18
_FOLLOWED_BY = 80  # characters; a heading stands before text, not before another short line
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_DIGIT = re.compile(r"\d")
_DIGIT_SHARE = 0.3  # account and telephone numbers have more

Kinds = list[tuple[Kind, int | None]]


def classify(found: Sequence[Line], *, skip: Collection[int] = ()) -> Kinds:
    """Kind and level of each paragraph; those in `skip` are known already and count as no neighbour."""
    kinds: Kinds = []
    last = len(found) - 1
    for number, line in enumerate(found):
        if number in skip:
            kinds.append(_PLAIN)
            continue
        before = found[number - 1].text if number and number - 1 not in skip else ""
        after = found[number + 1].text if number < last else ""
        kinds.append(_kind(line.text, before, after, line.indent))
    return kinds


def _kind(text: str, before: str, after: str, indent: int) -> tuple[Kind, int | None]:
    if not text[0].isalpha():
        marked = _marked_kind(text, before, after, indent)
        if marked is not None:
            return marked
    if len(text) <= _LONGEST:
        if text[0] in _CAPTIONED and _CAPTION.match(text):
            return _CAPTIONING
        if _is_heading(text, after):
            return _HEADING, _level(text)
    return _PLAIN


def _marked_kind(text: str, before: str, after: str, indent: int) -> tuple[Kind, int | None] | None:
    """The kind that a mark at the line's start gives; None where it gives none."""
    if found := _MARKDOWN.match(text):
        return Kind.HEADING, len(found[1])
    if text.startswith(">"):
        return Kind.QUOTE, None
    if _TABLE.fullmatch(text) and (_TABLE.fullmatch(before) or _TABLE.fullmatch(after)):
        return Kind.TABLE, None
    if _is_list_item(text, before, after):
        return Kind.LIST_ITEM, 1 + min(indent // 2, 5)
    return None


def _is_list_item(text: str, before: str, after: str) -> bool:
    if found := _BULLET.match(text):
        # A single dash opens direct speech in half of Europe; a list has two of them.
        return found[1] in "•◦▪‣●○" or before.startswith(found[1]) or after.startswith(found[1])
    number = _number(text)
    return number is not None and (_number(before) == number - 1 or _number(after) == number + 1)


def _number(text: str) -> int | None:
    found = _ORDERED.match(text)
    return int(found[1] or found[2]) if found else None


def _is_heading(text: str, after: str) -> bool:
    """A short line that is no sentence, with text after it."""
    if len(after) < _FOLLOWED_BY // 3 or not _may_be_heading(text):
        return False
    if text.isupper() and sum(map(str.isalpha, text)) >= 4:
        return len(after) >= _FOLLOWED_BY // 2 and not after.isupper()
    least = 1.3 * len(text)
    if len(after) >= max(_FOLLOWED_BY, least):
        return True
    return len(after) >= max(_FOLLOWED_BY // 3, least) and bool(_WIDE.search(after))


@lru_cache(maxsize=8192)
def _may_be_heading(text: str) -> bool:
    """What the line itself says of it. Remembered, since a site's furniture comes again on every page."""
    end = text.rstrip(_TAILS)[-1:]
    if not end or end in _NEVER_ENDS_HEADING:
        return False
    if len(text.split()) > _MOST_WORDS or (_WIDE.search(text) and len(text) > _LONGEST_CJK):
        return False
    return len(_DIGIT.findall(text)) <= _DIGIT_SHARE * len(text) and _starts_like_heading(text)


def _starts_like_heading(text: str) -> bool:
    first = text.lstrip("\"'“”‘’«»„¿¡([*_ ")[:1]
    return first.isalnum() and not first.islower()


def _level(text: str) -> int:
    """2 for a section; "1.2 Method" lies one deeper for each point inside its number."""
    found = _NUMBERED.match(text)
    return min(6, 2 + found[0].split()[0].rstrip(".):").count(".")) if found else 2
