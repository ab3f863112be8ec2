# cython: infer_types=True, annotation_typing=False
"""Keys of a block: 64-bit fingerprints of its text without what varies from page to page.

Furniture comes with today's date, a counter, a title or a reader's name in it, is reworded in part, or
hangs at a paragraph's end. So a block has several keys: the whole, its outer sentences, and for a short
line its first and last words, with its stop where it has one, for paragraphs begin as headlines do. A sentence
has the key that it would have as a block of its own; that is how a glued footer is known again. Keys are digests, the
same in every process and on every machine (digests.py).
"""

from __future__ import annotations

import re
from functools import lru_cache

from archiver.boilerplate.digests import key_of
from archiver.boilerplate.scanning import masked, masked_parts, sentence_spans
from archiver.expressions import expression

_WORD = re.compile(r"[^\W_]+")

# Two to four words with capitals, in scripts that know them: a person, mostly. What frames a name repeats.
_CAPITAL = "".join(filter(str.isupper, map(chr, range(0x530))))
_NAME = expression(rf"[{_CAPITAL}][^\W\d_]*(?: [{_CAPITAL}][^\W\d_]*)+")
_LONGEST_NAME = 4  # words; of more than two in capitals throughout it is a headline too
SOMEONE = "_n_"
# One word or two in capitals, which a word follows that is not: shorter ones are mostly somebody's initials.
_CAPITALS = expression(rf"[{_CAPITAL}]{{4,}}(?: [{_CAPITAL}]{{2,}})?(?= (?![{_CAPITAL}]{{2}}))")

# Outer sentences that get a key: furniture glued to a paragraph hangs at either end of it.
FIRST_SENTENCES = 2
LAST_SENTENCES = 8
# A line of so many words may vary in its middle or at one end; the fixed end must be this long to say anything.
SHORT_LINE = range(4, 31)
HEAD_WORDS = 3
# Stops, and what closes behind one: after none of them a line is left open.
_ENDS = ".!?…。！？؟۔।\"'”’»“«)]"
# What stands between a label and what it introduces.
_COLON = re.compile(r"[:|>›]")


# A sentence of a block: its key, and its place in the block's text (start and end, characters). A plain tuple
# of numbers, for these are kept by the hundred thousand and the garbage collector passes over such.
Sentence = tuple[int, int, int]


class Fingerprint:
    """All keys of one text: `whole`, `sentences` (empty for a single one), `head` and `tail` (0: none).

    Of more than ten sentences the first two and the last eight have keys. keys: every key once, the whole first.
    frame: of a line that holds another line of its page, the key of the rest; 0 of other texts. shared: that, or the
    whole: what other pages have if they have the same. label: of a text that ends with a line and not with a stop, the
    key of that line's label ("... back.Filed under: Ferry | Harbour"); 0 of other texts.
    """

    def __init__(
        self,
        whole: int,
        sentences: tuple[Sentence, ...],
        head: int,
        tail: int,
        keys: tuple[int, ...],
        frame: int = 0,
        label: int = 0,
    ) -> None:
        self.whole = whole
        self.sentences = sentences
        self.head = head
        self.tail = tail
        self.keys = keys
        self.frame = frame
        self.shared = frame or whole
        self.label = label


def keys(block_text: str) -> tuple[int, ...]:
    """Keys of a block's text, signed 64-bit; the first is the block's fingerprint."""
    return fingerprint(block_text).keys


@lru_cache(maxsize=32768)
def whole_key(text: str) -> int:
    """The key of a text as a whole: its fingerprint, signed 64-bit."""
    plain = masked(text)
    return key_of(plain, 0, len(plain))


