# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""What a tag says: its element's name, what that element does to the text round it, its words.

A page has a few hundred different tags, and the pages of a site have the same ones, so what a tag says is
found out once and remembered by the tag's own characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from html import unescape

from archiver.records import Kind

# What an element does to the text round it.
BLOCK, INLINE, LINK, BOLD, RUBY, BREAK, GAP, NOTHING, RAW, UNSEEN, PAREN = range(11)
"""A block of its own; nothing; link text; stress; ruby's reading; a line break; parts words; nothing at all (it
is empty); text that is no markup; not to be seen with all that is in it; ruby's parentheses."""

_ACTS = {
    INLINE: "abbr acronym bdi bdo big cite code data del dfn font ins kbd label mark nobr q rb ruby s samp small "
    "span strike sub sup time tt u var amp-link o:p g-emoji",
    LINK: "a",
    BOLD: "b strong em i",
    RUBY: "rt rtc",
    PAREN: "rp",
    BREAK: "br",
    GAP: "img image input picture",
    NOTHING: "meta link area map param source track wbr base embed col bgsound basefont keygen head",
    RAW: "script style textarea title noscript iframe xmp noembed noframes",
    UNSEEN: "template svg math canvas video audio object applet select option datalist dialog",
}
ACTS = {name: act for act, names in _ACTS.items() for name in names.split()}
PARTS_WORDS = frozenset(("svg", "select", "video", "iframe", "canvas"))
"""Of the elements that are not shown, those that stand where words end."""

HEADINGS = {f"h{n}": n for n in range(1, 7)}
_KINDS = {
    **dict.fromkeys(HEADINGS, Kind.HEADING),
    **dict.fromkeys(("li", "dt", "dd"), Kind.LIST_ITEM),
    "blockquote": Kind.QUOTE,
    "figcaption": Kind.CAPTION,
    "pre": Kind.CODE,
}

CLOSES_P = frozenset(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer header "
    "hgroup main menu nav ol p search section summary ul h1 h2 h3 h4 h5 h6 pre listing form table hr xmp plaintext "
    "li dd dt".split()
)
SPECIAL = CLOSES_P | frozenset(
    "applet body button caption colgroup frameset html marquee object tbody td template tfoot th thead tr".split()
)
"""The standard's special elements, as far as they become blocks: no end tag of another name passes them."""

VOID = frozenset(("hr", "frame"))
LONGEST = 100_000
"""Characters of a tag beyond which its attributes are not looked at."""

_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_READERS_ONLY = re.compile(
    r"(?:^|[\s_-])(?:sr-only|screen-reader-text|visually-?hidden|visuallyhidden|a11y-hidden|assistive-text)(?:$|\s)",
    re.IGNORECASE,
)
_NAMING = ("id", "role", "itemprop", "data-testid", "data-component")
_NAMING_LENGTHS = sum(1 << length for length in {len(name) for name in ("class", *_NAMING)})
_MOST_ATTRIBUTES = 60


class Tag:
    """name: of the element, lower case. ends: it is an end tag. act: what the element does (BLOCK, ...).

    hidden: it is not to be seen, by its attributes. states: its attributes state something (<time>, microdata,
    rel=author). kind, level: what a piece in it is. special, closes_p: by the standard.
    """

    def __init__(self, raw: str, name: str, says_more: bool = False) -> None:
        self.raw = raw
        self.name = name
        self.ends = raw[:1] == "/"
        self.act = ACTS.get(name, BLOCK)
        self.is_void = name in VOID
        self.special = name in SPECIAL
        self.closes_p = name in CLOSES_P
        self.kind = _KINDS.get(name)
        self.level = HEADINGS.get(name, 0)
        self.states = says_more and _states(raw, name)
        self.hidden = says_more and _may_hide(raw) and _hidden(attributes(raw))
        self.path: str | None = None
        self.words: tuple[str, ...] = ()

    def named(self) -> tuple[str, tuple[str, ...]]:
        """Its path, name and first class ("div.entry"), as in a piece's path; and its words: tag, classes, id, role
        and itemprop, lower case, whole and in parts, which is what a model reads."""
        if self.path is None:
            stated = attributes(self.raw, _NAMING_LENGTHS)
            self.path, self.words = _named(self.name, stated.get("class"), [stated.get(n) for n in _NAMING])
        return self.path, self.words


def _may_hide(raw: str) -> bool:
    """Whether a tag has in it what stands in every tag of an element that its attributes hide."""
    raw = raw.lower()
    return (
        "hidden" in raw
        or "sr-only" in raw
        or "screen-reader" in raw
        or "assistive" in raw
        or ("style" in raw and ("display" in raw or "visibility" in raw))
    )


def _states(raw: str, name: str) -> bool:
    return "itemprop" in raw or name == "time" or (name == "a" and "author" in raw)


_starts: dict[bytes, Tag] = {}
_ends: dict[bytes, Tag] = {}
_known: dict[bytes, Tag] = {}
_MOST_KNOWN = 20_000


def tag_named(name: bytes, ends: bool = False) -> Tag:
    """The start tag, or the end tag, of an element, without attributes."""
    known = _ends if ends else _starts
    tag = known.get(name)
    if tag is None:
        lower = name.decode().lower()
        tag = Tag("/" + lower if ends else lower, lower, not ends and lower == "time")
        if len(known) >= _MOST_KNOWN:
            known.clear()
        known[name] = tag
    return tag


