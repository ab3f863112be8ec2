# cython: infer_types=True, annotation_typing=False
"""Keys of a block: 64-bit fingerprints of its text without what varies from page to page.

Furniture comes with today's date, a counter, a title or a reader's name in it, is reworded in part, or
hangs at a paragraph's end. So a block has several keys: the whole, its outer sentences, and for a short
line its first and last words, with its stop where it has one, for paragraphs begin as headlines do. A sentence
has the key that it would have as a block of its own; that is how a glued footer is known again. Keys are digests, the
same in every process and on every machine (digests.py).
"""

from __future__ import annotations

from functools import lru_cache

from archiver.boilerplate.keys.digests import key_of
from archiver.boilerplate.keys.masking import first_words, last_words, masked, masked_parts, spaced, words_up_to
from archiver.boilerplate.text.names import label_length, nameless
from archiver.boilerplate.text.sentences import sentence_spans

# Outer sentences that get a key: furniture glued to a paragraph hangs at either end of it.
FIRST_SENTENCES = 2
LAST_SENTENCES = 8
# A line of so many words may vary in its middle or at one end; the fixed end must be this long to say anything.
_FEWEST, _MOST = 4, 30
HEAD_WORDS = 3
# Stops, and what closes behind one: after none of them a line is left open.
_ENDS = ".!?…。！？؟۔।\"'”’»“«)]"


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


@lru_cache(maxsize=32768)
def whole_key(text: str) -> int:
    """The key of a text as a whole: its fingerprint, signed 64-bit."""
    return key_of(masked(text))


@lru_cache(maxsize=8192)
def fingerprint(text: str) -> Fingerprint:
    """The keys of a text. Pure; cached, since a site's furniture comes again on every page."""
    spans = _outer(sentence_spans(text))
    plain, parts = masked_parts(text, spans)
    whole = key_of(plain)
    sentences = tuple([(parts[n], start, end) for n, (start, end) in enumerate(spans)])
    found = {whole: None}
    for key in parts:
        found[key] = None
    head, tail = _outer_words(text, plain)
    if head:
        found[head] = found[tail] = None
    closing = _closing_label(text, spans[-1]) if spans else 0
    if closing:
        found[closing] = None
    return Fingerprint(whole, sentences, head, tail, tuple(found), 0, closing)


def part_print(text: str, whole: int) -> Fingerprint:
    """The keys of a part of a block, without those of its sentences. whole: its key."""
    head, tail = _outer_words(text, masked(text))
    return Fingerprint(whole, (), head, tail, (whole, head, tail) if head else (whole,))


def _outer_words(text: str, plain: bytearray) -> tuple[int, int]:
    """The keys of a short line's first and last words; 0 and 0 of other texts. plain: the masked text."""
    line = spaced(plain)
    if not _FEWEST <= words_up_to(line, _MOST + 1) <= _MOST:
        return 0, 0
    label, named = label_length(text), nameless(text)
    others = line if named is text else masked(named)
    first = first_words(line, label) if label else first_words(others, HEAD_WORDS)
    last = last_words(others, HEAD_WORDS)
    if text[-1] in _ENDS:
        return key_of(b"^." + first), key_of(b"$." + last)
    return key_of(b"^" + first), key_of(b"$" + last)


def _closing_label(text: str, span: tuple[int, int]) -> int:
    """The key of the label of a text's last sentence, which it would have as the first words of a line; 0: none."""
    start, end = span
    if text[end - 1] in _ENDS:
        return 0
    label = label_length(text[start:end])
    line = masked(text[start:end]) if label else bytearray()
    return key_of(b"^" + first_words(line, label)) if _FEWEST <= words_up_to(line, _MOST + 1) <= _MOST else 0


@lru_cache(maxsize=8192)
def framed(text: str, before: str, after: str) -> Fingerprint:
    """The keys of a text that holds another line of its page, between what goes before it and after it."""
    whole, frame = whole_key(text), key_of(b"#" + masked(before) + b"_" + masked(after))
    return Fingerprint(whole, (), 0, 0, (whole, frame), frame)


def _outer(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of a text's sentences those that get a key; none where it is one."""
    if len(spans) < 2:
        return []
    if len(spans) > FIRST_SENTENCES + LAST_SENTENCES:
        return spans[:FIRST_SENTENCES] + spans[-LAST_SENTENCES:]
    return spans
