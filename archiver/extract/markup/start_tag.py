# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""A start tag read in one pass: where it ends, and where in the page those of its attributes stand that are asked for.

By the tokenizer of the HTML standard (WHATWG HTML, 13.2.5), as delimiters.py and attributes.py have it. No object is
made of an attribute.
"""

from __future__ import annotations

from archiver.extract.markup import attributes as attributes_of
from archiver.extract.markup import finding
from archiver.extract.markup.delimiters import tag_end

# Numbers of what is asked for. The first ones name an element.
ASKED = (b"class", b"id", b"role", b"itemprop", b"data-testid", b"data-component", b"style", b"hidden")
_CLASS, _ID, _ROLE, _ITEMPROP, _TESTID, _COMPONENT, _STYLE, _HIDDEN = range(8)
_ASKED = ASKED
_NAMING, _ALL = 6, 8
_MOST = attributes_of.MOST
_LONGEST = attributes_of.LONGEST
_ROOM = 300
"""Bytes of an element's names: longer ones do not come again."""


class StartTag:
    """begins, ends: of each attribute in ASKED its value, of two the first; -1 where it has none. number: of all its
    attributes. names, size: what `write_names` wrote.
    """

    def __init__(self) -> None:
        self.begins, self.ends = [-1] * 8, [-1] * 8  # _ALL
        self.number = self.size = 0
        self.held = bytearray(_ROOM)
        self.names = self.held

    def read(self, page: bytes, name: int, at: int, size: int) -> int:
        """Index of the ">" that ends a tag; -1 where the page ends first. name: where the tag's name begins; at: where
        that ends."""
        start = at
        self._clear()
        while at < size:
            c = page[at]
            if c == 0x3E:  # >
                if at - name > _LONGEST:
                    self._clear()
                return at
            if c <= 0x20 or c == 0x2F:  # /
                if c < 0x20 and not _is_blank(c):
                    return self._read_slowly(page, name, start, size)
                at += 1
                continue
            if c == 0x3D:  # =
                return self._read_slowly(page, name, start, size)
            own = at
            while at < size and page[at] > 0x20 and page[at] != 0x3D and page[at] != 0x3E and page[at] != 0x2F:
                at += 1
            end = at
            while at < size and _is_blank(page[at]):
                at += 1
            begins = ends = at
            if at < size and page[at] == 0x3D:
                at += 1
                while at < size and _is_blank(page[at]):
                    at += 1
                begins = ends = at
                if at < size and (page[at] == 0x22 or page[at] == 0x27):  # quotes
                    begins = at + 1
                    ends = finding.next_of(page, begins, size, page[at])
                    at = ends + 1
                else:
                    while at < size and page[at] > 0x20 and page[at] != 0x3E:
                        at += 1
                    ends = at
            self._note(page, own, end, begins, ends)
        return -1

    def _clear(self) -> None:
        for k in range(_ALL):
            self.begins[k] = -1
        self.number = 0

    def _note(self, page: bytes, start: int, end: int, begins: int, ends: int) -> None:
        """One more attribute. start, end: its name."""
        self.number += 1
        k, length = -1, end - start
        if length == 5:
            k = _CLASS if page[start] | 0x20 == 0x63 else _STYLE
        elif length == 2:
            k = _ID
        elif length == 4:
            k = _ROLE
        elif length == 8:
            k = _ITEMPROP
        elif length == 6:
            k = _HIDDEN
        elif length == 11:
            k = _TESTID
        elif length == 14:
            k = _COMPONENT
        if k >= 0 and self.begins[k] < 0 and finding.is_folded_at(page, start, end, _ASKED[k]):
            self.begins[k], self.ends[k] = begins, ends

    def _read_slowly(self, page: bytes, name: int, at: int, size: int) -> int:
        """`read`, of a tag in which stands what is in next to none."""
        self._clear()
        end = tag_end(page, at, size)
        if end < 0:
            return -1
        spot = attributes_of.spot_of(page[name:end])
        while spot.next():
            self._note(page, name + spot.start, name + spot.end, name + spot.begins, name + spot.ends)
        return end

    # ── what it says ──────────────────────────────────────────────────────────────────────

    def states(self) -> bool:
        """Whether its element states something: it is an item's property."""
        return self.begins[_ITEMPROP] >= 0

    def is_plain(self, page: bytes) -> bool:
        """Whether nothing but the names of an element can hide it."""
        begins = self.begins[_STYLE]
        return (
            self.begins[_HIDDEN] < 0
            and self.number <= _MOST
            and (begins < 0 or not attributes_of.may_cut_off(page, begins, self.ends[_STYLE]))
        )

    def may_be_for_screen_readers(self, page: bytes, size: int) -> bool:
        """Whether its classes may say that it is for screen readers. size: of the page."""
        begins = self.begins[_CLASS]
        return begins >= 0 and attributes_of.may_be_for_screen_readers(page, begins, self.ends[_CLASS], size)

    def write_names(self, page: bytes, name: bytes) -> bool:
        """Write a name and the values that name an element, each with a NUL behind it, in `names`; whether there is
        room for them."""
        names, size = self.names, len(name)
        if size > _ROOM // 2:
            return False
        finding.copy(names, 0, name, 0, size)
        for k in range(_NAMING):
            begins = self.begins[k]
            if begins >= 0:
                length = self.ends[k] - begins
                if size + length + _NAMING > _ROOM:
                    return False
                finding.copy(names, size, page, begins, begins + length)
                size += length
            names[size] = 0
            size += 1
        self.size = size
        return True

    def written(self) -> bytes:
        """What `write_names` wrote."""
        return finding.bytes_of(self.names, 0, self.size)

    def names_of(self, page: bytes, name: bytes) -> bytes:
        """What `write_names` writes, however long."""
        values = [page[self.begins[k] : self.ends[k]] if self.begins[k] >= 0 else b"" for k in range(_NAMING)]
        return name + b"\0".join([*values, b""])


def _is_blank(c: int) -> bool:
    return c == 0x20 or c == 0x0A or c == 0x09 or c == 0x0D or c == 0x0C
