# cython: infer_types=True, annotation_typing=False
"""The witnesses: each looks at one side of a unit and says, in bits, how much more like furniture it is.

Weights of evidence add up (I. J. Good, Probability and the Weighing of Evidence, 1950): a witness gives the
log2 of a likelihood ratio, and a sentence of measured values that says what it saw.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from archiver.boilerplate import lexicon, weights
from archiver.boilerplate.cut import PROSE
from archiver.boilerplate.remembered import Remembered

_STOPS = ".!?…。！？؟۔।"
QUOTES = "\"'“”„‟«»‘’‚‹›「『"
_AFTER_STOP = QUOTES + ")] "
_DASHES = ("– ", "— ")
_BEGINS_SPEECH = QUOTES + "–—"
_COMMAS = frozenset(",،")
_STEPS = ">»›/|→•·▸►"
_STEP, _ANGLE = re.compile(f" [{_STEPS}] "), re.compile(r" [>›→▸►] ")
_SHORT_TRAIL = 60
# So many blocks twice in a row are longer than a chorus.
_LONG_RUN = 4
# A label with something else behind it, and of what kinds it is that a label alone makes a line.
_SHORTEST_LABEL, _LONGEST_LABEL = 3, 40
_LABELS = frozenset(("related", "tags", "advert"))
# Kinds of phrases that are put between the paragraphs of a text, each a block of its own.
_PUT = frozenset("advert app audio cookie donation login newsletter related share technical".split())
_LISTING = "related"
_ALL_OF_IT = 0.95
# Kinds of phrases that make a run which stands twice on a page an appeal rather than a chorus.
_SAYS_FURNITURE = 6.0
# What a text looks like, in bits.
_HEADING, _SENTENCE = weights.bits("looks.heading"), weights.bits("looks.sentence")
_LINE, _TRAIL, _SYMBOLS = weights.bits("looks.line"), weights.bits("looks.trail"), weights.bits("looks.symbols")
_PROSE, _PROSE_200 = weights.bits("looks.prose"), weights.bits("looks.prose-200")
_PROSE_300 = weights.bits("looks.prose-300")
# The most that the extractor's odds weigh, what one bit of them does, and of a part of a block.
_BODY, _BODY_PER_BIT, _BODY_PART = weights.bits("body.most"), weights.bits("body.per-bit"), weights.bits("body.part")
_BODY_END, _BODY_END_LINE = weights.bits("body.end"), weights.bits("body.end-line")


class Testimony:
    """What a witness says: the rule's stable id, bits for furniture (negative: for content), and why."""

    def __init__(self, rule: str, bits: float, evidence: str) -> None:
        self.rule, self.bits, self.evidence = rule, bits, evidence

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Testimony) and self._parts() == other._parts()

    def __hash__(self) -> int:
        return hash(self._parts())

    def __repr__(self) -> str:
        return f"Testimony{self._parts()}"

    def _parts(self) -> tuple[str, float, str]:
        return self.rule, self.bits, self.evidence

    def weighing(self, bits: float) -> Testimony:
        """The same with another weight."""
        return Testimony(self.rule, bits, self.evidence)


def looks(text: str, heading: bool) -> Testimony:
    """Length, final stop and letters of a text."""
    length = len(text)
    if length >= PROSE:
        return looks_long(length)
    stop = is_sentence(text)
    if not stop and is_trail(text):
        return Testimony("looks/1", _TRAIL, "a line of steps, as menus and trails have")
    bits = _HEADING if heading else _SENTENCE if stop else _LINE
    if not stop and 2 * _letters(text) < length - text.count(" "):
        bits = _SYMBOLS
    words = "a heading" if heading else "a sentence" if stop else "a line"
    return Testimony("looks/1", bits, f"{words} of {length} characters")


def looks_long(length: int) -> Testimony:
    """What it says of a text that it has so many characters, PROSE at least."""
    return Testimony("looks/1", prose_bits(length), f"running text of {length} characters")


def is_trail(text: str) -> bool:
    """Whether a line has two separators of steps or more ("Home > News > ...", "News / Region / ..."), or is short and
    has one that little else is written with ("The Daily › Sport")."""
    if not _has_step(text):
        return False
    return len(_STEP.findall(text)) >= 2 or (len(text) < _SHORT_TRAIL and _ANGLE.search(text) is not None)


