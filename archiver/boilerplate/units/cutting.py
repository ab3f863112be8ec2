# cython: infer_types=True, annotation_typing=False
"""Units of judging: a page's blocks, and the sentences of furniture that hang at a block's end or beginning.

A unit is judged as a whole. A block is taken apart only where its outer sentences look like furniture by
themselves (known from other pages, or all lexicon); whether they are is decided with all other units, and
units of one block that get the same verdict are put together again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from archiver.boilerplate.keys.fingerprint import FIRST_SENTENCES, LAST_SENTENCES, Fingerprint, Sentence, whole_key
from archiver.boilerplate.text.forms import PROSE
from archiver.boilerplate.text.sentences import sentence_spans
from archiver.records import Block

# "date 2022-03-23 Share:" before a paragraph's first words; the colon or bar ends it, not a full stop. So many
# characters at most stand before one of its digits, and between that and its end.
_BEFORE_DIGIT, _BEHIND_DIGIT = 80, 40


class Unit:
    """What gets one verdict: a block, or a part of it.

    block: index in the page's blocks. text: of the unit. start, end: characters of the block's text. key: of
    the text. whole: whether it is all of its block. plain: running text whose outer sentences say nothing of
    furniture; the lexicon is not asked about it.
    """

    def __init__(self, block: int, text: str, start: int, end: int, key: int, whole: bool, plain: bool = False) -> None:
        self.block = block
        self.text = text
        self.start = start
        self.end = end
        self.key = key
        self.whole = whole
        self.plain = plain


# Whether a sentence, by its text and key, looks like furniture by itself.
Suspicion = Callable[[str, int], bool]


def whole_unit(index: int, text: str, prints: Fingerprint, plain: bool = False) -> Unit:
    """A block as one unit. text, prints: of it."""
    return Unit(index, text, 0, len(text), prints.whole, True, plain)


def units_of(index: int, text: str, prints: Fingerprint, suspicious: Suspicion) -> list[Unit]:
    """A block as units: one, or its middle and the outer sentences that `suspicious(text, key)` names.

    text, prints: of the block.
    """
    head = _head_residue(text, suspicious)
    sentences = _sentences(text, prints)
    if not sentences and not head:
        return [whole_unit(index, text, prints)]
    last = len(sentences)
    while last > 0 and _looks(text, sentences[last - 1], head, suspicious):
        last -= 1
    first = 0
    while first < last and _looks(text, sentences[first], head, suspicious):
        first += 1
    if not head and first == 0 and last == len(sentences):
        plain = len(text) >= PROSE
        for sentence in sentences[max(0, last - 3) : last - 1]:
            plain = plain and not _looks(text, sentence, head, suspicious)
        return [whole_unit(index, text, prints, plain)]
    middle = (sentences[first][1], sentences[last - 1][2]) if first < last else (0, len(text))
    units = [_unit(index, text, 0, head)] if head else []
    units += [_unit(index, text, start, end, key) for key, start, end in sentences[:first]]
    if first < last or not sentences:
        units.append(_unit(index, text, max(head, middle[0]), middle[1]))
    return units + [_unit(index, text, start, end, key) for key, start, end in sentences[last:]]


def _looks(text: str, sentence: Sentence, head: int, suspicious: Suspicion) -> bool:
    """Whether a sentence of a text, behind its head, is suspicious."""
    key, start, end = sentence
    if start < head:
        return False
    own = text[start:end]
    return suspicious(own, key or whole_key(own))


def cut_at(index: int, text: str, *at: int) -> list[Unit]:
    """A block with that text as units, of which all but the first begin at these characters of its text, in order.

    There need be no space before what is glued: "at the end.Comments are closed."
    """
    ends = [len(text[:start].rstrip()) for start in at]
    starts = [0, *at]
    return [_unit(index, text, start, end) for start, end in zip(starts, [*ends, len(text)], strict=True)]


def piece(block: Block, start: int, end: int, before: int) -> Block:
    """The part start:end of a block, with the space between it and the part that ended at `before`."""
    separator = block.text[before:start] if start else block.separator
    return replace(block, text=block.text[start:end], separator=separator)


def _sentences(text: str, prints: Fingerprint) -> Sequence[Sentence]:
    """All sentences, where there are several. Those in the midst have the key 0: few of them are ever asked for it."""
    outer = prints.sentences
    if len(outer) < FIRST_SENTENCES + LAST_SENTENCES:
        return outer
    known = {start: key for key, start, _ in outer}
    return [(known.get(start, 0), start, end) for start, end in sentence_spans(text)]


def _head_residue(text: str, suspicious: Suspicion) -> int:
    end = head_end(text)
    return end if end and suspicious(text[:end], whole_key(text[:end])) else 0


def head_end(text: str) -> int:
    """Where a head with a number in it ends that may be glued before a text ("date 2022-03-23 Share:"); 0: none is."""
    digit = -1
    last = len(text) - 3  # behind it come a space and something else
    for i, c in enumerate(text):
        if "a" <= c <= "z" or c == " ":
            continue
        if i > last or c in ".!?" or i > _BEFORE_DIGIT + _BEHIND_DIGIT + 1:
            break
        if c in ":|»":
            near = digit >= 0 and i - digit <= _BEHIND_DIGIT + 1
            if near and text[i + 1] == " " and not text[i + 2].isspace():
                return i + 1
        elif i <= _BEFORE_DIGIT and c.isdecimal():
            digit = i
    return 0


def _unit(index: int, text: str, start: int, end: int, key: int = 0) -> Unit:
    own = text[start:end]
    if own[:1].isspace():
        own, key = own.lstrip(), 0
    return Unit(index, own, end - len(own), end, key or whole_key(own), len(own) == len(text))
