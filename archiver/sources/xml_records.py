"""XML files of articles: elements that name a page's text and what else it says, in attributes or elements of theirs.

    <articles><article id="1"><title>Ice</title><text><p>The harbour ...</p></text></article> ...</articles>

The names are those of JSON pages (field_names.py). Elements are let go as they end, so memory is that of one article.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, iterparse

from archiver.errors import InputError
from archiver.sources.field_names import columns, is_table_of_pages
from archiver.sources.item import Item, Outcome, too_large
from archiver.sources.named_fields import captured

_Names = tuple[tuple[str, str], ...]


def read_xml(item: Item) -> Iterator[Outcome]:
    """One capture or error for each article, numbered in their order."""
    chosen = item.options.names
    number, held, open_elements, root = 0, 0, list[Element](), ""
    try:
        for event, element in iterparse(item.stream, ("start", "end")):
            root = root or _name(element.tag)
            if event == "start":
                open_elements.append(element)
                continue
            open_elements.pop()
            if is_table_of_pages((_name(inner.tag) for inner in element), chosen):
                number += 1
                yield captured(item, _record(element, chosen), item.origin(number))
                element.clear()
                held = 0
            held += len(element.text or "")
            if held > item.meter.limits.page_bytes:
                raise too_large(item.origin(number + 1), item.meter.limits.page_bytes)
            if number and open_elements and _is_empty(element):
                open_elements[-1].remove(element)
    except ParseError as error:
        item.check()
        raise InputError(item.origin(number + 1), "bad-xml", f"is not whole XML: {error}") from error
    item.check()
    if not number:
        raise InputError(
            item.origin(),
            "unknown-xml",
            f"is XML of a form that we do not know: no element in its <{root}> names a text (--field text=NAME says"
            " which does)",
        )


def _is_empty(element: Element) -> bool:
    return not len(element) and not element.attrib and not (element.text or "").strip()


def _name(tag: str) -> str:
    """ "{http://example.org/}text" -> "text"."""
    return tag.rpartition("}")[2]


def _record(element: Element, chosen: _Names) -> dict[str, object]:
    record: dict[str, object] = {_name(name): value for name, value in element.attrib.items()}
    said = {_name(inner.tag): list[str]() for inner in element}
    of_text = columns(tuple(said), chosen).get("text", ())
    for inner in element:
        name = _name(inner.tag)
        said[name].append(_text(inner, "\n\n" if name in of_text else " "))
    for name, texts in said.items():
        record[name] = ("\n\n" if name in of_text else "; ").join(filter(None, texts))
    return record


def _text(element: Element, between: str) -> str:
    """What an element says; with something between its parts, where it has parts and no words beside them."""
    inner = list(element)
    if not inner or (element.text or "").strip() or any((one.tail or "").strip() for one in inner):
        return "".join(element.itertext()).strip()
    return between.join(filter(None, (_text(one, between) for one in inner)))
