"""Key phrases: what an article is about, in its own words.

Candidates are runs of words between function words and stops (RAKE, Rose et al. 2010), scored as in YAKE!
(Campos et al. 2020) by how often, how early and how widely they occur; function words are justext's lists.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from math import log2

MOST = 8
LONGEST = 3
_LANGUAGES = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "fa": "Persian", "fi": "Finnish", "fr": "French", "hu": "Hungarian", "id": "Indonesian",
    "it": "Italian", "nb": "Norwegian_Bokmal", "nl": "Dutch", "nn": "Norwegian_Nynorsk",
    "no": "Norwegian_Bokmal", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu",
}  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:[-'’\u200c][^\W_]+)*")
_PIECE = re.compile(r"[^.!?…;:,()\[\]\"“”«»„|•–—\n؟۔،؛]+")


def find_keyphrases(text: str, language: str | None, *, title: str | None = None) -> tuple[str, ...]:
    """Phrases of one to three words, best first, at most MOST, as they are written most often.

    Empty where the language's function words are not known: nothing would tell a phrase from chaff.
    """
    stops = _function_words((language or "").partition("-")[0])
    if not stops:
        return ()
    counts: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    first: dict[str, int] = {}
    for position, phrase in enumerate(_phrases(f"{title or ''}\n{text}", stops)):
        key = phrase.casefold()
        counts[key] += 1
        forms.setdefault(key, Counter())[phrase] += 1
        first.setdefault(key, position)
    # A lone common word says little unless it comes again and again; a name, or two words, say more.
    told = {k: n for k, n in counts.items() if n >= (4 if k in forms[k] and " " not in k else 2)}
    scores = {k: _score(k, n, first[k]) for k, n in told.items()}
    return tuple(_best_forms(scores, counts, forms))


def _score(phrase: str, count: int, position: int) -> float:
    words = phrase.count(" ") + 1
    often: float = count ** (1.4 if words > 1 else 1.0)
    return often * (1 + 0.7 * (words - 1)) / log2(8 + position)


def _best_forms(
    scores: dict[str, float], counts: Counter[str], forms: dict[str, Counter[str]]
) -> Iterator[str]:
    chosen: list[str] = []
    for key in sorted(scores, key=lambda k: (-scores[k], k)):
        if any(f" {key} " in f" {other} " and counts[key] < 2 * counts[other] for other in chosen):
            continue
        if any(f" {other} " in f" {key} " for other in chosen):
            continue
        chosen.append(key)
        yield max(forms[key].items(), key=lambda item: (item[1], item[0]))[0]
        if len(chosen) == MOST:
            return


def _phrases(text: str, stops: frozenset[str]) -> Iterator[str]:
    for piece in _PIECE.findall(text):
        run: list[str] = []
        for word in [*_WORD.findall(piece), ""]:
            plain = word.removesuffix("’s").removesuffix("'s")
            if len(plain) > 2 and plain.casefold() not in stops and not plain[0].isdigit():
                run.append(plain)
                continue
            yield from _parts(run)
            run = []


def _parts(run: list[str]) -> Iterator[str]:
    for size in range(1, min(LONGEST, len(run)) + 1):
        for start in range(len(run) - size + 1):
            yield " ".join(run[start : start + size])


@cache
def _function_words(language: str) -> frozenset[str]:
    name = _LANGUAGES.get(language)
    if name is None:
        return frozenset()
    from justext import get_stoplist

    return frozenset(word.casefold() for word in get_stoplist(name))
