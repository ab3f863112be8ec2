"""The elements of HTML: what each does to the text round it, and what of the standard's rules concerns it.

Names are in lower case. An element that is not named here is a block like any other.
"""

from __future__ import annotations

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

HEADINGS = {f"h{n}": n for n in range(1, 7)}
KINDS = {
    **dict.fromkeys(HEADINGS, Kind.HEADING),
    **dict.fromkeys(("li", "dt", "dd"), Kind.LIST_ITEM),
    "blockquote": Kind.QUOTE,
    "figcaption": Kind.CAPTION,
    "pre": Kind.CODE,
}

_CLOSES_P = (
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer header "
    "hgroup main menu nav ol p search section summary ul h1 h2 h3 h4 h5 h6 pre listing form table hr xmp plaintext "
    "li dd dt"
)

# Marks of an element, as bits.
SPECIAL, CLOSES_P, VOID, SCOPE, TABLE_SCOPE, HEADING, CELL, LIST, PART, ROWS, PARTS = (1 << bit for bit in range(11))
"""One of the standard's special elements, as far as they become blocks: no end tag of another name passes it; ends an
open paragraph; has no end; no implied end reaches out of it; nor the end of a table or of a part of it; a heading;
out of it links and stress that were not ended do not go on; a list; a part of a table; a group of rows; it
is not shown, and stands where words end."""

_MARKS = {
    SPECIAL: f"{_CLOSES_P} applet body button caption colgroup frameset html marquee object tbody td template tfoot th "
    "thead tr",
    CLOSES_P: _CLOSES_P,
    VOID: "hr frame",
    SCOPE: "applet caption html table td th marquee object template",
    TABLE_SCOPE: "html table template",
    HEADING: " ".join(HEADINGS),
    CELL: "td th caption",
    LIST: "ul ol menu",
    PART: "td th tr tbody thead tfoot caption colgroup",
    ROWS: "tbody thead tfoot",
    PARTS: "svg select video iframe canvas",
}

NAMES = tuple(sorted({*ACTS, *(name for names in _MARKS.values() for name in names.split())}))
NUMBERS = {name: number for number, name in enumerate(NAMES, 1)}
"""A number for each name; all names that are not here have 0."""

OTHER = 0


def _marks() -> dict[str, int]:
    found: dict[str, int] = {}
    for bit, names in _MARKS.items():
        for name in names.split():
            found[name] = found.get(name, 0) | bit
    return found


MARKS = _marks()
"""The marks of elements, by name; all others have none."""
