# cython: infer_types=True, annotation_typing=False
"""The language of a text: by its script, its function words, and what py3langid makes of its n-grams.

Each witness speaks in nats, and they are summed up. The script rules languages out, and tells many alone; so do
letters that few languages write. Where clearly more than a quarter of the words are function words of one language,
and hardly any word is one of another language alone, it is that. Function words (Ingle 1976; Grefenstette 1995) and
letters that a language does not have decide among Pashto, Persian, Urdu and Arabic, which share a script, and help
short texts. py3langid (Lui & Baldwin 2012, langid.py) gives log probabilities for 97 languages; it is asked of a
sample from the text's beginning, middle and end first, and of more only where that leaves a doubt. What the page
declares counts as some twenty words, and is taken where the sum leaves a doubt.
"""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct

from archiver.enrich.function_words import groups, longest_word, remembered
from archiver.enrich.scanning import beside, by_language, counted, read, words_of_languages

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
_OTHER_SCRIPTS = frozenset().union(*_SCRIPTS.values())
_TELLING: dict[str, frozenset[str]] = {
    "ğı": frozenset({"tr", "az", "crh"}),
    "őű": frozenset({"hu"}),
    "ơư": frozenset({"vi"}),
    "řěů": frozenset({"cs"}),
    "ðþ": frozenset({"is", "fo"}),
    "ĉĝĵŭ": frozenset({"eo"}),
    "ħċġ": frozenset({"mt"}),
}
"""Latin letters that only these write, of the languages that are told apart here."""
_TOLD_BY_WORDS = (_SCRIPTS["ARABIC"], _TELLING["ğı"])
"""Languages that function words and letters tell from each other without n-grams."""
_USERS: dict[str, str] = {
    "پچژ": "fa ps ur ug ku", "گ": "fa ps ur ug ku", "ګښځڅډړږټڼۍ": "ps", "ې": "ps ug", "ٹڈڑےںہ": "ur", "ھ": "ur ug ku",
    "ةأإ": "ar", "ك": "ar ug", "ي": "ar ps ug", "ى": "ar ug ps", "ی": "fa ps ur ku", "ک": "fa ps ur ku", "ڵڕێ": "ku",
    "ۆ": "ku ug", "ۇۈۋ": "ug", "ە": "ku ug", "іїєґ": "uk be", "ў": "be", "ыэё": "ru be kk ky mn", "ъ": "ru bg",
    "ğı": "tr az crh", "əx": "az", "q": "az crh", "ñ": "crh",
}  # fmt: skip
_LETTERS = {letter: frozenset(codes.split()) for letters, codes in _USERS.items() for letter in letters}
_FOREIGN_LETTER = 1.5  # nats against a language for each letter that it does not write
_MOST_LETTERS = 40  # letters of one kind that count; a name may be written often
_FUNCTION_WORD = 2.0  # nats for a language for each of its function words
_SHORT = 400  # characters; to n-grams of longer texts function words add nothing, but where a script is shared
_DECLARED_NATS, _DOUBT = 6.0, 0.9  # measured: docs/decisions/enrich.md; confidence below which what is declared holds
_RARE = frozenset(
    "ace an ary arz ba bcl br crh dz eo ext fuv gcf gcr gd gom grc gug guw hbo ht ig jv kab kik la lb lg lij ln "
    "ltg mg nso oc om qu rw sa sdh se sn so st tk uzs vec vo wa wuu xh yo yue zu zxx".split()
)
"""Languages that py3langid knows, and in which hardly any news is written."""
_RARE_NATS = 7.0  # against each of them where nothing else speaks for it; a true sentence of one leads by more than 20
_SURE = 15.0  # nats by which the first must lead, or more of the text is read
_SAMPLE, _TOLD = 120, 0.005  # characters from beginning, middle and end; share of letters from which on they tell
_LEAST, _MANY, _DEVIATIONS, _RIVAL = 12, 0.28, 1.3, 0.2
"""Function words that tell a language alone: their number, their share of the words and by how many standard
deviations of so many words it must be passed; and what another language may have of words that this one has not, for
each that this one has and the other has not. Pages of one language have at most .1; of Danish, Norwegian, Dutch and
Afrikaans up to .28, and those with more than this ask for n-grams."""
_FAR = "\u0800"  # texts that begin with a character from here on are mostly told by their script alone
_LIMIT = 4000  # characters looked at in one text: more did not change any verdict
_ENOUGH_LETTERS, _ENOUGH_WITHOUT_WORDS = 20, 80  # of a block, to be identified by itself


