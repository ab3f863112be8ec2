# cython: infer_types=True, annotation_typing=False
"""Key phrases: the runs of words by which a text can be found again, the weightiest first.

Candidates are runs of words between function words and signs (RAKE, Rose et al. 2010); what weighs is how
often one stands in the text, how many words it has and how early it comes, as in YAKE (Campos et al. 2020).
A run that is said twice says more than the taxonomy; what is said once and is no name says nothing. A phrase
can be said twice only if each of its words is: so words are counted first, most of them are never looked at
again, and the others have numbers.

A text's words are found by a compiled pass; as an expression, which the tests hold against it:

    L (L|mark)* (joint L (L|mark)*)* ['’]?     where L is [^\\W_], a joint one of [-'’‐.] or a zero-width non-joiner,
                                              and a mark what words/marks.py says

Between them a line's end and a sign, but not a blank or "_", break a run.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from archiver.enrich.function_words import function_words
from archiver.enrich.people.names import fold
from archiver.words.marks import is_mark

_MOST = 8
_LIMIT = 12_000
_POSSESSIVE = re.compile(r"['’]s?$")
_LENGTHS = (0.0, 0.45, 1.0, 1.1)  # weight by words: a phrase of several is worth more than its words
_SILENT = frozenset({"zh", "ja", "ko", "th", "km", "my", "lo"})  # no spaces between words, or endings we cannot cut

Phrase = tuple[int, ...]  # by the numbers of its words
_BREAK = ""  # stands between the keys of two runs


def find_keyphrases(text: str, language: str | None = None, *, title: str | None = None) -> tuple[str, ...]:
    """Up to eight phrases of one to three words, as most often written. language: BCP 47.

    Empty for languages that put no spaces between words, and where the text says nothing twice.
    """
    if language in _SILENT:
        return ()
    words, keys = _read(text[:_LIMIT])
    numbers = _numbers(keys)
    places = _places([numbers.get(key, 0) for key in keys])
    titled = _in_title(title, numbers) if title else ()
    size = max(len(keys), 1) * max(len(text) / _LIMIT, 1.0)
    ranked = sorted(
        (-_weight([words[i] for i in at], len(phrase), at[0] / size, phrase in titled), at[0], phrase)
        for phrase, at in places.items()
    )
    return tuple(_as_written(words, places[phrase], len(phrase)) for phrase in _distinct(p for _, _, p in ranked))


def _read(text):  # type: (str) -> tuple[list[str], list[str]]
    """The words of a text as written, and their keys, with a break wherever a run of them ends."""
    words, keys = list[str](), list[str]()
    at, size = 0, len(text)
    while at < size:
        sign = text[at]
        if sign.isalnum():
            end = _end_of_word(text, at, size)
            word, key, ends = _known(text[at:end])
            at = end
            words.append(word)
            keys.append(key)
            if not ends:
                continue
        else:
            at += 1
            if sign == " " or sign == "_" or (sign != "\n" and sign.isspace()):
                continue
        words.append(_BREAK)
        keys.append(_BREAK)
    return words, keys


def _end_of_word(text, at, size):  # type: (str, int, int) -> int
    """One past the word that begins there, with the apostrophe that ends it."""
    end = at + 1
    while end < size:
        sign = text[end]
        if sign.isalnum() or (sign >= "\u0300" and is_mark(sign)):
            end += 1
        elif _is_joint(sign) and end + 1 < size and text[end + 1].isalnum():
            end += 2
        else:
            return end + 1 if sign == "'" or sign == "’" else end
    return end


def _is_joint(sign):  # type: (str) -> bool
    return sign == "-" or sign == "." or sign == "'" or sign == "’" or sign == "‐" or sign == "\u200c"


@functools.lru_cache(maxsize=65536)
def _known(piece: str) -> tuple[str, str, bool]:
    """A word without its genitive, its key (a break for what no phrase holds), and whether it ends its run.

    A genitive does: "Taliban’s | core narrative".
    """
    word = _POSSESSIVE.sub("", piece)
    if len(word) < 2 or not word[0].isalpha():
        return word, _BREAK, False
    key = fold(word)
    return (word, _BREAK, False) if key in function_words() else (word, key, word != piece)


def _numbers(keys: Sequence[str]) -> dict[str, int]:
    """A number from 1 on for each key that stands there twice or more."""
    often = (key for key, count in Counter(keys).items() if count > 1 and key)
    return {key: number for number, key in enumerate(often, 1)}


def _places(numbers: Sequence[int]) -> dict[Phrase, list[int]]:
    """Where each phrase stands that is said twice or more, in words from the beginning."""
    return {phrase: at[::-1] for phrase, at in _standing(numbers).items() if len(at) > 1}


def _standing(numbers: Sequence[int]) -> dict[Phrase, list[int]]:
    """Each phrase, and where it stands, last first. numbers: of the words; 0 for one that no phrase holds."""
    places: dict[Phrase, list[int]] = {}
    second = third = 0
    for at in range(len(numbers) - 1, -1, -1):  # backwards: what follows is known
        first = numbers[at]
        if first:
            places.setdefault((first,), []).append(at)
            if second:
                places.setdefault((first, second), []).append(at)
                if third:
                    places.setdefault((first, second, third), []).append(at)
        second, third = first, second
    return places


def _in_title(title: str, numbers: Mapping[str, int]) -> Iterable[Phrase]:
    """The phrases of a title, as far as the text has their words twice."""
    _, keys = _read(title)
    return _standing([numbers.get(key, 0) for key in keys]).keys()


def _weight(first_words: Sequence[str], size: int, place: float, titled: bool) -> float:
    """Counts saturate; early and in the title counts more; a capital hints at a name.

    first_words: as written, wherever it stands. size: words. place: 0-1 of the text.
    """
    count = len(first_words)
    forms = set(first_words)
    capital = all(form[0].isupper() for form in forms)
    long_enough = 1.0 if size > 1 or capital or sum(map(len, forms)) / len(forms) > 6 else 0.4
    return (
        (count / (count + 2.0))
        * _LENGTHS[size]
        * long_enough
        * (1.3 - 0.6 * place)
        * (1.5 if titled else 1.0)
        * (1.3 if capital else 1.0)
    )


def _distinct(ranked: Iterable[Phrase]) -> list[Phrase]:
    """The best phrases, none of which shares a word with a better one."""
    chosen: list[Phrase] = []
    taken: set[int] = set()
    for phrase in ranked:
        if taken.isdisjoint(phrase):
            chosen.append(phrase)
            taken.update(phrase)
            if len(chosen) == _MOST:
                break
    return chosen


def _as_written(words: Sequence[str], places: Sequence[int], size: int) -> str:
    """A phrase as it is written most often."""
    return Counter(" ".join(words[at : at + size]) for at in places).most_common(1)[0][0]
