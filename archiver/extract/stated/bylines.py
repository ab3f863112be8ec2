"""Who wrote it, by what a reader sees: elements named for authors near the headline, then lines in so many words.

An element says by its class, its id or where it leads that it names who wrote ("byline", "c-author__name",
/autoren/...); hardly a design does without. The first such after the headline is the article's own, unless it
lies in the card of another article; names that stand in one place with it belong to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest

from archiver.common.expressions import expression
from archiver.extract.dates.written import date_in, is_date_line
from archiver.extract.page.node import Node
from archiver.extract.page.outline import Outline
from archiver.extract.page.tree import Tree
from archiver.extract.stated.credit_lines import is_work_label, plainly
from archiver.extract.stated.names import (
    LONGEST,
    clean,
    is_credit,
    is_joining,
    is_menu,
    is_newsroom,
    is_role,
    like_name,
    like_person,
    split,
)
from archiver.extract.stated.round_names import is_label, named_behind
from archiver.extract.stated.titles import fold
from archiver.records import Block, Kind
from archiver.words.wordlist import Wordlist, is_of_word

_WORDS = frozenset(
    "author authors byline bylines byl writer writers writtenby reporter reporters contributor contributors journalist "
    "journalists columnist columnists autor autore autoren autores autorin autora autoras auteur auteurs verfasser "
    "redakteur forfatter skribent journalister penulis yazar muhabir avtor attribution".split()
)
_LETTERS = expression("[a-z]+")
_HUMP = expression(r"(?<=[a-z0-9])(?=[A-Z])")
_PLACES = _WORDS | frozenset("profil profils profile profiles people person staff team meet-the-team av by".split())
"""Where links to who wrote lead."""
_CLASSES = "aut Aut yline rite eporter ontributor ournalist fatter kribent ttribution muhabir".split()
_LEADS = "/aut /prof /people/ team/ /reporter /writer /journalist /av/".split()
_ASIDE = Wordlist(
    "comment|reply|disqus|related|recommend|mostread|most-read|newsletter|recirc|promo|popular|copyright",
    begins="caption|figcaption|credit",
)
_AFTER, _BEFORE = 12, 6
"""Blocks after the headline among which a byline is looked for; blocks before it, and after the body, likewise."""
_NEAR = 4
"""Levels up to which further names belong to the byline of the first."""
_MOST_TRIED = 40
_WHOLE = 240
"""Characters of text that a byline has at most, with what stands beside the names."""


def from_marked(outline: Outline) -> list[str]:
    """Names in the page's first byline by microdata or rel=author: cards of other articles have theirs further down."""
    for marked in _marked(outline):
        nodes = [node for node in marked[:8] if 0 < len(_text(node)) <= LONGEST and not _is_credit(node)]
        if nodes:
            home = _around(nodes[0])
            names = [n for node in nodes if node is nodes[0] or _within(node, home) for n in split(_text(node))]
            wider = _names(_whole(nodes[0]))
            return wider if set(names) < set(wider) else names
    return []


def _marked(outline: Outline) -> Iterator[list[Node]]:
    """What is marked as a name inside what is marked as an author; then what is marked as an author."""
    nodes = [outline.node(index) for index in outline.said]
    yield [node for node in nodes if _has(node, "itemprop", "name") and _lies_in_author(node)]
    yield [n for n in nodes if _has(n, "itemprop", "author") or (n.tag == "a" and _has(n, "rel", "author"))]


def _has(node: Node, attribute: str, word: str) -> bool:
    return word in (node.attributes.get(attribute) or "").split()


def _lies_in_author(node: Node) -> bool:
    above = node.parent
    while above is not None and not _has(above, "itemprop", "author"):
        above = above.parent
    return above is not None


def from_named(tree: Tree, title: str) -> Iterator[list[str]]:
    """Names in each place behind the headline that is named for who wrote, in the order of the page."""
    outline = tree.outline
    likely = list(filter(_is_likely, map(outline.node, outline.said)))
    for node in _after_headline(likely, fold(title))[:_MOST_TRIED]:
        if (_says(node) or _leads(node)) and not _elsewhere(node) and (names := _names(_whole(node))):
            yield names


