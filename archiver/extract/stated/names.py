# cython: infer_types=True, annotation_typing=False
"""Names out of what bylines and data give as one text: "By Ann Lee, Staff Writer and Per Dahl | 3 May 2024"."""

from __future__ import annotations

import re
import unicodedata

from archiver.common.expressions import expression
from archiver.extract.stated.credit_lines import plainly
from archiver.extract.stated.round_names import is_calendar, without_date, without_lead
from archiver.words.wordlist import Wordlist, is_of_word, small

_AND = expression(r"\s*[,;/|•·]\s*|\s+[–—-]\s+|\s+(?:and|und|og|och|et|en|y|e|и|ve|و|&)\s+", re.IGNORECASE)
_JOINING = frozenset("and und og och et en y e и ve و &".split())
_CREDIT = tuple("foto photo bild image picture illustration grafik graphic kuva fotograf 写真 사진 عکس".split())
"""How a line begins that names who took a picture."""
_ADDRESS = expression(r"\S*@\S+|https?://\S+|www\.\S+")
_ASIDE = expression(r"\s*[(\[][^)\]]*[)\]]?")
_OFFICES = ("기자", "특파원", "記者")
"""Offices that stand behind a name."""
_TITLES = frozenset("dr prof mr mrs ms dott dott.ssa dra sr sra mag med phil".split())
_WHENCE = (" in ", " à ", " aus ", " from ")
_WITH = frozenset("with mit avec con med".split())
_AGENCIES = frozenset("agencies agenturen agence agences agenzie agencias byråer".split())
_FOR = frozenset("for für pour para".split())
_ROLE = Wordlist(
    whole="writer|editor|reporter|correspondent|columnist|journalist|contributor|producer|bureau chief|analyst|critic|"
    "writers|editors|reporters|correspondents|columnists|journalists|contributors|producers|analysts|critics|"
    "reporterin|volontär|volontärin|journaliste|rédacteur|rédactrice|redactor|redactora|corresponsal|journalista|giornalista|"
    "inviato|inviata|redaktør|redaktör|redacteur|verslaggever|repórter|jornalista|editör|editörü|muhabir|director",
    ends="redakteur|redakteurin|korrespondent|korrespondentin|leiter|leiterin",
)
_NEWSROOM = Wordlist(
    whole="staff|team|desk|newsroom|bureau|agency|agencies|agentur|agenturen|ajansı|press|reuters|afp|dpa|media|news|"
    "redaktion|rédaction|redaction|redacción|redazione|redaksjonen|newsdesk|redactie|redação|redakcja|redaktionen|"
    "agence|agencia|agência|agenzia|agenturer|agencja|агентство|редакция|خبرگزاری|وكالة"
)
_ACCOUNT = frozenset(
    {
        "admin",
        "administrator",
        "webmaster",
        "super user",
        "root",
        "user",
        "editor",
        "author",
        "guest",
        "unknown",
        "anonymous",
        "null",
        "none",
        "undefined",
    }
)
_BUTTON = Wordlist(
    whole="view|more|all|follow|share|read|see|show|about|article|articles|stories|post|posts|profile|bio|email|e-mail|"
    "contact|sign|subscribe|alle|mehr|folgen|teilen|artikel|autor:in|plus|tous|suivre|partager|seguir|compartir|más|altri|"
    "segui|følg|takip"
)
"""Words of buttons and links round a name."""
_NOBODY = frozenset(
    "agencies|news agencies|agenturen|nachrichtenagenturen|agences|agencias|agenzie|byråer|ajanslar|agentschappen|news|"
    "press|staff|staff writer|staff reporter|staff correspondent|our staff|our staff writer|our staff reporter|"
    "our staff correspondent|staffs|staff writers|staff reporters|staff correspondents".split("|")
)
"""What is written in a name's place and says that nobody in particular wrote."""
_READING = Wordlist(whole="min read|minute read|minutes read|min. lesezeit|minuten|minutes|comment|comments|ago")
LONGEST = 80
"""Characters of a name."""


