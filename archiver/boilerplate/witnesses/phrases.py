# cython: infer_types=True, annotation_typing=False
"""The witness of phrases: what the lexicon knows of a text."""

from __future__ import annotations

from collections.abc import Sequence

from archiver.boilerplate import lexicon, weights
from archiver.boilerplate.text.forms import AFTER_STOP, QUOTES, STOPS, is_sentence
from archiver.boilerplate.witnesses.remembered import Remembered
from archiver.boilerplate.witnesses.testimony import Testimony

_BEHIND_STOP = AFTER_STOP + STOPS
_DASHES = ("– ", "— ")
_BEGINS_SPEECH = QUOTES + "–—"
_COMMAS = frozenset(",،")
# A label with something else behind it, and of what kinds it is that a label alone makes a line.
_SHORTEST_LABEL, _LONGEST_LABEL = 3, 40
_LABELS = frozenset(("related", "tags", "advert"))
# Kinds of phrases that are put between the paragraphs of a text, each a block of its own.
_PUT = frozenset("advert app audio cookie donation login newsletter related share technical".split())
_LISTING = "related"
_ALL_OF_IT = 0.95


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
    return 2 * end >= len(text) and text[end + 1 :].strip(_BEHIND_STOP) != ""
