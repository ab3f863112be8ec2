# cython: infer_types=True, annotation_typing=False
"""What a line above an article's text tells of the article: when it was published and changed, and who wrote it.

Such lines hold a date or a name and little else: "Posted on 3 May 2024 by Ann Lee", "Ann Lee - 3 May 2024 | 210 views".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from archiver.extract.dates.written import UPDATED, dates_in
from archiver.extract.stated.credit_lines import plainly
from archiver.extract.stated.names import clean, is_newsroom, is_role, like_name, like_person, split
from archiver.moments import Moment

_LONGEST = 160
_FEW = 10
"""Words beside the figures of a line that says little but a date."""
_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"\s*[|•·,،;—–/]\s*|\s+-\s+|\.\s+|\s+(?=\|)")
# What joins a name to a date in one line; a comma may stand between a place and a date.
_PLAINLY = re.compile(r"[\s|•·—–/-]*")
_WHO = (
    "by|von|par|av|af|door|por|da|oleh|от|text|tekst|autor|autorin|author|auteur|forfatter|"
    "författare|yazan|yazar|автор|نویسنده|نویسندگان|گزارشگر|خبرنگار|به قلم|توسط|بقلم|كتبت|كتب|لیکوال|ليکوال|لیکونکی|"
    "راپور|گزارش"
)
_BY_WORDS = frozenset(_WHO.replace("به ", "").split("|"))
_BY = re.compile(
    rf"(?:^|(?P<before>.*?)[\s|:])(?:{_WHO})"
    r"\s*[:：]?\s+(?P<name>[^\W\d_][^|]*)(?:\|.*)?",
    re.IGNORECASE,
)
# Pashto puts the name within the words: "published by Ann Lee".
_ROUND = re.compile(r"(?:^|.*[\s|])د\s+(?P<name>[^|]+?)\s+له\s+(?:خوا|لوري)(?:\s.*)?")
# What may stand before the "by" of a line without a date; "Hospital hit by Israeli Soldiers" is a headline.
_WRITTEN = re.compile(
    r"(?:posted|written|published|story|words|reporting|report|text|verfasst|geschrieben|veröffentlicht|écrit|publié|propos|"
    r"escrito|publicado|scritto|skrevet|skriven|publisert|publicerad|geschreven|نوشته|نوشته‌شده|گزارش)(?:\s\S+)?",
    re.IGNORECASE,
)
_OUTLET = re.compile(
    r"\b(?:radio|tv|television|رادیو|راډیو|تلویزیون|ټلوېزیون|خبرگزاری|روزنامه|آژانس|ورځپاڼه)\b", re.IGNORECASE
)
_MOST_BEFORE = 4


class Told(NamedTuple):
    """What a line tells; None, or empty: it does not say. surely: whether the date or the name has a word before it."""

    published: Moment | None = None
    modified: Moment | None = None
    authors: tuple[str, ...] = ()
    surely: bool = False


NOTHING = Told()


def told(line: str) -> Told:
    """What a line tells of the article. A line that says more than that tells nothing."""
    if len(line) > _LONGEST:
        return NOTHING
    dates = dates_in(line)
    if len(_WORD.findall(_without(line, dates))) > _FEW:
        return NOTHING
    published = modified = None
    end = 0
    for start, stop, moment in dates:
        if UPDATED.search(line[end:start]):
            modified = modified or moment
        else:
            published = published or moment
        end = stop
    authors, surely = _authors(line, dates)
    return Told(published, modified, authors, surely)


def _without(line: str, dates: list[tuple[int, int, Moment]]) -> str:
    """The line with a bar in place of each date."""
    for start, stop, _ in reversed(dates):
        line = f"{line[:start]} | {line[stop:]}"
    return line


def _authors(line: str, dates: list[tuple[int, int, Moment]]) -> tuple[tuple[str, ...], bool]:
    """Who wrote, and whether a word says so."""
    plain = plainly(_without(line, dates))
    words = _WORD.findall(plain.lower())
    by = _BY.fullmatch(plain) if not _BY_WORDS.isdisjoint(words) else None
    for found in (by, _ROUND.fullmatch(plain) if "له" in words else None):
        leads = found and _leads(found.groupdict().get("before") or "", bool(dates))
        if found and leads and (names := tuple(_names(found["name"].split("|")[0]))):
            return names, True
    if (name := _with_office(line)) and not dates:
        return (name,), True
    return tuple(_beside(line, dates))[:1], False


def _leads(before: str, dated: bool) -> bool:
    """Whether what stands before a "by" lets it name who wrote."""
    words = before.replace("|", " ").split()
    return not words or (len(words) <= _MOST_BEFORE and (dated or bool(_WRITTEN.fullmatch(" ".join(words)))))


def _names(text: str) -> Iterator[str]:
    """The names at a text's beginning: what follows a comma may be a desk or a time."""
    for part in split(text):
        name = clean(_BETWEEN.split(part)[0])
        if not like_name(name) or is_role(name) or is_newsroom(name):
            return
        yield name


def _with_office(line: str) -> str:
    """The name of a line that is a name with an office or a medium behind it: "Ann Lee, Staff Writer"; ""."""
    name, comma, rest = line.replace("،", ",").partition(",")
    if comma and not any(c in rest for c in ".;") and _is_alone(name) and _is_office(rest):
        return name
    plain = clean(line)
    behind = line.removeprefix(plain)
    return plain if behind != line and any(map(str.isalpha, behind)) and _is_alone(plain) else ""


def _is_office(text: str) -> bool:
    """Whether a text names an office or a medium."""
    return is_role(text) or is_newsroom(text) or _OUTLET.search(text) is not None


def _beside(line: str, dates: list[tuple[int, int, Moment]]) -> Iterator[str]:
    """Names that stand alone beside a date, nothing but a sign between them."""
    for start, stop, _ in dates:
        for side, text in (("before", line[:start]), ("after", line[stop:])):
            name = _PLAINLY.sub("", text, 1) if side == "after" else text.rstrip(" |•·—–/-")
            if text.strip() and _is_alone(name):
                yield name


def _is_alone(text: str) -> bool:
    """Whether a text can be nothing but a person's name."""
    if not like_name(text) or UPDATED.match(text) or is_role(text) or is_newsroom(text):
        return False
    return like_person(text) or (not any(c.islower() or c.isupper() for c in text) and len(text.split()) <= 4)