@lru_cache(maxsize=8192)
def fingerprint(text: str) -> Fingerprint:
    """The keys of a text. Pure; cached, since a site's furniture comes again on every page."""
    spans = _outer(sentence_spans(text))
    plain, parts = masked_parts(text, spans)
    head = tail = 0
    words = plain.decode().split() if _may_be_short(plain) else []
    if len(words) in SHORT_LINE:
        label, ends = label_length(text), "." if text[-1] in _ENDS else ""
        head = _digest(f"^{ends}{' '.join(words[:label])}") if label else 0
        named = nameless(text) if _may_have_name(text) else text
        if named != text:
            words = masked(named).decode().split()
        head = head or _digest(f"^{ends}{' '.join(words[:HEAD_WORDS])}")
        tail = _digest(f"${ends}{' '.join(words[-HEAD_WORDS:])}")
    whole = key_of(plain, 0, len(plain))
    sentences = tuple([(key, start, end) for key, (start, end) in zip(parts, spans, strict=True)])
    found = {whole: None}
    for key, _, _ in sentences:
        found[key] = None
    if head:
        found[head] = found[tail] = None
    closing = _closing_label(text, spans[-1]) if spans else 0
    if closing:
        found[closing] = None
    return Fingerprint(whole, sentences, head, tail, tuple(found), 0, closing)


def _closing_label(text: str, span: tuple[int, int]) -> int:
    """The key of the label of a text's last sentence, which it would have as the first words of a line; 0: none."""
    start, end = span
    if text[end - 1] in _ENDS:
        return 0
    label = label_length(text[start:end])
    words = masked(text[start:end]).decode().split() if label else []
    if len(words) not in SHORT_LINE:
        return 0
    return _digest("^" + " ".join(words[:label]))


@lru_cache(maxsize=8192)
def framed(text: str, before: str, after: str) -> Fingerprint:
    """The keys of a text that holds another line of its page, between what goes before it and after it."""
    whole, frame = whole_key(text), _digest(f"#{masked(before).decode()}_{masked(after).decode()}")
    return Fingerprint(whole, (), 0, 0, (whole, frame), frame)


def _may_have_name(text: str) -> bool:
    """Whether somewhere in a text a word with a capital follows another."""
    for space in range(1, len(text) - 1):
        if text[space] == " " and text[space + 1].isupper():
            at = space - 1
            while at >= 0 and text[at].isalnum():
                if text[at].isupper():
                    return True
                at -= 1
    return False


def _may_be_short(plain: bytes) -> bool:
    """Whether so few words stand in a masked text that it may be a short line; signs alone are split to see."""
    return plain.count(b" ") < SHORT_LINE.stop or not plain[:4].decode("utf-8", "ignore")[0].isalnum()


def _outer(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of a text's sentences those that get a key; none where it is one."""
    if len(spans) < 2:
        return []
    if len(spans) > FIRST_SENTENCES + LAST_SENTENCES:
        return spans[:FIRST_SENTENCES] + spans[-LAST_SENTENCES:]
    return spans


def _someone(run: re.Match[str]) -> str:
    """What stands for a run of words with capitals: a person, or the run itself where no name is like it."""
    words = run[0].count(" ") + 1
    return run[0] if words > _LONGEST_NAME or (words > 2 and run[0].isupper()) else SOMEONE


def nameless(text: str) -> str:
    """A text with SOMEONE for each name in it, as far as the keys of its first and last words know names."""
    return _NAME.sub(_someone, text)


def label_length(text: str) -> int:
    """Words of a label at a line's beginning, which is no name: up to a colon or a bar among the first words ("READ
    MORE: ..."), or in capitals before others that are not ("BREAKING Ferry is late"); 0 where there is none."""
    capitals = _CAPITALS.match(text) if text[:4].isupper() else None
    if capitals:
        return len(_WORD.findall(capitals[0]))
    colon = _COLON.search(text, 0, 60)
    words = len(_WORD.findall(text, 0, colon.start())) if colon else 0
    return words if 1 <= words <= HEAD_WORDS + 1 else 0


def _digest(text: str) -> int:
    packed = text.encode("utf-8", "replace")
    return key_of(packed, 0, len(packed))