def _is_likely(node: Node) -> bool:
    """Whether it may be an element named for who wrote, or is a headline, at little cost: `_says` looks closely."""
    stated = node.attributes
    if node.tag in ("h1", "address") or "byline" in (stated.get("data-testid") or ""):
        return True
    classes, leads = stated.get("class"), stated.get("href") if node.tag == "a" else None
    return bool(classes and any(c in classes for c in _CLASSES)) or bool(leads and any(p in leads for p in _LEADS))


def first_near(places: Iterable[list[str]], blocks: Sequence[Block]) -> list[str]:
    """The names of the first place that the blocks show."""
    shown = " ".join(block.text for block in blocks)
    near = ([name for name in names if name in shown] for names in places)
    return next(filter(None, near), [])


def round_headline(blocks: Sequence[Block], title_at: int) -> Sequence[Block]:
    """The blocks from a little before the headline to where the body has begun."""
    begin = next((i for i, b in enumerate(blocks) if i > title_at and (b.body_odds or 0) > 0), title_at)
    return blocks[max(0, title_at - _BEFORE) : max(title_at + 2 * _AFTER, begin + _BEFORE)]


def behind_body(blocks: Sequence[Block]) -> Sequence[Block]:
    """The last blocks of the body and a few behind it."""
    end = next((i for i in range(len(blocks) - 1, -1, -1) if (blocks[i].body_odds or 0) > 0), None)
    return blocks[max(0, end - 2) : end + _BEFORE] if end is not None else ()


def _after_headline(nodes: Sequence[Node], title: str) -> list[Node]:
    """The nodes behind the h1 that is the title, or behind the first; all where the page has none."""
    heads = [i for i, node in enumerate(nodes) if node.tag == "h1"]
    own = [i for i in heads if title and (title in (text := fold(_text(nodes[i]))) or (text and text in title))]
    at = (own or heads or [-1])[0]
    return [node for node in nodes[at + 1 :] if node.tag != "h1"]


def _says(node: Node) -> bool:
    named = " ".join(node.attributes.get(key) or "" for key in ("class", "id", "data-testid"))
    return node.tag == "address" or _is_named(_HUMP.sub("-", named))


@lru_cache(maxsize=1000)
def _is_named(names: str) -> bool:
    return not _WORDS.isdisjoint(_LETTERS.findall(names.lower()))


def _leads(node: Node | None) -> bool:
    return node is not None and node.tag == "a" and _is_place(node.attributes.get("href") or "")


@lru_cache(maxsize=1000)
def _is_place(address: str) -> bool:
    """Whether a link leads to who wrote: /author/..., /team?..., /by-ann-lee."""
    address = address.lower()
    if address.startswith("#author"):
        return True
    for part in address.split("/")[1:]:
        named, _, behind = part.partition("-")
        goes_on = is_of_word(behind[:1]) or behind.startswith(("%", "-"))
        if part.partition("?")[0] in _PLACES or (named in _PLACES and goes_on):
            return True
    return False


def _elsewhere(node: Node | None) -> bool:
    """Whether a node lies in a menu, a caption, a comment, or a card of other articles. A footer may be the own one."""
    footer = False
    for _ in range(3 * _NEAR):
        if node is None or node.tag in ("main", "article", "body"):
            return footer and (node is None or node.tag == "body")
        if node.tag == "a" and not _leads(node) and len(_text(node)) > LONGEST:  # a card
            return True
        if node.tag in ("nav", "form", "figure") or _names_aside(node.attributes.get("class") or ""):
            return True
        footer = footer or node.tag == "footer"
        node = node.parent
    return footer


@lru_cache(maxsize=1000)
def _names_aside(classes: str) -> bool:
    return _ASIDE.is_in(classes)


def _whole(node: Node) -> Node:
    """The largest element round a node that is named for who wrote and is no longer than a byline."""
    best, above = node, node.parent
    for _ in range(_NEAR):
        if above is None or above.tag in ("header", "article", "main", "body") or len(_text(above)) > _WHOLE:
            break
        if _says(above):
            best = above
        above = above.parent
    return best