def split(names: str) -> list[str]:
    """Several names in one text: "A, B and C". A comma before an office or a place is not told apart from one
    between names, but a part that is no name is cleaned away later."""
    text = plainly(" ".join(names.split()))
    plain = without_lead(text)
    if "@" in plain or "://" in plain or "www." in plain:
        plain = _ADDRESS.sub("|", plain)
    if "(" in plain or "[" in plain:
        plain = _ASIDE.sub("", plain)
    return _parts(without_date(plain).strip(" |,;"))


def _parts(text: str) -> list[str]:
    """What stands between commas and words for "and", but for those within a name: "José Ortega y Gasset"."""
    parts: list[str] = []
    at, joined = 0, ""
    for found in (*_AND.finditer(text), None):
        part = text[at : found.start() if found else len(text)]
        if joined and parts and _is_one(parts[-1], small(joined.strip()), part):
            parts[-1] += joined + part
        else:
            parts.append(part)
        at, joined = (found.end(), found[0]) if found else (at, "")
    return list(filter(None, parts))


def _is_one(name: str, joined: str, rest: str) -> bool:
    """Whether a word for "and" joins surnames of one person: one surname behind "y", or "von und zu"."""
    if joined == "und":
        return name.endswith(" von") and rest.startswith("zu ")
    lone = " " in name and " " not in rest and rest[:1].isupper() and not rest.isupper()
    return joined == "y" and lone and small(rest) not in _AGENCIES and not is_newsroom(rest)


def is_joining(text: str) -> bool:
    """Whether it is what stands between two names of a list."""
    bare = text.replace(",", " ").replace(";", " ").strip()
    return small(bare) in _JOINING if bare else "," in text or ";" in text


def is_credit(line: str) -> bool:
    """Whether a line begins as one that names who took a picture."""
    return small(line).startswith(_CREDIT)


def clean(name: str) -> str:
    """A name without the word before it, office, addresses and markup; "" where no name is left."""
    plain = without_lead(" ".join(name.split()))
    for office in _OFFICES:
        plain = plain.removesuffix(f" {office}")
    plain = _without_title(_without_place(_without_agency(plain.strip(" ,;|•·-–—:"))))
    if len(plain) > LONGEST or len(plain) < 2 or not any(c.isalpha() for c in plain):
        return ""
    if plain.casefold() in _ACCOUNT or small(plain) in _NOBODY or is_calendar(plain) or _READING.is_in(plain):
        return ""
    return plain


def _without_agency(name: str) -> str:
    """A name without whom it worked with or for: "Ann Lee with AFP", "Ann Lee for island.example"."""
    rest, _, last = name.rpartition(" ")
    who, _, word = rest.rpartition(" ")
    word, whom = small(word), small(last)
    stem, dot, end = last.rpartition(".")
    letters = last.isascii() and last.isalpha() and last.isupper() and 2 <= len(last) <= 4
    joined = word in _WITH and (letters or whom in _AGENCIES)
    joined = joined or (word in ("und", "and") and whom in _AGENCIES)
    joined = joined or (word in _FOR and bool(stem and dot and end) and all(map(is_of_word, end)))
    return who if who and joined else name


def _without_place(name: str) -> str:
    """A name of two words or more without where it was written: "Tom van der Meer in Lusaka"."""
    for where in _WHENCE:
        who, _, place = name.partition(where)
        if place[:1].isupper() and " " in who:
            return who
    return name


def _without_title(name: str) -> str:
    """A name without a title before it, where two words or more are left: "Dr. Ann Lee"."""
    rest = name
    while rest.partition(" ")[0].casefold().removesuffix(".") in _TITLES:
        rest = rest.partition(" ")[2]
    return rest if " " in rest else name


def is_newsroom(name: str) -> bool:
    """Whether a name is of an office or an agency rather than of a person."""
    return _NEWSROOM.is_in(name) or small(name).endswith("redaktion") or is_host(name)


