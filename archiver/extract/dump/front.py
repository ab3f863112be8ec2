# cython: infer_types=True, annotation_typing=False
"""What stands at the head of a dump about the article: fields, title, byline, date, address.

Read only at the top, and only where the form leaves no doubt; a text that begins with its first
paragraph has no title, author or date, and gets none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from archiver.common.data_files import files
from archiver.extract.dates.written import date_in, date_line, is_date_line
from archiver.extract.dump.lines import STOPS
from archiver.extract.stated.names import is_role
from archiver.moments import Moment
from archiver.records import Evidence, Metadata

_FIELD = re.compile(r"(?:\*\*)?([^\W\d_][^:：\n]{0,24}?)(?:\*\*)?\s?[:：](?:\*\*)?\s+(\S.*)")
_URL = re.compile(r"(?:https?://)\S+")
_BYLINE = re.compile(
    r"(?:By|Von|Par|Av|Af|Door|Di|Por|De|Da|Text:|Tekst:|Text av|Tekst av|От|Автор:?)\s+(\S.*)", re.IGNORECASE
)
_AND = re.compile(r"\s*[,;/&]\s*|\s+(?:and|und|og|och|et|en|y|e|и|و)\s+")
_BETWEEN = re.compile(r"\s*[,|•·–—-]\s+")
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:\s[^\W\d_][\w.'’-]*){1,4}")
_PARTICLE = re.compile(r"d[eaiu]|[dl]e[lnrs]?|la|van|von|al|el|bin|ibn|a[fv]|[ey]|und|zu|te[rn]|d[oa]s")
# "Home > News > Harbour": where the page stood in its site; the title may come after it.
_CRUMBS = re.compile(r"[^\W\d_][^>»›/|]{1,30}(?:\s[>»›/|]\s[^>»›/|]{2,60}){1,5}")
# "Document 2 of 3": where it stood in an export of many.
_COUNT = re.compile(
    r"(?:do[ck]ument\w*|article|artikel|record|item|page)?\s?\d+\s(?:of|von|de|di|av|van)\s\d+(?:\s\w+)?", re.IGNORECASE
)
_NOT_TITLE = re.compile(r"[>»|]|\d{4}-\d\d-\d\d|[Ss]hare\b|https?://|#\s?\d|\.\.\.$")
_NO_TITLES = STOPS.translate({ord(mark): None for mark in "!?！？؟"}) + ":;,،؛"
"""Signs that end no title."""
_SECTION = re.compile(r"(?:\d{1,2}|[IVX]{1,5})[.)]\s")
# One word of a surname, particles before it, and given names: "Lee, Ann B.".
_SURNAME_FIRST = re.compile(r"(?:[a-z]+\s)*[^\W\d_a-z][\w'’-]*, [^\W\d_a-z][\w'’-]*\.?(?:\s[^\W\d_a-z]\.?)*")
OTHER, EXPORT = "other", "export"
"""Fields that a record here has not: such as articles have too, and such as databases alone have."""
_UNKEPT = ("", OTHER, EXPORT)
_TOP, _EXPORTED, _CLOSING = 12, 8, 4
_BODY_LINE = 70  # characters; what follows a title is a sentence, or a line of wrapped text


@dataclass(slots=True)
class Front:
    """What the head of a dump says. lines: the numbers of the lines that say it and are not body text."""

    lines: set[int] = field(default_factory=set)
    title_line: int | None = None
    values: dict[str, Any] = field(default_factory=dict)
    evidence: list[Evidence] = field(default_factory=list)

    def take(self, name: str, value: Any, origin: str, line: int) -> None:
        if name not in self.values:
            self.values[name] = value
            self.evidence.append(Evidence(name, origin))
        self.lines.add(line)

    @property
    def metadata(self) -> Metadata:
        """What is said in so many words. That a line is the title by its form (`title_line`) is proposed, not said:
        the site's other pages may have it too (head.py)."""
        own = {name: value for name, value in self.values.items() if self.title_line is None or name != "title"}
        return Metadata(**own, evidence=tuple(e for e in self.evidence if e.field in own))


