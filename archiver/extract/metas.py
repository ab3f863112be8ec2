# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""What a page's meta elements state: contents by name, property or itemprop."""

from __future__ import annotations

from collections.abc import Sequence

from archiver.extract import attributes as attributes_of
from archiver.extract import whitespace
from archiver.extract.scan import Element

LONGEST_NAME = 100
_LONGEST_NAME = LONGEST_NAME
_STATED = (b"content", b"property", b"name", b"itemprop")


def metas_of(elements: Sequence[Element]) -> dict[str, list[str]]:
    """The contents of meta elements by what names them, in lower case, in the order of the page; white space folded,
    soft hyphens left out. What has no content or a name of LONGEST_NAME characters states nothing."""
    metas: dict[str, list[str]] = {}
    for element in elements:
        stated = attributes_of.values(element.raw, _STATED)
        name = stated[1] or stated[2] or stated[3]
        if not stated[0] or not name or len(name) >= _LONGEST_NAME:
            continue
        content = _plain(stated[0])
        if content:
            name = name.strip().lower()
            known = metas.get(name)
            if known is None:
                metas[name] = [content]
            else:
                known.append(content)
    return metas


def _plain(text: str) -> str:
    if text.isascii():
        return whitespace.squeezed(text)
    return " ".join(text.replace("\u00ad", "").split())