def _has_step(text: str) -> bool:
    """Whether a separator of steps stands between spaces; few texts have one."""
    for i in range(1, len(text) - 1):
        if text[i] in _STEPS and text[i - 1] == text[i + 1] == " ":
            return True
    return False


def _letters(text: str) -> int:
    count = 0
    for c in text:
        if c.isalpha():
            count += 1
    return count


def prose_bits(length: int) -> float:
    """What running text of so many characters weighs by its length alone."""
    return _PROSE_300 if length >= 300 else _PROSE_200 if length >= 200 else _PROSE


def is_sentence(text: str) -> bool:
    """Whether a text ends with a full stop or its like, closing quotes aside."""
    end = len(text)
    while end > 0 and text[end - 1] in _AFTER_STOP:
        end -= 1
    return end > 0 and text[end - 1] in _STOPS


def is_prose(text: str) -> bool:
    """Whether a text is long enough to be running text."""
    return len(text) >= PROSE


class Spoken:
    """What the lexicon knows of a text. said: what that says of it by itself, or None. put: whether the text is nothing
    but what is put between the paragraphs of another: an advertisement's label, a link to another story, an appeal (of
    4,900 lines of bodies with hand-made gold 3 are). account: whether it has payment details: an account, a payment
    service with a number. lists: whether it is a label of other stories and names none."""

    def __init__(self, said: Testimony | None, put: bool, account: bool, lists: bool = False) -> None:
        self.said, self.put, self.account, self.lists = said, put, account, lists


_NOTHING = Spoken(None, False, False)


def spoken(text: str) -> Spoken:
    """What the lexicon knows of a text; of what somebody says in it nothing."""
    said: Spoken = _SPOKEN.of(text)
    return said


def _spoken(text: str) -> Spoken:
    found = () if _is_speech(text) else lexicon.match(text)
    labelled = not found
    if labelled:
        found = _of_label(text)
    if not found:
        return _NOTHING
    put = sum([hit.coverage for hit in found if hit.kind in _PUT]) >= _ALL_OF_IT
    lists = put and not labelled and {(hit.kind, hit.is_open) for hit in found} == {(_LISTING, False)}
    return Spoken(_said(text, found, labelled), put, "account" in [hit.kind for hit in found], lists)


_SPOKEN = Remembered(_spoken, 1 << 15)


def phrases(text: str) -> Testimony | None:
    """The lexicon's testimony."""
    return spoken(text).said


def _said(text: str, found: Sequence[lexicon.Hit], labelled: bool) -> Testimony | None:
    """What known phrases say together. Mentioned is not said: a phrase in quotation marks does not count. labelled:
    they are the line's label."""
    hits = [hit for hit in found if not _quoted(text, hit)]
    if not hits:
        return None
    coverage = sum([hit.coverage for hit in hits])
    strongest = max(hits, key=lambda hit: (hit.bits * hit.coverage, hit.id))
    own = sum([hit.bits * hit.coverage for hit in hits]) / coverage + 2 * (len(hits) - 1)
    whole, part = weights.bits("lexicon.full"), weights.bits("lexicon.part")
    said = min(1.0, max(0.0, (coverage - 0.4) / 0.4))
    bits = min(weights.bits("lexicon.most"), own * (part + (whole - part) * said))
    if bits <= 0:
        return None
    with_open = " and what they leave open" if any(hit.is_open for hit in hits) else ""
    known = "its label is a known phrase" if labelled else f"{coverage:.0%} of it is known phrases{with_open}"
    return Testimony(f"lexicon/{strongest.id}", bits, f"{strongest.kind}: {known}")


def _of_label(text: str) -> tuple[lexicon.Hit, ...]:
    """What the lexicon knows of a line's label, where that is what such a line is known by: of "Don't miss: the ferry
    is back" all is furniture that names another story."""
    label = _label(text)
    hits = lexicon.match(label) if label else ()
    return tuple([hit for hit in hits if hit.kind in _LABELS and hit.coverage >= _ALL_OF_IT])


def _label(text: str) -> str:
    """What stands before the first sign of a label in a text, if that is one and something else comes after a space;
    "" otherwise."""
    sign = 0
    last = min(_LONGEST_LABEL + 1, len(text) - 3)
    while sign <= last and text[sign] not in ":|>›":
        sign += 1
    if sign > last or text[sign + 1] != " " or text[sign + 2].isspace():
        return ""
    end = sign - 1 if sign > _SHORTEST_LABEL and text[sign - 1] == " " else sign
    return text[:end] if _SHORTEST_LABEL <= end <= _LONGEST_LABEL else ""