def tag_with(plain: Tag, raw: bytes) -> Tag:
    """A start tag with attributes. plain: the same without. raw: its characters without the angle brackets."""
    if plain.act != BLOCK:  # an inline element's attributes say nothing but that it is hidden, or states something
        more = plain.name == "time" or _says_more(raw, len(plain.name))
        return Tag(raw.decode("utf-8"), plain.name, True) if more else plain
    tag = _known.get(raw)
    if tag is None:
        tag = Tag(raw.decode("utf-8"), plain.name, _says_more(raw, len(plain.name)))
        if len(raw) < 300:  # longer ones do not come again
            if len(_known) >= _MOST_KNOWN:
                _known.clear()
            _known[raw] = tag
    return tag


def _says_more(raw: bytes, at: int) -> bool:
    """Whether an element's attributes, from `at` on, may hide it or state something: most do not."""
    size, found = len(raw), False
    while at < size and not found:
        c = raw[at] | 32  # a letter in lower case
        if c == _H:
            found = _is_at(raw, at, b"hidden")
        elif c == _A:
            found = _is_at(raw, at, b"author") or _is_at(raw, at, b"assistive")
        elif c == _I:
            found = _is_at(raw, at, b"itemprop")
        elif c == _S:
            found = _is_at(raw, at, b"style") or _is_at(raw, at, b"sr-only") or _is_at(raw, at, b"screen-reader")
        at += 1
    return found


_H, _A, _I, _S = b"hais"


def _is_at(raw: bytes, at: int, wanted: bytes) -> bool:
    """Whether these lower-case letters stand there, in any case."""
    size = len(wanted)
    if at + size > len(raw):
        return False
    for i in range(size):
        c = raw[at + i]
        if (c + 32 if 65 <= c <= 90 else c) != wanted[i]:
            return False
    return True


def _name_of(raw: str) -> str:
    at = start = 1 if raw[0] == "/" else 0
    while at < len(raw) and raw[at] != "/" and raw[at] not in " \t\n\r\f":
        at += 1
    return raw[start:at].lower()


def attributes(raw: str, lengths: int = -1) -> dict[str, str]:
    """A tag's attributes by name in lower case; of two of one name the first, of very many the first ones.

    lengths: those of the names that are asked for, as bits; others may be left out.
    """
    found: dict[str, str] = {}
    size, at = len(raw), len(_name_of(raw))
    if size > LONGEST:
        return found
    while at < size and len(found) < _MOST_ATTRIBUTES:
        while at < size and raw[at] in "/ \t\n\r\f":
            at += 1
        start = at
        plain = True  # its name is in lower case
        while at < size and raw[at] not in "/ \t\n\r\f" and (raw[at] != "=" or at == start):
            plain = plain and ("a" <= raw[at] <= "z" or raw[at] == "-")
            at += 1
        end = at
        while at < size and raw[at] in " \t\n\r\f":
            at += 1
        begins = ends = at
        if at < size and raw[at] == "=":
            at += 1
            while at < size and raw[at] in " \t\n\r\f":
                at += 1
            begins = at
            if at < size and (raw[at] == '"' or raw[at] == "'"):
                quote = raw[at]
                at += 1
                begins = at
                while at < size and raw[at] != quote:
                    at += 1
                ends = at
                at += 1
            else:
                while at < size and raw[at] not in " \t\n\r\f":
                    at += 1
                ends = at
        if end > start and lengths >> min(end - start, 31) & 1:
            name = raw[start:end] if plain else raw[start:end].lower()
            if name not in found:
                value = raw[begins:ends]
                found[name] = unescape(value) if "&" in value else value
    return found


def _hidden(stated: dict[str, str]) -> bool:
    if "hidden" in stated and stated["hidden"] != "until-found":
        # React sends parts of a page late and hidden, as "S:1"; a script of one line puts them in their place.
        return not stated.get("id", "").startswith("S:")
    style = stated.get("style")
    if style and _HIDDEN_STYLE.search(style):
        return True
    classes = stated.get("class")
    return bool(classes) and _for_readers(classes or "")


@lru_cache(maxsize=8192)
def _for_readers(classes: str) -> bool:
    return _READERS_ONLY.search(classes) is not None


def _named(tag: str, classes: str | None, others: Sequence[str | None]) -> tuple[str, tuple[str, ...]]:
    each = classes.split()[:8] if classes else []
    found = [tag]
    for value in (*each, *others):
        if value and len(value) < 80:
            found += _words_of(value)
    return f"{tag}.{each[0]}" if each else tag, tuple(dict.fromkeys(found))


_words: dict[str, tuple[str, ...]] = {}


def _words_of(value: str) -> tuple[str, ...]:
    """A name, whole and in parts: cut at humps ("postBody"), digits and signs."""
    found = _words.get(value)
    if found is None:
        found = ("." + value.lower(), *_parts(value))
        if len(_words) >= _MOST_KNOWN:
            _words.clear()
        _words[value] = found
    return found


def _parts(value: str) -> list[str]:
    found: list[str] = []
    size, at = len(value), 0
    while at < size:
        start = at
        c = value[at]
        if "A" <= c <= "Z":
            at += 1
            if at < size and "a" <= value[at] <= "z":
                while at < size and "a" <= value[at] <= "z":
                    at += 1
            else:
                while at < size and "A" <= value[at] <= "Z":
                    at += 1
                if at == start + 1:  # a single capital is no word
                    continue
        elif "a" <= c <= "z":
            while at < size and "a" <= value[at] <= "z":
                at += 1
        elif not c.isascii() and c.isalpha():
            while at < size and not value[at].isascii() and value[at].isalpha():
                at += 1
        else:
            at += 1
            continue
        found.append(value[start:at].lower())
    return found
