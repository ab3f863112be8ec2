"""Key phrases: the runs of words by which a text can be found again, the weightiest first.

Candidates are runs of words between function words and signs (RAKE, Rose et al. 2010); what weighs is how
often one stands in the text, how many words it has and how early it comes, as in YAKE (Campos et al. 2020).
A run that is said twice says more than the taxonomy; what is said once and is no name says nothing.
"""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib.resources import files

from archiver.enrich.people.names import fold

_PIECE = re.compile(r"[^\W_]+(?:[-'’‐\u200c.][^\W_]+)*['’]?|\n|[^\w\s]")
_LONGEST = 3
_MOST = 8
_LIMIT = 12_000
_POSSESSIVE = re.compile(r"['’]s?$")
_SILENT = frozenset({"zh", "ja", "ko", "th", "km", "my", "lo"})  # no spaces between words, or endings we cannot cut


@functools.cache
def function_words() -> frozenset[str]:
    """Words that open and end no key phrase, of all languages together, folded."""
    text = (files(__package__) / "function-words.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t")[1] for line in text.splitlines() if line and not line.startswith("#"))
    return frozenset(fold(word) for row in rows for word in row.split())


def find_keyphrases(
    text: str, language: str | None = None, *, title: str | None = None
) -> tuple[str, ...]:
    """Up to eight phrases of one to three words, as most often written. language: BCP 47.

    Empty for languages that put no spaces between words, and where the text says nothing twice.
    """
    if language in _SILENT:
        return ()
    written: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    first: dict[tuple[str, ...], int] = {}
    for at, run in _runs(text[:_LIMIT]):
        for phrase in _phrases(run):
            key = tuple(map(fold, phrase))
            written[key][" ".join(phrase)] += 1
            first.setdefault(key, at)
    in_title = {k for _, run in _runs(title or "") for p in _phrases(run) if (k := tuple(map(fold, p)))}
    size = max(len(text), 1)
    weight = {
        key: _weight(len(key), forms.total(), first[key] / size, key in in_title, forms)
        for key, forms in written.items()
        if forms.total() > 1
    }
    ranked = sorted(weight, key=lambda k: (-weight[k], first[k], k))
    return tuple(written[key].most_common(1)[0][0] for key in _distinct(ranked, written))


def _runs(text: str) -> Iterator[tuple[int, list[str]]]:
    """Runs of words without a function word or sign between them, with where each begins."""
    stops, run, start = function_words(), list[str](), 0
    for piece in _PIECE.finditer(text):
        word = _POSSESSIVE.sub("", piece[0])
        ends = not word or not word[0].isalnum() or word[0].isdigit() or len(word) < 2 or fold(word) in stops
        if ends:
            if run:
                yield start, run
            run = []
            continue
        start = start if run else piece.start()
        run.append(word)
        if word != piece[0]:  # a genitive ends its run: "Taliban’s | core narrative"
            yield start, run
            run = []
    if run:
        yield start, run


def _phrases(run: list[str]) -> Iterator[tuple[str, ...]]:
    for size in range(1, _LONGEST + 1):
        for at in range(len(run) - size + 1):
            yield tuple(run[at : at + size])


def _weight(size: int, count: int, place: float, titled: bool, forms: Counter[str]) -> float:
    """Counts saturate; a phrase of several words is worth more than its words; a capital hints at a name."""
    lengths = {1: 0.45, 2: 1.0, 3: 1.1}
    capital = all(form[0].isupper() for form in forms)
    long_enough = 1.0 if size > 1 or capital or sum(map(len, forms)) / len(forms) > 6 else 0.4
    return (
        (count / (count + 2.0))
        * lengths[size]
        * long_enough
        * (1.3 - 0.6 * place)
        * (1.5 if titled else 1.0)
        * (1.3 if capital else 1.0)
    )


def _distinct(
    ranked: list[tuple[str, ...]], written: dict[tuple[str, ...], Counter[str]]
) -> list[tuple[str, ...]]:
    """The best phrases, none of which shares most of its words with a better one."""
    chosen: list[tuple[str, ...]] = []
    for key in ranked:
        if len(chosen) == _MOST:
            break
        if not any(set(key) & set(other) for other in chosen):
            chosen.append(key)
    return chosen