def _quoted(text: str, hit: lexicon.Hit) -> bool:
    return hit.start > 0 and text[hit.start - 1] in QUOTES and hit.coverage < 0.9


def _is_speech(text: str) -> bool:
    """Whether a text begins with what somebody says and goes on to say who: with a quotation that is most of it, or
    with a dash, as in Norwegian, and a comma."""
    if not text or text[0] not in _BEGINS_SPEECH:
        return False
    if text.startswith(_DASHES):
        return is_sentence(text) and not _COMMAS.isdisjoint(text)
    if text[0] not in QUOTES:
        return False
    end = len(text) - 1
    while end >= 0 and text[end] not in "\"“”«»」』":
        end -= 1
    return 2 * end >= len(text) and text[end + 1 :].strip(_AFTER_STOP + _STOPS) != ""


def most_at_end(text: str) -> float:
    """The most (bits) that the extractor's odds weigh for a block at the body's end, or known of the site before its
    first running text: where furniture may be written into the same element."""
    return _BODY_END if is_sentence(text) else _BODY_END_LINE


def place_bits(odds: float, whole: bool = True, most: float = _BODY) -> float:
    """What the HTML extractor's own odds weigh that a block belongs to the body. whole: asked of all of it, not of a
    part. most: against its being furniture; less of what `most_at_end` tells of."""
    bits = max(-most, min(_BODY, odds * _BODY_PER_BIT))
    return bits * (1.0 if whole else _BODY_PART) + 0.0  # no -0.0: what is equal must read the same


def by_place(bits: float) -> Testimony:
    """What the HTML extractor says, in words. bits: what that weighs (`place_bits`)."""
    tenths = int(10 * abs(bits) + 0.5)
    if abs(10 * abs(bits) - tenths) > 0.499:  # about halfway: which of the two, only all decimal digits tell
        return Testimony("extractor/1", bits, _told(bits > 0, f"{abs(bits):.1f}"))
    return Testimony("extractor/1", bits, _OUTSIDE[tenths] if bits > 0 else _INSIDE[tenths])


def _told(outside: bool, bits: str) -> str:
    return f"by its place in the page {'outside' if outside else 'inside'} the body ({bits} bits)"


# What the extractor says of so many tenths of a bit.
_INSIDE, _OUTSIDE = (
    tuple([_told(outside, f"{tenths / 10:.1f}") for tenths in range(int(10 * _BODY) + 1)]) for outside in (False, True)
)


def repeated_runs(
    keys: Sequence[int], blocks: Sequence[int], spoken: Callable[[int], Testimony | None]
) -> dict[int, Testimony]:
    """Runs of units that stand twice on one page, one right after the other: a footer that came twice.

    keys, blocks: of each unit its key and its block's number. spoken: the lexicon's testimony on a unit, by number. A
    run in which that says nothing may be a chorus.
    """
    said: dict[int, Testimony] = {}
    for repeats in repeated(keys):
        for i, j in pairwise(repeats):
            if i not in said and keys[i:j] == keys[j : 2 * j - i]:
                run = range(i, j)
                _tell(said, run, len({blocks[n] for n in run}), spoken)
    return said


def repeated(keys: Sequence[int]) -> list[list[int]]:
    """The places of each key that stands at several, in the order of the first."""
    first: dict[int, int] = {}
    found: dict[int, list[int]] = {}
    for i, key in enumerate(keys):
        before = first.setdefault(key, i)
        if before != i:
            if key in found:
                found[key].append(i)
            else:
                found[key] = [before, i]
    return sorted(found.values())


def _tell(said: dict[int, Testimony], run: range, blocks: int, spoken: Callable[[int], Testimony | None]) -> None:
    speaks = any(t is not None and t.bits >= _SAYS_FURNITURE for t in map(spoken, run))
    plain = "page.tandem-long" if blocks >= _LONG_RUN else "page.tandem-plain"
    bits = weights.bits("page.tandem" if speaks else plain)
    what = "a block" if blocks == 1 else f"a run of {blocks} blocks"
    words = f"{what} that stands twice in a row on this page"
    for i in run:
        said[i] = said[i + len(run)] = Testimony("page-repetition/1", bits, words)
