"""Where one article of a text dump ends and the next begins: pure, on lines.

A rule of dashes may divide two articles, or two parts of one. So a line is a separator only if it
comes back the same and what it divides looks like articles: each piece long enough, and beginning
in the same way (with fields such as "Title:", or with a line like a headline). Rules that nobody
sets between two parts of one article ("=====", "### 12 ###") need only whole articles between them.
Everything else stays one article; `--separator` says otherwise.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

# End-of-document marks of corpora; nothing else ever looks like these.
JOINT = "<|endoftext|>"
ACCESSION = "document-number"
_MARKS = frozenset({ACCESSION, JOINT, "</doc>", "</DOC>", "<<<END>>>", "\f"})
# That mark joins texts in corpora for language models, often without a line of its own: "... at dawn.<|endoftext|>Next
# title". Behind a space within a sentence, behind a quotation mark or a bracket that opens, somebody writes about it.
_JOINED = re.compile(
    rb"(?:(?<![\s\"'`(\[])(?<!\xe2\x80[\x9c\x9e])|(?<=[.!?]\s)|(?<=[.!?][\"')])|(?<=[.!?][\"')]\s))<\|endoftext\|>"
)
_RULE = re.compile(r"([-=*#_~+])\1{2,}|(?:[-=*#_~] ){2,}[-=*#_~]")
_COUNTED = re.compile(
    r"[-=*#_~]*\s*(?:article|document|doc|record|item|text|story|artikel|dokument)\s*(?:no\.?|nr\.?|#)?\s*\d+"
    r"(?:\s*(?:of|/|von|de|av)\s*\d+)?(?:\s+documents)?\s*[:.]?\s*[-=*#_~]*",
    re.IGNORECASE,
)
# Exports of databases: "1 of 3 DOCUMENTS", "Document VETR000020060304e23400001" (its number, at its end).
_NTH = re.compile(r"\d+\s+(?:of|von|de|di|av|van)\s+\d+\s+do[ck]ument\w*", re.IGNORECASE)
_ACCESSION = re.compile(r"(?:do[ck]ument\w*)\s+[A-Z]{2,12}0{2,4}(?:19|20)\d{6}[a-z0-9]{6,14}", re.IGNORECASE)
_NUMBERED = re.compile(r"([-=*#_~+])\1+\s*\d+\s*\1{2,}|\[\[\d+\]\]")
_STRONG = re.compile(r"={5,}|#{5,}|[-*_~+]{12,}|.*\b0 (?:of|/|von|de|av) 0\b.*|([-=*#_~+])\1.*\b0\b.*\1\1|\[\[0\]\]")
_FIELD = re.compile(r"[^\W\d][\w -]{1,24}\s?[:：]\s*\S")
_STOPS = ".!?…。।۔؟！？:;,"
_LONG_RULE = 5
_SHORTEST = 120  # characters; a shorter piece is a part of an article, not one
_WHOLE = 300  # characters; what a box after an article seldom has


@dataclass(frozen=True, slots=True)
class Separator:
    """Tells a dump's separating lines. key: what such a line looks like, counters taken out."""

    key: str

    def __call__(self, line: str) -> bool:
        return line.strip() == self.key or _key(line) == self.key


def chosen(separator: str) -> Separator:
    """The separator that a person named: a whole line ("\\f" for a form feed)."""
    return Separator(_key(separator.replace("\\f", "\f")) or separator.strip(" \t\r\n"))


def apart(line: bytes) -> list[bytes]:
    """A line with its end, as lines of which a mark that joins two texts is one by itself."""
    mark = JOINT.encode()
    if mark not in line:
        return [line]
    first, *others = _JOINED.split(line)
    found = [first] if first.strip() or not others else []
    for other in others:
        found += [mark, *([other] if other.strip() else [])]
    return found


def find_separator(lines: Sequence[str], *, whole: bool = True) -> Separator | None:
    """The line that divides a dump into articles; None where it is one article.

    whole: whether `lines` are all of the dump; if not, its last piece is not judged.
    """
    counts = Counter(key for line in lines if len(line) < 200 and (key := _key(line)))
    for key, _ in counts.most_common():
        pieces = split(lines, Separator(key))
        if not whole and len(pieces) > 1:
            pieces.pop()
        if _are_articles(key, pieces) and not _underlines(lines, key):
            return Separator(key)
    return None


def split(lines: Sequence[str], separates: Callable[[str], bool]) -> list[list[str]]:
    """The pieces between separating lines; pieces without text are left out."""
    pieces: list[list[str]] = [[]]
    for line in lines:
        if separates(line):
            pieces.append([])
        else:
            pieces[-1].append(line)
    return [piece for piece in pieces if any(line.strip() for line in piece)]


def _key(line: str) -> str:
    """What a possible separator looks like, without its counter; "" for a line that is none."""
    if "\f" in line and not line.strip():
        return "\f"
    text = line.strip()
    if text in _MARKS or _RULE.fullmatch(text):
        return text
    if _COUNTED.fullmatch(text) or _NUMBERED.fullmatch(text) or _NTH.fullmatch(text):
        return re.sub(r"\d+", "0", text.lower())
    if _ACCESSION.fullmatch(text):
        return ACCESSION
    return "<doc" if text.startswith(("<doc id=", "<DOC id=")) else ""


def _are_articles(key: str, pieces: list[list[str]]) -> bool:
    if key in _MARKS and key != "\f":
        return True
    if len(pieces) < 2:
        return False
    heads = [_head(piece) for piece in pieces]
    fielded = sum(any(_FIELD.match(line) for line in head) for head in heads)
    if fielded == len(heads) and _same_fields(heads):
        return True
    if len(key) < _LONG_RULE and key[0] in "-=*#_~+":
        return False
    sizes = sorted(sum(map(len, piece)) for piece in pieces)
    if sizes[0] < _SHORTEST:
        return False
    if len(pieces) > 2 and sizes[0] >= _WHOLE and _STRONG.fullmatch(key):
        return True
    titled = sum(_is_title(head) for head in heads)
    # Two pieces may be an article and the box after it; it takes three to show a habit.
    return titled == len(heads) and (len(heads) > 2 or key[-1].isalnum() or "0" in key)


def _underlines(lines: Sequence[str], key: str) -> bool:
    """Whether the lines are headings' underlines: as long as the short line right above them."""
    above = [a.strip() for a, b in pairwise(lines) if _key(b) == key]
    return bool(above) and sum(abs(len(a) - len(key)) <= 2 for a in above) > len(above) / 2


def _head(piece: list[str]) -> list[str]:
    return [line.strip() for line in piece if line.strip()][:3]


def _same_fields(heads: list[list[str]]) -> bool:
    """Whether some field name ("Title") stands at the head of every piece."""
    names = [{line.split(":")[0].strip().lower() for line in head if _FIELD.match(line)} for head in heads]
    return bool(set.intersection(*names))


def _is_title(head: list[str]) -> bool:
    return bool(head) and len(head[0]) <= 150 and head[0][-1] not in _STOPS[:1] + ",;:" and len(head) > 1