def is_host(name: str) -> bool:
    """Whether a name is that of a site: "island.example"."""
    *labels, top = name.split(".")
    return (
        2 <= len(top) <= 6
        and top.isascii()
        and top.isalpha()
        and bool(labels)
        and all(label and all(is_of_word(c) or c == "-" for c in label) for label in labels)
    )


def is_role(name: str) -> bool:
    """Whether it says what somebody is and not who: "AP National Political Writer"."""
    return _ROLE.is_in(name) or name in _OFFICES


def like_person(text: str) -> bool:
    """Whether a line can be nothing but a name: two to four words, each with a capital, no figures or stops."""
    words = text.split()
    return 2 <= len(words) <= 4 and all(
        w[:1].isupper() and w.replace("-", "").replace("’", "").replace("'", "").isalpha() for w in words
    )


def is_menu(text: str, linked: float | None) -> bool:
    """Whether a line of so many words that are all link is rather a menu's entries than one name."""
    return text.count(" ") >= 3 and linked is not None and linked > 0.8


_PARTICLE = frozenset(
    "de da do dos das di del della dello dei degli delle dal dalla van von der den ter ten te t op la le lo zu zum zur "
    "af av bin ibn bint al el ul ur ud y e i und".split()
)
_JOINED = tuple("al- el- ul- ur- ud- as- ash- ad- ar- an- at- az- d' d’ dell' dell’ l' l’ 't- ’t-".split())
"""Particles that are written together with the name behind them."""
_ARTICLE = frozenset("the der die das les los las".split())
_IN_NAMES = dict.fromkeys(map(ord, "-’'\u200c"))
_DESKS = "部社局班課版報网網"
"""How names of offices end in Chinese and Japanese."""


def like_name(text: str) -> bool:
    """Whether a text where a name is expected can be one: like_person with particles ("van der", "de"), initials
    and capitals throughout; in scripts without capitals two to five words, in Chinese, Japanese and Korean one."""
    words = text.split()
    if _BUTTON.is_in(text) or (words[:1] and words[0].casefold() in _ARTICLE):
        return False
    if len(words) == 1:
        return text[-1] not in _DESKS and _is_eastern(text)
    if not 2 <= len(words) <= 5 or any(c.isdigit() for c in text):
        return False
    plain = [w.translate(_IN_NAMES).removesuffix(".") for w in words]
    if not all(w and all(c.isalpha() or c.isspace() or unicodedata.category(c)[0] == "M" for c in w) for w in plain):
        return False
    if any("\u0590" <= c <= "\u137f" or "\u1780" <= c <= "\u17ff" for c in text):  # from Hebrew to Ethiopic, Khmer
        return True
    if len(words) == 2 and all(map(_is_half, words)):
        return True
    return (
        words[0][:1].isupper()
        and (words[-1][:1].isupper() or _is_joined(words[-1]))
        and all(w[:1].isupper() or w.strip("'’").casefold() in _PARTICLE or _is_joined(w) for w in words)
    )


def _is_joined(word: str) -> bool:
    """Whether it is a name with a small particle written before it: "al-Hakim", "d'Amico"."""
    return any(word.startswith(small_one) and word[len(small_one) :][:1].isupper() for small_one in _JOINED)


def _is_half(word: str) -> bool:
    """Whether it is a family's or a given name in Chinese characters or kana: one to four."""
    return len(word) <= 4 and all("\u3041" <= c <= "\u30ff" or "\u3400" <= c <= "\u9fff" for c in word)


def _is_eastern(text: str) -> bool:
    """Whether it is two to four syllables in Hangul or two to five Chinese characters, and nothing else."""
    hangul = len(text) <= 4 and all("\uac00" <= c <= "\ud7af" for c in text)
    return 2 <= len(text) <= 5 and (hangul or all("\u3400" <= c <= "\u9fff" for c in text))
