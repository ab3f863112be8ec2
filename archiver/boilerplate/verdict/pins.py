"""Pins: what a person has decided about a site's blocks. A pin outweighs everything."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from archiver.boilerplate.keys.fingerprint import fingerprint
from archiver.words.markdown import said


def pin_key(text: str) -> int:
    """The key under which a block with that text is pinned: dates and numbers may vary, and stress and links."""
    return fingerprint(said(text)).whole


class Pins(Struct, frozen=True):
    """Fingerprints of blocks pinned as content and as furniture; content wins where both are said."""

    content: frozenset[int] = frozenset()
    furniture: frozenset[int] = frozenset()

    @classmethod
    def of(cls, content: Iterable[str] = (), furniture: Iterable[str] = ()) -> Pins:
        """Pins from texts of blocks; dates and numbers in them may vary, as in any fingerprint."""
        return cls(
            frozenset(pin_key(text) for text in content),
            frozenset(pin_key(text) for text in furniture),
        )

    def __bool__(self) -> bool:
        return bool(self.content or self.furniture)


NO_PINS = Pins()
