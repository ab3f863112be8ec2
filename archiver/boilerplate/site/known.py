# cython: infer_types=True, annotation_typing=False
"""What a site knows of a text, and questions about it with yes or no for an answer.

What its facts weigh is the business of witnesses/repetition.py.
"""

from __future__ import annotations

from archiver.boilerplate.keys.fingerprint import Fingerprint
from archiver.boilerplate.site.facts import ALIKE, ALWAYS, LAST, NEARLY_ALL, KeyFacts
from archiver.boilerplate.text.forms import asks, has_number, is_prose, is_sentence
from archiver.boilerplate.text.names import label_length

SHORT = 40
"""A text of fewer characters is too short to be anyone's own."""
# On fewer pages it is chance where a block stands, and beside what.
_SEVERAL = 4
# On fewer pages it is no sign that a sentence always ends its block.
_FEWEST_CLOSING = 8


class Known:
    """What is known of a text on its site: of all of it, and of a short line's first and last words; None: nothing.
    framed: the text holds another line of its page, and all of it is what is round that."""

    def __init__(
        self, own: KeyFacts | None, head: KeyFacts | None, tail: KeyFacts | None, framed: bool = False
    ) -> None:
        self.own, self.head, self.tail = own, head, tail
        self.framed = framed

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Known) and self.says(other)

    def __hash__(self) -> int:
        return hash(self._parts())

    def __repr__(self) -> str:
        return f"Known{self._parts()}"

    def says(self, other: Known) -> bool:
        """Whether the other says the same."""
        same = self.framed == other.framed and _is_same(self.own, other.own)
        return same and _is_same(self.head, other.head) and _is_same(self.tail, other.tail)

    def _parts(self) -> tuple[KeyFacts | None, KeyFacts | None, KeyFacts | None, bool]:
        return self.own, self.head, self.tail, self.framed


def _is_same(one: KeyFacts | None, other: KeyFacts | None) -> bool:
    if one is None or other is None:
        return one is other
    return one is other or one.packed == other.packed


def known_of(prints: Fingerprint, by_key: dict[int, KeyFacts]) -> Known | None:
    """What is known of a text with these keys; None where nothing is."""
    own = by_key.get(prints.whole)
    if prints.frame:
        frame = by_key.get(prints.frame)
        if frame is not None:
            return Known(frame, None, None, True)
    if not prints.head:
        return None if own is None else Known(own, None, None)
    head, tail = by_key.get(prints.head), by_key.get(prints.tail)
    return None if own is None and head is None and tail is None else Known(own, head, tail)


def is_between(text: str, known: Known) -> bool:
    """Whether a block is what a site puts between the paragraphs of its texts."""
    if frames_others(text, known):
        return True
    if known.own is None or is_prose(text):
        return False
    short = len(text) < SHORT
    return is_put(known.own, short and not is_sentence(text), short and has_number(text))


def is_among_others(text: str, known: Known) -> bool:
    """Whether a block stands on several pages, beside other blocks each time: whether it is furniture its neighbours
    do not know. A short line may be a section's heading, which they do know."""
    own = known.own
    return own is not None and len(text) >= SHORT and not own.inside and _is_among_others(own)


def roams(own: KeyFacts) -> bool:
    """Whether a site's pages have a block anywhere among ever other blocks: where one has it near its end, an article
    may still go on behind it. A label of a list is among others as well, but the list ends the page."""
    if own.inside or own.leads == ALWAYS or own.site < _SEVERAL or own.end <= LAST:
        return False
    return _is_among_others(own)


def _is_among_others(known: KeyFacts) -> bool:
    """Whether nothing that stands beside it is the same everywhere."""
    return known.before != ALIKE and known.after != ALIKE


def frames_others(text: str, known: Known) -> bool:
    """Whether a line is a label on more than half of a site's pages and each time something else behind it, as links to
    other stories are ("RELATED STORY: ..."). A heading does not vary, and who speaks in an interview is no line."""
    head = known.head
    if head is None or head.share < 5 or head.site < 8 or is_prose(text) or is_sentence(text) or not label_length(text):
        return False
    return known.own is None or known.own.share < head.share


def is_common_sentence(text: str, known: Known) -> bool:
    """Whether a block ends like a sentence and is on a quarter of the pages or more: of what it speaks can tell; not
    what it asks, as an interviewer does."""
    own = known.own
    return own is not None and own.share >= 4 and not own.inside and is_sentence(text) and not asks(text)


def is_put(known: KeyFacts, heads: bool, counts: bool) -> bool:
    """Whether a line or short sentence is put between paragraphs by the site: on all or nearly all pages; on three
    quarters of several and more than once on some of them; or on more than half and with a number. heads: whether it
    may be the heading of a section. That stands on a page once, and on all pages of a site that has few only. counts:
    whether it is short and has a number."""
    if known.inside or not _is_among_others(known):
        return False
    if known.share > NEARLY_ALL:
        return known.site >= (16 if heads else 4)
    return known.site >= 8 and known.share >= 5 and (counts or (known.again and known.share == NEARLY_ALL))


def is_on_nearly_all(known: KeyFacts) -> bool:
    """Whether a text is on three quarters of its site's pages or more."""
    return known.share >= NEARLY_ALL


def hangs_at_ends(known: KeyFacts) -> bool:
    """Whether a sentence ends its block wherever it is, each time behind another, and what comes then are a few blocks
    by turns, as a footer's first: so does what is glued to articles, and hardly ever a sentence of theirs that comes
    again."""
    return known.closes and known.inside == 2 and known.before < known.after and known.support >= _FEWEST_CLOSING
