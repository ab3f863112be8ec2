"""How much one input may ask of the machine."""

from __future__ import annotations

from msgspec import Struct

MIB = 1 << 20


class Limits(Struct, frozen=True):
    """Bounds that keep a hostile or broken input from taking the machine with it.

    page_bytes: the largest single page, decompressed. The largest article page we have seen is
        11 MB; one line of 300 MB is not an article.
    expansion: how many times larger than what was read from disk an input may become when it is
        unpacked. Of 205 news pages none grew more than 9-fold from gzip and 13-fold from zstd; a
        bomb begins at 1,000.
    free_bytes: what may always be unpacked, so that a small file of blanks is not called a bomb.
    nesting: how many containers may lie in each other ("a.zip!/b.tar.gz" is three).
    lines: how many lines one text may have; a long novel has 70,000.
    html_nesting: how many HTML elements may lie in each other; browsers stop at 512.
    members: how many members one archive may list.
    head_bytes: how much of a text is looked at to find its charset and its separator.
    """

    page_bytes: int = 64 * MIB
    expansion: int = 250
    free_bytes: int = 128 * MIB
    nesting: int = 4
    lines: int = 200_000
    html_nesting: int = 10_000
    members: int = 1_000_000
    head_bytes: int = MIB

    @property
    def line_bytes(self) -> int:
        """The longest line of JSON: a page in base64, and its other fields."""
        return self.page_bytes * 3 // 2


DEFAULT_LIMITS = Limits()