def read_front(lines: Sequence[str]) -> Front:
    """What the first lines say of the article."""
    front = Front()
    start = _fenced(lines, front)
    if start == 0:
        start = _fields(lines, 0, front)
    if start == 0 and len(lines) > 2 and _COUNT.fullmatch(lines[0]):
        front.lines.add(0)
        start = 1
    if start == 0 and len(lines) > 2 and _CRUMBS.fullmatch(lines[0]):
        start = 1
    if start == 0:
        start = _exported(lines, front)
    if "title" not in front.values and _is_title(lines, start):
        front.take("title", lines[start].lstrip("# ").strip("*"), "first line", start)
        front.title_line = start
        start = _fields(lines, start + 1, front)
    if front.values or _about(lines[min(start, len(lines) - 1)]):
        _bylines(lines, start, front)
    return front


def _fenced(lines: Sequence[str], front: Front) -> int:
    """Fields between two lines "---" at the very top, as Markdown has them; the first line after them."""
    if not lines or lines[0] != "---" or "---" not in lines[1:40]:
        return 0
    end = lines.index("---", 1)
    for number in range(1, end):
        _take_field(lines, number, front)
    front.lines.update(range(end + 1) if front.values else ())
    return end + 1 if front.values else 0


def _fields(lines: Sequence[str], start: int, front: Front) -> int:
    """A run of "Name: value" lines; two of them that we know, or one that is a title or an address."""
    known: list[int] = []
    end = start
    for number in range(start, min(len(lines), start + _TOP)):
        name = _field_name(lines[number])
        if name is None:
            break
        end = number + 1
        known += [number] if name not in _UNKEPT else []
    if not known or (len(known) < 2 and _field_name(lines[known[0]]) not in ("title", "url") and not front.values):
        return start
    end = known[-1] + 1
    while end < min(len(lines), start + _TOP) and _field_name(lines[end]) in (OTHER, EXPORT):
        end += 1
    for number in range(start, end):
        _take_field(lines, number, front)
    front.lines.update(range(start, end))
    return end


def _exported(lines: Sequence[str], front: Front) -> int:
    """The head of an article in a database's export: its paper, its day, its headline, and right behind that at least
    two fields ("BYLINE: ...", "SECTION: ..."). The first line after them; 0 where there is no such head."""
    for at in range(1, min(_EXPORTED, len(lines) - 1)):
        above = lines[:at]
        if len(lines[at - 1]) > 140 or any(len(line) > _BODY_LINE for line in above[:-1]):
            break
        names = [_field_name(lines[at]), _field_name(lines[at + 1])]
        if not all(names) or all(name in _UNKEPT for name in names) or _field_name(lines[at - 1]) is not None:
            continue
        if " " not in lines[at - 1] or lines[at - 1][-1] in _NO_TITLES or date_in(lines[at - 1]):
            break
        end = _fields(lines, at, front)
        front.take("title", lines[at - 1], "line above the fields", at - 1)
        for number, line in enumerate(above[:-1]):
            front.lines.add(number)
            if moment := date_in(line):
                front.take("published", moment, f'line "{line}"', number)
        return end
    return 0


def read_back(lines: Sequence[str], front: Front) -> None:
    """Fields behind an article, as databases' exports have them: at the end, at least four in a row, one of which only
    they have. What the head says goes before them."""
    names: list[str] = []
    while len(names) < len(lines) and (name := _field_name(lines[-1 - len(names)])) is not None:
        names.append(name)
    if len(names) < _CLOSING or EXPORT not in names:
        return
    at = len(lines) - len(names)
    for number in range(at, len(lines)):
        if _field_name(lines[number]) != "title":
            _take_field(lines, number, front)
    front.lines.update(range(at, len(lines)))


def _field_name(line: str) -> str | None:
    """The metadata field that a line states; "" for a field we do not know; None where it is none."""
    found = _FIELD.fullmatch(line) if len(line) < 500 and (":" in line or "：" in line) else None
    return None if found is None else _field_of().get(found[1].strip().casefold(), "")