def _names(node: Node) -> list[str]:
    """Names in a byline: where links lead to who wrote, theirs; else after "by"; else what can be nothing else."""
    chunks = [(text, _leads(around) or _leads(around.parent)) for text, around in _texts(node)]
    texts = [text for text, _ in chunks]
    linked = _linked(chunks)
    for text in (_in_a_line(texts), *texts):
        if (said := _split(named_behind(plainly(text)))) and set(linked) <= set(said):
            return said
    alone = [name for text in texts for name in _split(text)]
    return linked or [n for n in alone if like_name(n)] or alone


def _in_a_line(texts: Sequence[str]) -> str:
    """The texts of a byline with bars between them, but none behind the "By"."""
    if texts and (is_label(texts[0]) or is_work_label(texts[0])):
        return f"{texts[0]} {' | '.join(texts[1:])}"
    return " | ".join(texts)


def _linked(chunks: Sequence[tuple[str, bool]]) -> list[str]:
    """Names that lead to who wrote, and those that a comma or an "and" joins to them."""
    joins = [is_joining(text) for text, _ in chunks]
    taken = [leads for _, leads in chunks]
    for i in (*range(2, len(chunks)), *range(len(chunks) - 3, -1, -1)):
        for other in (i - 2, i + 2):
            if 0 <= other < len(chunks) and taken[other] and joins[(i + other) // 2]:
                taken[i] = True
    return [name for (text, _), yes in zip(chunks, taken, strict=True) if yes for name in _split(text)]


def _split(text: str) -> list[str]:
    return [name for part in split(text) if (name := clean(part)) and _is_name(name)]


def _is_name(text: str) -> bool:
    return (like_name(text) or (is_newsroom(text) and ":" not in text)) and not is_role(text)


def _texts(node: Node) -> list[tuple[str, Node]]:
    """Texts in an element, and where each stands; none of it where it is much longer than a byline."""
    if len(_text(node)) > 2 * _WHOLE:
        return []
    return [pair for pair in node.texts() if pair[1].tag not in ("time", "script", "style", "svg")]


def _is_credit(node: Node) -> bool:
    """Whether it names who took a picture, or wrote a comment or another article."""
    return is_credit(_text(node)) or _elsewhere(node)


def _text(node: Node) -> str:
    return node.text() or node.attributes.get("content") or ""


def _around(node: Node) -> int:
    """Identity of the element in which a byline that begins here is whole."""
    for _ in range(_NEAR):
        above = node.parent
        if above is None or above.tag in ("body", "main", "article", "section", "html"):
            break
        node = above
    return node.index


def _within(node: Node | None, home: int) -> bool:
    for _ in range(2 * _NEAR):
        if node is None or node.index == home:
            return node is not None
        node = node.parent
    return False


def from_blocks(blocks: Sequence[Block], title_at: int) -> list[str]:
    """Names in a line after the headline: in an element named for it, or after "by"."""
    near = _lines(blocks, title_at)
    for block in near:
        named = block.kind is not Kind.HEADING and any(map(_is_named, (block.path or "").split("/")[-2:]))
        if named and (names := [n for n in split(block.text) if like_person(n) or is_newsroom(n)]):
            return names
    for block in near:
        for part in block.text.split(" | "):
            if (name := named_behind(plain := plainly(part))) and not name[0].islower():
                names = _split(name) or split(name)
                if plain == part or all(map(_is_name, map(clean, names))):  # not "A study by Ann Lee finds ..."
                    return names
    return []


def beside_date(blocks: Sequence[Block], title_at: int) -> list[str]:
    """The name that stands with a date after the headline, in its line or in the one before or after it."""
    return next(filter(None, _dated(_lines(blocks, title_at))), [])


def _lines(blocks: Sequence[Block], title_at: int) -> list[Block]:
    return [b for b in blocks[max(0, title_at) : title_at + _AFTER] if len(b.text) <= 2 * LONGEST]


def _dated(near: Sequence[Block]) -> Iterator[list[str]]:
    """A name and a date in one line, with or without a bar, or in two that follow one another."""
    for block, after in zip_longest(near, near[1:]):
        if block.kind is not Kind.HEADING and date_in(block.text):
            yield [name for name in split(block.text.partition("|")[0]) if like_person(name)][:1]
        for one, other in ((block, after), (after, block)) if after else ():
            if like_person(one.text) and one.kind is not Kind.HEADING and is_date_line(other.text):
                yield [] if is_menu(one.text, one.link_density) else [one.text]
