# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""Where a tag and a comment end, by the tokenizer of the HTML standard (WHATWG HTML, 13.2.5)."""

from __future__ import annotations

from archiver.extract.markup import finding

_MORE, _EQUALS, _DOUBLE, _SINGLE, _BLANK, _BANG, _DASH = b">=\"' !-"


def is_letter(code: int) -> bool:
    """Whether it is one of ASCII's: an element's name begins with no other byte."""
    return 97 <= code <= 122 or 65 <= code <= 90


def tag_end(page: bytes, at: int, size: int) -> int:
    """Index of the ">" that ends a tag, which is not in an attribute's value; -1 where the page ends first."""
    while at < size:
        c = page[at]
        if c == _MORE:
            return at
        at += 1
        if c != _EQUALS:
            continue
        while at < size and page[at] <= _BLANK:
            at += 1
        if at >= size:
            return -1
        c = page[at]
        if c in (_DOUBLE, _SINGLE):
            at = finding.next_of(page, at + 1, size, c) + 1
        else:
            while at < size and page[at] != _MORE and page[at] > _BLANK:
                at += 1
    return -1


def comment_end(page: bytes, less: int, size: int) -> int:
    """One past a comment, a doctype or a processing instruction; the page's length where nothing ends it."""
    at = less + 4
    if at <= size and page[less + 1] == _BANG and page[less + 2] == _DASH and page[less + 3] == _DASH:
        ends = at + 1 if at < size and page[at] == _DASH else at
        if ends >= size or page[ends] != _MORE:  # "<!-->" and "<!--->" are whole comments
            while True:
                at = finding.next_of(page, at, size, _MORE)
                if at == size:
                    return size
                at += 1
                if at >= less + 7 and page[at - 2] == _DASH and page[at - 3] == _DASH:
                    return at
    end = finding.next_of(page, less, size, _MORE)
    return end + 1 if end < size else size
