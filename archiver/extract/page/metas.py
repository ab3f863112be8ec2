# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""What a page's meta elements state: contents by name, property or itemprop.

Names are read at once, contents when one is asked for: most of a page's are for others, and some are long.
"""

from __future__ import annotations

from collections.abc import Sequence

from archiver.extract.markup import attributes as attributes_of
from archiver.extract.markup import whitespace
from archiver.extract.page.scan import Element

LONGEST_NAME = 100
_LONGEST_NAME = LONGEST_NAME
_CONTENT = (b"content",)


class Metas:
    """The contents of meta elements by what names them, in lower case, in the order of the page; white space folded,
    soft hyphens left out. What has no content or a name of LONGEST_NAME characters states nothing."""

    def __init__(self, elements: Sequence[Element]) -> None:
        self._tags: dict[str, list[bytes]] = {}
        self._known: dict[str, list[str]] = {}
        self._sort(elements)

    def _sort(self, elements: Sequence[Element]) -> None:
        """Lay down their tags by what names them."""
        tags = self._tags
        for element in elements:
            name = _name_of(element.raw)
            if name:
                others = tags.get(name)
                if others is None:
                    tags[name] = [element.raw]
                else:
                    others.append(element.raw)

    def names(self) -> list[str]:
        """All that is named; what states nothing but white space, too."""
        return list(self._tags)

    def named(self, name: str) -> list[str]:
        """The contents of that name, none of them empty. Not to be changed."""
        known = self._known.get(name)
        if known is not None:
            return known
        found: list[str] = []
        for raw in self._tags.get(name, ()):
            content = _plain(attributes_of.values(raw, _CONTENT)[0])
            if content:
                found.append(content)
        self._known[name] = found
        return found


def _name_of(raw: bytes) -> str:
    """What names a meta element, of its tag; "" where nothing does, or where it has no content."""
    stated = named = prop = None
    content = -1  # none was seen
    spot = attributes_of.spot_of(raw)
    while spot.next():
        if spot.is_named(b"content"):
            if content < 0:
                content = spot.ends > spot.begins
        elif stated is None and spot.is_named(b"property"):
            stated = spot.value()
        elif named is None and spot.is_named(b"name"):
            named = spot.value()
        elif prop is None and spot.is_named(b"itemprop"):
            prop = spot.value()
    name = stated or named or prop
    return name.strip().lower() if content > 0 and name and len(name) < _LONGEST_NAME else ""


def _plain(text: str) -> str:
    if text.isascii():
        return whitespace.squeezed(text)
    return " ".join(text.replace("\u00ad", "").split())