class Language(Struct, frozen=True):
    """code: BCP 47, as short as can be ("nb", "pt"); confidence: 0-1."""

    code: str
    confidence: float


@functools.lru_cache(maxsize=1024)
def primary(tag: str | None) -> str | None:
    """The language of a tag: "en-GB" -> "en", "no" -> "nb", "prs" -> "fa"; None for what is no tag."""
    match = re.match(r"\s*([A-Za-z]{2,3})(?![A-Za-z])", tag or "")
    code = match[1].lower() if match else None
    return {"no": "nb", "prs": "fa", "pus": "ps", "eng": "en", "iw": "he", "in": "id"}.get(code or "", code)


@functools.lru_cache(maxsize=8192)
def script_of(character: str) -> str:
    """The first word of a letter's Unicode name, which is its script; "" for what is no letter."""
    return unicodedata.name(character, "?").split(maxsplit=1)[0] if character.isalpha() else ""


def _scripts(latin: int, characters: Mapping[str, int]) -> dict[str, int]:
    """Letters by script. latin: those of ASCII, which are most of most texts and tell nothing one by one."""
    found = {"LATIN": latin} if latin else {}
    for character, count in characters.items():
        if character > "\x7f":
            script = script_of(character)
            if script:
                found[script] = found.get(script, 0) + count
    return found


def _letters_of(text: str) -> dict[str, int]:
    latin, characters = counted(text)
    return _scripts(latin, characters)


def _script(letters: Mapping[str, int]) -> str:
    """The script of most letters; Japanese has more kanji than kana."""
    if letters.get("HIRAGANA", 0) + letters.get("KATAKANA", 0) > 0.1 * sum(letters.values()):
        return "HIRAGANA"
    return max(letters, key=letters.__getitem__, default="")


def detect(text: str, declared: str | None = None) -> Language | None:
    """The language of a text; None where neither the text nor the page says anything.

    text: any length; its script is that of most letters, else the first 4,000 characters count. declared: a
    tag that the page states of itself.
    """
    stated = primary(declared)
    words = None
    if text[:1] < _FAR:  # its words will mostly be asked for
        latin, characters, count, shared = read(text, _LIMIT, remembered(), groups(), longest_word())
        words = FunctionWords(count, by_language(shared), shared)
    else:
        latin, characters = counted(text)
    letters = _scripts(latin, characters)
    total = sum(letters.values())
    if total < 3:
        return Language(stated, 0.5) if stated else None
    script = _script(letters)
    candidates = _SCRIPTS.get(script, frozenset()) if script != "LATIN" else _by_letters(characters, total)
    if len(candidates) == 1:
        return Language(next(iter(candidates)), 0.99)
    return _weighed(text[:_LIMIT], words, characters, stated, candidates)


def _by_letters(characters: Mapping[str, int], total: int) -> frozenset[str]:
    """The languages that write the letters of a Latin text; empty where they leave that open."""
    least = max(2, _TOLD * total)
    told = []
    for letters, users in _TELLING.items():
        count = 0
        for letter in letters:
            count += characters.get(letter, 0)
        if count >= least:
            told.append(users)
    return told[0] if len(told) == 1 else frozenset()


def _by_words(words: FunctionWords) -> str | None:
    """The language of which so many of a text's words are function words that it can be no other."""
    counts = words.by_language
    first = max(counts, key=lambda code: counts[code], default=None)
    least = _MANY * words.all + _DEVIATIONS * math.sqrt(_MANY * (1 - _MANY) * words.all)
    if first is None or counts[first] < max(least, _LEAST):
        return None
    only, lacked = words.beside(first)
    return first if all(lacked.get(rival, 0) <= _RIVAL * only[rival] for rival in counts if rival != first) else None


def _weighed(
    text: str,
    words: FunctionWords | None,
    characters: Mapping[str, int],
    stated: str | None,
    candidates: frozenset[str],
) -> Language:
    """The sum of what the witnesses say. words: of the text, where they are known. candidates: of the script; empty
    where it leaves them open."""
    nats: defaultdict[str, float] = defaultdict(float)
    if stated and (not candidates or stated in candidates):
        nats[stated] += _DECLARED_NATS
    words = words or function_words(text)
    if not candidates and (plain := _by_words(words)) and stated in (None, plain):
        return Language(plain, 0.99)
    if candidates or len(text) <= _SHORT:
        for code, count in words.by_language.items():
            nats[code] += _FUNCTION_WORD * count
    if candidates:
        foreign = _foreign(characters, candidates)
        for code in candidates:
            nats[code] -= _FOREIGN_LETTER * foreign[code]
    alone = {code: nats[code] for code in candidates}
    if candidates in _TOLD_BY_WORDS and _lead(alone) > _SURE:
        return _best(alone)
    sample = _sample(text)
    found = _with_ngrams(sample, nats, candidates)
    if sample != text and _lead(found) <= _SURE:
        found = _with_ngrams(text, nats, candidates)
    best, may_be = _best(found), stated in candidates or not (candidates or stated in _OTHER_SCRIPTS)
    return _best(found, stated) if stated in found and may_be and best.confidence < _DOUBT else best