@lru_cache(maxsize=1)
def _field_of() -> dict[str, str]:
    """The metadata field for each name that a field has in some language."""
    names: dict[str, str] = {}
    for line in files(__package__).joinpath("fields.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            target, *others = line.split("\t")
            names.update(dict.fromkeys(others, target))
    return names


def _take_field(lines: Sequence[str], number: int, front: Front) -> None:
    found = _FIELD.fullmatch(lines[number])
    name = _field_name(lines[number])
    if found is None or not name:
        return
    value = None if name in _UNKEPT else _value(name, found[2].strip().strip("\"'"))
    if value:
        front.take(name, value, f'line "{found[1].strip()}:"', number)


def _value(name: str, text: str) -> str | tuple[str, ...] | Moment | None:
    match name:
        case "authors":
            return _stated_authors(text)
        case "keywords":
            return tuple(part.strip() for part in re.split(r"[,;،]", text.strip("[]")) if part.strip())
        case "published" | "modified":
            return date_line(text)
        case "url":
            return text if _URL.fullmatch(text) else None
        case _:
            return text


def _stated_authors(text: str) -> tuple[str, ...]:
    """Names in one text; of "Lee, Ann; van Dam, Tor" with the given names first, and without an office behind them."""
    people = [person.strip() for person in text.split(";")]
    if all(_SURNAME_FIRST.fullmatch(person) for person in people):
        return tuple(" ".join(reversed(person.split(", "))) for person in people)
    names = tuple(part for part in _AND.split(text) if part)
    return tuple(name for name in names if not is_role(name)) or names


def _is_title(lines: Sequence[str], at: int) -> bool:
    """Whether a line is the article's title: short, no sentence, and the article right after it."""
    if at + 1 >= len(lines):
        return False
    line = lines[at]
    if line.startswith("# "):
        return True
    words = line.split()
    enough = len(words) >= 3 or (len(line) >= 6 and not line[0].isascii() and len(words) == 1)
    if not enough or len(line) > 140 or line[-1] in _NO_TITLES or _NOT_TITLE.search(line):
        return False
    if _SECTION.match(line) or _about(line):
        return False
    return _begins_article(lines, at + 1) and len(line) * 1.5 < max(map(len, lines[at + 1 : at + 5]))


def _begins_article(lines: Sequence[str], at: int) -> bool:
    """Whether a byline, a date, fields or a paragraph stand here (a byline and a date may come first)."""
    for line in lines[at : at + 4]:
        if len(line) >= _BODY_LINE or (len(line) >= 40 and line[-1] in STOPS):
            return True
        if not _about(line):
            return False
    return False


def _about(line: str) -> bool:
    """Whether a line tells of the article and is not part of it."""
    return bool(is_date_line(line) or _signed(line)[0] or _URL.fullmatch(line) or _field_name(line))


def _bylines(lines: Sequence[str], start: int, front: Front) -> None:
    """Byline, date and address in the lines after the title, for as long as they last."""
    for number in range(start, min(len(lines), start + 4)):
        line = lines[number]
        authors, moment = _byline(line)
        if authors:
            front.take("authors", authors, f'byline "{line[:80]}"', number)
            if moment:
                front.take("published", moment, f'byline "{line[:80]}"', number)
        elif moment:
            front.take("published", moment, f'line "{line[:80]}"', number)
        elif _URL.fullmatch(line):
            front.take("url", line, "line with an address", number)
        elif is_date_line(line):
            front.lines.add(number)
        else:
            break


def _byline(line: str) -> tuple[tuple[str, ...], Moment | None]:
    """The names and the date of a line that holds nothing else: "By Jane Doe, 3 May 2024 at 10:15"."""
    authors, moment = _signed(line)
    return (authors, moment) if authors else ((), date_line(line))


def _signed(line: str) -> tuple[tuple[str, ...], Moment | None]:
    """The names of a line that begins with them, and the date if it ends with one; no names where it holds more."""
    if authors := _authors(line):
        return authors, None
    for mark in _BETWEEN.finditer(line) if len(line) <= 160 else ():
        authors = _authors(line[: mark.start()])
        if authors and (moment := date_line(line[mark.end() :])):
            return authors, moment
    return (), None


def _authors(line: str) -> tuple[str, ...]:
    """The names of a byline ("By Jane Doe and Max Muster"); empty where the line is none."""
    found = _BYLINE.fullmatch(line) if len(line) <= 120 and line[:1].isupper() else None
    if found is None:
        return ()
    names = [name for name in _AND.split(found[1].split("|")[0].strip()) if name]
    people = tuple(name for name in names if not is_role(name))
    return people if people and all(_is_name(name) for name in people) else ()


def _is_name(name: str) -> bool:
    return (
        bool(_NAME.fullmatch(name))
        and all(_PARTICLE.fullmatch(word) or not word[0].islower() for word in name.split())
        and name[-1] not in STOPS
    )
