"""Key phrases: the runs of words by which a text can be found again, the weightiest first.

Candidates are runs of words between function words and signs (RAKE, Rose et al. 2010); what weighs is how
often one stands in the text, how many words it has and how early it comes, as in YAKE (Campos et al. 2020).
A run that is said twice says more than the taxonomy; what is said once and is no name says nothing. A phrase
can be said twice only if each of its words is: so words are counted first, and most of them are never looked
at again.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from archiver.enrich.function_words import function_words
from archiver.enrich.people.names import fold

_PIECE = re.compile(r"[^\W_]+(?:[-'’‐\u200c.][^\W_]+)*['’]?|\n|[^\w\s]")
_LONGEST = 3
_MOST = 8
_LIMIT = 12_000
_POSSESSIVE = re.compile(r"['’]s?$")
_LENGTHS = (0.0, 0.45, 1.0, 1.1)  # weight by words: a phrase of several is worth more than its words
_SILENT = frozenset({"zh", "ja", "ko", "th", "km", "my", "lo"})  # no spaces between words, or endings we cannot cut

Key = tuple[str, ...]  # a phrase's folded words
_BREAK = ""  # stands between the keys of two runs


def find_keyphrases(
    text: str, language: str | None = None, *, title: str | None = None
) -> tuple[str, ...]:
    """Up to eight phrases of one to three words, as most often written. language: BCP 47.

    Empty for languages that put no spaces between words, and where the text says nothing twice.
    """
    if language in _SILENT:
        return ()
    words, keys = _read(text[:_LIMIT])
    places = _repeated(keys)
    titled = _title_phrases(title) if title else frozenset[Key]()
    size = max(len(keys), 1) * max(len(text) / _LIMIT, 1.0)
    weight: dict[Key, float] = {}
    forms: dict[Key, Counter[str]] = {}
    for key, at in places.items():
        forms[key] = Counter(" ".join(words[i : i + len(key)]) for i in at)
        weight[key] = _weight(len(key), at[0] / size, key in titled, forms[key])
    ranked = sorted(weight, key=lambda k: (-weight[k], places[k][0], k))
    return tuple(forms[key].most_common(1)[0][0] for key in _distinct(ranked))


def _read(text: str) -> tuple[list[str], list[str]]:
    """The words of a text as written, and their keys, with a break wherever a run of them ends."""
    words, keys = list[str](), list[str]()
    for piece in _PIECE.findall(text):
        word, key, ends = _known(piece)
        words.append(word)
        keys.append(key)
        if ends:
            words.append(_BREAK)
            keys.append(_BREAK)
    return words, keys


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


def _repeated(keys: Sequence[str]) -> dict[Key, list[int]]:
    """Where each phrase stands that is said twice or more, in words from the beginning."""
    counts = Counter(keys)
    often = [key if key and counts[key] > 1 else _BREAK for key in keys]
    places: dict[Key, list[int]] = {}
    for at, key in enumerate(often):
        if key:
            for phrase in _from(often, at):
                places.setdefault(phrase, []).append(at)
    return {phrase: at for phrase, at in places.items() if len(at) > 1}


def _from(keys: Sequence[str], at: int) -> Iterator[Key]:
    """The phrases that begin at a word."""
    for end in range(at + 1, min(at + _LONGEST, len(keys)) + 1):
        if not keys[end - 1]:
            return
        yield tuple(keys[at:end])


def _title_phrases(title: str) -> frozenset[Key]:
    _, keys = _read(title)
    return frozenset(phrase for at in range(len(keys)) for phrase in _from(keys, at))


def _weight(size: int, place: float, titled: bool, forms: Counter[str]) -> float:
    """Counts saturate; early and in the title counts more; a capital hints at a name."""
    count = forms.total()
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


def _distinct(ranked: Sequence[Key]) -> list[Key]:
    """The best phrases, none of which shares a word with a better one."""
    chosen: list[Key] = []
    taken: set[str] = set()
    for key in ranked:
        if taken.isdisjoint(key):
            chosen.append(key)
            taken.update(key)
        if len(chosen) == _MOST:
            break
    return chosen
