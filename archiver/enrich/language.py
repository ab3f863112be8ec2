"""The language of a text, a vote of three witnesses: script and letters, py3langid, and the page itself.

py3langid (Lui & Baldwin 2012, langid.py) gives log probabilities for 97 languages from byte n-grams. What
it cannot know is put in front: languages that one letter tells apart (Pashto ښ, Urdu ٹ, ...), and which
script rules which languages out. What the page declares counts as much as some twenty words of text.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_SCRIPTS: dict[str, frozenset[str]] = {
    "ARABIC": frozenset({"ar", "fa", "ps", "ur", "ug", "ku"}),
    "HEBREW": frozenset({"he"}),
    "GREEK": frozenset({"el"}),
    "HANGUL": frozenset({"ko"}),
    "HIRAGANA": frozenset({"ja"}),
    "KATAKANA": frozenset({"ja"}),
    "CJK": frozenset({"zh", "ja"}),
    "CYRILLIC": frozenset({"ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn"}),
    "DEVANAGARI": frozenset({"hi", "mr", "ne"}),
    "THAI": frozenset({"th"}),
    "ARMENIAN": frozenset({"hy"}),
    "GEORGIAN": frozenset({"ka"}),
}
_LETTERS = {"ps": "ښځڅډړږټڼېۍ", "ur": "ٹڈڑےںھ", "ug": "ۇۆۈېە", "ku": "ڕڵۆێ", "fa": "پچژگک", "uk": "іїєґ"}
_URDU_PASHTO_SHARED = 2  # a name may carry one foreign letter; a language uses its own all the time
_DECLARED_NATS = 6.0  # measured: docs/decisions/enrich.md
_LIMIT = 4000  # characters looked at in one text: more did not change any verdict


@dataclass(frozen=True, slots=True)
class Language:
    """code: BCP 47, as short as can be ("nb", "pt"); confidence: 0-1."""

    code: str
    confidence: float


def primary(tag: str | None) -> str | None:
    """The language of a tag: "en-GB" -> "en", "no" -> "nb", "prs" -> "fa"; None for what is no tag."""
    match = re.match(r"\s*([A-Za-z]{2,3})(?![A-Za-z])", tag or "")
    code = match[1].lower() if match else None
    return {"no": "nb", "prs": "fa", "pus": "ps", "eng": "en", "iw": "he", "in": "id"}.get(code or "", code)


def _script(text: str) -> str:
    letters = Counter(unicodedata.name(c, "?").split(maxsplit=1)[0] for c in text[:600] if c.isalpha())
    if letters["HIRAGANA"] + letters["KATAKANA"] > 0.1 * letters.total():
        return "HIRAGANA"
    return letters.most_common(1)[0][0] if letters else ""


def _by_letters(text: str, candidates: frozenset[str]) -> str | None:
    """The language whose own letters the text uses as often as only that language does."""
    size = max(len(text), 1)
    for code, own in _LETTERS.items():
        count = sum(text.count(c) for c in own)
        if code in candidates and count >= _URDU_PASHTO_SHARED and count / size > 0.008:
            return code
    return None


def detect(text: str, declared: str | None = None) -> Language | None:
    """The language of a text; None where neither the text nor the page says anything.

    text: any length, the first 4,000 characters count. declared: a tag that the page states of itself.
    """
    stated = primary(declared)
    if sum(c.isalpha() for c in text[:200]) < 3:
        return Language(stated, 0.5) if stated else None
    text = text[:_LIMIT]
    candidates = _SCRIPTS.get(_script(text), frozenset())
    if len(candidates) == 1:
        return Language(next(iter(candidates)), 0.99)
    if letter := _by_letters(text, candidates):
        return Language(letter, 0.97)
    return _by_ngrams(text, stated, candidates)


def _by_ngrams(text: str, stated: str | None, candidates: frozenset[str]) -> Language:
    from py3langid import rank  # 0.1 s, and numpy: only where a text asks for it

    odds: dict[str, float] = {}
    for code, logp in rank(text):
        code = primary(code) or code
        odds[code] = max(odds.get(code, -math.inf), float(logp) + (_DECLARED_NATS if code == stated else 0.0))
    if candidates:
        odds = {code: logp for code, logp in odds.items() if code in candidates} or odds
    best = max(odds, key=lambda code: odds[code])
    total = sum(math.exp(max(logp - odds[best], -700.0)) for logp in odds.values())
    return Language(best, round(1 / total, 3))


def detect_blocks(texts: Sequence[str], declared: str | None = None) -> tuple[Language | None, ...]:
    """The language of each block. A block of fewer than 20 letters has its page's language.

    The page's language is that of the most letters, so that a Pashto article with an English footer
    stays Pashto, and its footer English.
    """
    alone = [detect(t) if sum(c.isalpha() for c in t) >= 20 else None for t in texts]
    page = of_blocks(texts, alone) or detect("\n".join(texts), declared)
    return tuple(found or page for found in alone)


def of_blocks(texts: Sequence[str], found: Sequence[Language | None]) -> Language | None:
    """The language that most letters of the page are in."""
    letters: Counter[str] = Counter()
    for text, language in zip(texts, found, strict=True):
        if language:
            letters[language.code] += len(text)
    if not letters:
        return None
    code, count = letters.most_common(1)[0]
    return Language(code, round(count / letters.total(), 3))