class FunctionWords(Struct, frozen=True):
    """all: a text's words. by_language: how many of them are function words of each language. shared: the same words
    by all languages of which they are one."""

    all: int
    by_language: Mapping[str, int]
    shared: Mapping[tuple[str, ...], int]

    def beside(self, language: str) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """By each other language how many are function words of this one and not of that; and, but for those that have
        none, of that and not of this."""
        both, lacked = beside(self.shared, language)
        own = both.get(language, 0)
        return {code: own - both.get(code, 0) for code in self.by_language}, lacked


def function_words(text: str) -> FunctionWords:
    """The function words of a text. A single Latin letter tells nothing."""
    words, shared = words_of_languages(text, remembered(), groups(), longest_word())
    return FunctionWords(words, by_language(shared), shared)


def _foreign(characters: Mapping[str, int], languages: frozenset[str]) -> dict[str, int]:
    """Of each language how many of these are letters that few languages write, and it does not."""
    found = dict.fromkeys(languages, 0)
    for character, count in characters.items():
        users = _LETTERS.get(character)
        if users is not None:
            least = min(count, _MOST_LETTERS)
            for code in languages:
                if code not in users:
                    found[code] = found[code] + least
    return found


def _sample(text: str) -> str:
    """Three pieces of a long text, cut at blanks; a short one as it is."""
    if len(text) < 4 * _SAMPLE:
        return text
    starts = (0, len(text) // 2 - _SAMPLE // 2, len(text) - _SAMPLE)
    return " ".join(text[start : start + _SAMPLE].partition(" ")[2].rpartition(" ")[0] for start in starts)


def _with_ngrams(text: str, nats: Mapping[str, float], candidates: frozenset[str]) -> dict[str, float]:
    from py3langid import rank  # 0.1 s, and numpy: only where a text asks for it

    odds: dict[str, float] = {}
    for code, logp in rank(text):
        code = primary(code) or code
        odds[code] = max(odds.get(code, -math.inf), float(logp))
    known = {code: logp for code, logp in odds.items() if code in candidates} or odds
    return {code: logp + nats.get(code, -_RARE_NATS if code in _RARE else 0.0) for code, logp in known.items()}


def _lead(nats: Mapping[str, float]) -> float:
    first, *others = sorted(nats.values(), reverse=True)
    return first - others[0] if others else math.inf


def _best(nats: Mapping[str, float], code: str | None = None) -> Language:
    """The language of most nats, or the one of this code."""
    code = code or max(nats, key=nats.__getitem__)
    total = sum(math.exp(min(max(value - nats[code], -700.0), 700.0)) for value in nats.values())
    return Language(code, round(1 / total, 3))


def detect_blocks(texts: Sequence[str], declared: str | None = None) -> tuple[Language | None, ...]:
    """The language of each block: that of all of them together, where nothing in the block speaks against it.

    Against it speaks another script, or more function words of another language than of that one; only
    such a block is identified by itself. One of fewer than 20 letters, or of fewer than 80 without a
    function word (names, a list), has the page's language, or one of its script where that is not Latin.
    """
    page = detect("\n".join(texts), declared)
    if page is None:
        return tuple(None for _ in texts)
    script = _script(_letters_of("\n".join(texts)))
    return tuple(_of_block(text, page, script) for text in texts)


def _of_block(text: str, page: Language, script: str) -> Language:
    letters = _letters_of(text)
    own = _script(letters)
    shared = not own or own == script or page.code in _SCRIPTS.get(own, ())
    if not shared and own in _SCRIPTS:
        return detect(text) or page
    hits = function_words(text).by_language
    if sum(letters.values()) < (_ENOUGH_LETTERS if hits else _ENOUGH_WITHOUT_WORDS):
        return page
    if shared and hits and hits.get(page.code) == max(hits.values()):
        return page
    return detect(text, page.code if shared else None) or page
