"""The tail of a page: what comes after the article's last paragraph, and the furniture that hangs at its end.

Of 205 bodies with hand-made gold 182 end with a sentence; most of the others' last lines are credits and
links. So a line without a final stop that no running text follows is furniture, several times over. What
is worded as sentences there is asked for the concepts that it names (concepts.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from archiver.boilerplate import weights
from archiver.boilerplate.concepts import concepts_of
from archiver.boilerplate.cut import PROSE
from archiver.boilerplate.fingerprint import fingerprint
from archiver.boilerplate.witnesses import Testimony, is_sentence, prose_bits
from archiver.records import Block

# Sentences that nothing is known of and that may stand in a tail: after two the article may have begun.
_UNKNOWN = 1
# More lines than these, of which none is known as furniture, may be a list that ends the article.
_LIST = 8
# What follows a paragraph's last stop is no sentence of it if it is as short as this (characters).
_FRAGMENT = 60
# One concept is no evidence.
_FEWEST = 2
# Marks at a line's end after which something follows: verse, the head of a list.
_GOES_ON = (",", ";", ":", "：", "—", "–", "،", "؛")
# An appeal of so many sentences at most is looked for at the end of the last paragraph.
_APPEAL_SENTENCES = 6


class Tail(NamedTuple):
    """start: the first block of the tail; the number of blocks where there is none. glued: where in the block
    before it an appeal begins (a character of its text), or None. lines: weight of a line without a stop."""

    start: int
    glued: int | None
    lines: float


def tail_of(blocks: Sequence[Block], is_known: Callable[[str], bool]) -> Tail:
    """The page's tail. is_known: whether a text is known as furniture, from the lexicon or other pages."""
    unknown = lines = known = 0
    start = len(blocks)
    while start > 0:
        text = blocks[start - 1].text
        if is_known(text):
            known += 1
        elif is_open_line(text):
            lines += 1
        elif _is_furniture(text):
            if _begins_as_content(text):
                break
            known += 1
        else:
            unknown += 1
            if unknown > _UNKNOWN or len(text) >= PROSE:
                break
        start -= 1
    if start == 0:  # nothing that would be an article
        return Tail(len(blocks), None, 0.0)
    bits = 0.0 if lines > _LIST and not known else weights.bits("tail.line")
    return Tail(start, _glued(blocks[start - 1].text), bits)


def is_open_line(text: str) -> bool:
    """A short line that does not end like a sentence, and after which nothing need follow."""
    return len(text) < PROSE and not is_sentence(text) and not text.endswith(_GOES_ON)


def place(text: str, tail: Tail) -> Testimony | None:
    """What it says of a text that it stands in the tail."""
    if is_open_line(text):
        bits = tail.lines
        return Testimony("tail/1", bits, "a line after the article's last paragraph") if bits else None
    return words(text)


def words(text: str) -> Testimony | None:
    """What the concepts of sentences in a tail say; None where they are too few.

    Concepts come at a rate a word, in running text and (eight times as often) in appeals: the testimony is the
    ratio of the likelihoods of two Poisson processes.
    """
    named, bits = _appeal(text)
    if bits <= 0:
        return None
    bits = min(bits, weights.bits("words.most"))
    return Testimony("words/1", bits, f"after the article's last paragraph, and speaks of {', '.join(sorted(named))}")


def _appeal(text: str) -> tuple[frozenset[str], float]:
    """The concepts that a text names, and what they weigh."""
    naming = concepts_of(text)
    different = len(naming.concepts)
    if different < _FEWEST:
        return naming.concepts, 0.0
    again = (naming.mentions - different) * weights.bits("words.again")
    bits = different * weights.bits("words.concept") + again + naming.words * weights.bits("words.word")
    return naming.concepts, bits


def _is_furniture(text: str) -> bool:
    own = prose_bits(len(text)) if len(text) >= PROSE else weights.bits("looks.sentence")
    return _appeal(text)[1] + own > 0


def _begins_as_content(text: str) -> bool:
    """Whether what goes before the furniture at a paragraph's end speaks against it."""
    start = _glued(text)
    return start is not None and _appeal(text)[1] - _appeal(text[start:])[1] <= weights.bits("words.content")


def _glued(text: str) -> int | None:
    """Where furniture begins that hangs at the end of a paragraph: at the sentence from which on most is said, or
    after the last stop."""
    outer = fingerprint(text).sentences[1:][-_APPEAL_SENTENCES:]
    said = [(_appeal(text[start:])[1], start) for _, start, _ in outer if _is_furniture(text[start:])]
    if said:
        return max(said)[1]
    if outer and len(text) - outer[-1][1] <= _FRAGMENT and is_open_line(text[outer[-1][1] :]):
        return outer[-1][1]
    return None
