"""Names out of what bylines and data give as one text: "By Ann Lee, Staff Writer and Per Dahl | 3 May 2024"."""

from __future__ import annotations

import re
import unicodedata

from archiver.expressions import expression

_BY = (
    "by|written by|story by|words by|reporting by|posted by|published by|von|text von|verfasst von|"
    "geschrieben von|par|écrit par|publié par|por|escrito por|"
    "publicado por|di|scritto da|a cura di|av|skrevet av|skriven av|af|skrevet af|door|"
    "geschreven door|tarafından|yazar|yazan|от|автор|текст|oleh|penulis|autor|autorin|author|authors|reporter|"
    "نویسنده|لیکوال|بقلم|كتب|تحریر|记者|記者|作者|撰文"
)
_LEAD = expression(rf"^(?:(?:{_BY})(?:\s*[:：]\s*|\s+)|[:：–—-]\s*)+", re.IGNORECASE)
LABEL = expression(rf"(?:{_BY})\s*[:：]?", re.IGNORECASE)
"""What stands before a name, or in a cell of its own beside it, and says that whoever is named wrote."""
BYLINE = expression(rf"(?:{_BY})\s*[:：]?\s+([^\W\d_][^•·@]{{2,90}})", re.IGNORECASE)
_AND = expression(r"\s*[,;/|•·]\s*|\s+[–—-]\s+|\s+(?:and|und|og|och|et|en|y|e|и|ve|و|&)\s+", re.IGNORECASE)
JOIN = expression(r"[\s,;]*(?:and|und|og|och|et|en|y|e|и|ve|و|&|,|;)[\s,;]*", re.IGNORECASE)
"""What stands between two names of a list."""
CREDIT = expression(
    r"(?:foto|photo|bild|image|picture|illustration|grafik|graphic|kuva|fotograf|写真|사진|عکس)\w*\b", re.IGNORECASE
)
"""How a line begins that names who took a picture."""
_ADDRESS = expression(r"\S*@\S+|https?://\S+|www\.\S+")
_ASIDE = expression(r"\s*[(\[][^)\]]*[)\]]?")
_OFFICE = expression(r"\s+(?:기자|특파원|記者)$")
_WITH = expression(
    r"\s+(?:with|mit|avec|con|med|und|and)\s+(?:agencies|agenturen|agences?|agenzie|agencias|byråer)$|"
    r"\s+(?:with|mit|avec|con|med)\s+(?-i:[A-Z]{2,4})$|\s+(?:for|für|pour|para)\s+\S+\.\w+$",
    re.IGNORECASE,
)
_DAY = (
    r"(?:mon|tues?|wednes|thurs?|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|lundi|mardi|mercredi|"
    r"jeudi|vendredi|samedi|dimanche|jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz|apr(?:il)?|may|mai|june?|juni|july?|"
    r"juli|aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?"
)
_CALENDAR = expression(_DAY, re.IGNORECASE)
_WHEN = expression(
    rf"[\s,|–—-]+(?:on|at|am|le|el|updated|published|posted)?\s*(?:\b(?:{_DAY})\b\.?,?\s*(?=\d|$|(?:{_DAY})\b)|\d).*",
    re.IGNORECASE,
)
_ROLE = expression(
    r"\b(?:writer|editor|reporter|correspondent|columnist|journalist|contributor|producer|bureau chief|analyst|critic|"
    r"\w*redakteurin?|reporterin|\w*korrespondent(?:in)?|volontärin?|\w*leiter(?:in)?|journaliste|rédacteur|rédactrice|redactora?|"
    r"corresponsal|journalista|giornalista|inviat[oa]|redaktør|editörü?|muhabir|director)\b|^(?:기자|특파원|記者)$",
    re.IGNORECASE,
)
_NEWSROOM = expression(
    r"\b(?:staff|team|desk|newsroom|bureau|agenc(?:y|ies)|agentur(?:en)?|ajans[ıi]|press|reuters|afp|dpa|media|news|"
    r"redaktion|rédaction|redaction|redacción|redazione|redaksjonen|newsdesk)\b|redaktion$",
    re.IGNORECASE,
)
_ACCOUNT = frozenset(
    {
        "admin",
        "administrator",
        "webmaster",
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
_BUTTON = expression(
    r"\b(?:view|more|all|follow|share|read|see|show|about|articles?|stories|posts?|profile|bio|e-?mail|contact|sign|subscribe|"
    r"alle|mehr|folgen|teilen|artikel|autor:in|plus|tous|suivre|partager|seguir|compartir|más|altri|segui|følg|takip)\b",
    re.IGNORECASE,
)
"""Words of buttons and links round a name."""
_NOBODY = expression(
    r"(?:(?:news )?agencies|(?:nachrichten)?agenturen|agences|agencias|agenzie|byråer|ajanslar|agentschappen|"
    r"(?:our )?staff(?: (?:writer|reporter|correspondent))?s?|news|press)",
    re.IGNORECASE,
)
"""What is written in a name's place and says that nobody in particular wrote."""
_HOST = expression(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}", re.IGNORECASE)
_READING = expression(r"\b(?:min(?:utes?)? read|min\. lesezeit|minuten|minutes|comments?|ago)\b", re.IGNORECASE)
LONGEST = 80
"""Characters of a name."""


def split(names: str) -> list[str]:
    """Several names in one text: "A, B and C". A comma before an office or a place is not told apart from one
    between names, but a part that is no name is cleaned away later."""
    text = " ".join(names.split())
    plain = _without_lead(text)
    if "@" in plain or "://" in plain or "www." in plain:
        plain = _ADDRESS.sub("|", plain)
    if "(" in plain or "[" in plain:
        plain = _ASIDE.sub("", plain)
    return [part for part in _AND.split(_WHEN.sub("", plain).strip(" |,;")) if part]


def _without_lead(text: str) -> str:
    """The text without the "By" before it."""
    lead = _LEAD.match(text)
    return text[lead.end() :] if lead else text


def clean(name: str) -> str:
    """A name without the word before it, office, addresses and markup; "" where no name is left."""
    plain = _without_lead(" ".join(name.split()))
    plain = _WITH.sub("", _OFFICE.sub("", plain).strip(" ,;|•·-–—:"))
    if len(plain) > LONGEST or len(plain) < 2 or not any(c.isalpha() for c in plain):
        return ""
    if plain.casefold() in _ACCOUNT or _NOBODY.fullmatch(plain) or _CALENDAR.fullmatch(plain) or _READING.search(plain):
        return ""
    return plain


def is_newsroom(name: str) -> bool:
    """Whether a name is of an office or an agency rather than of a person."""
    return bool(_NEWSROOM.search(name)) or is_host(name)


def is_host(name: str) -> bool:
    """Whether a name is that of a site: "island.example"."""
    return "." in name and bool(_HOST.fullmatch(name))


def is_role(name: str) -> bool:
    """Whether it says what somebody is and not who: "AP National Political Writer"."""
    return bool(_ROLE.search(name))


def like_person(text: str) -> bool:
    """Whether a line can be nothing but a name: two to four words, each with a capital, no figures or stops."""
    words = text.split()
    return 2 <= len(words) <= 4 and all(
        w[:1].isupper() and w.replace("-", "").replace("’", "").replace("'", "").isalpha() for w in words
    )


_PARTICLE = frozenset(
    "de da do dos di del della van von der den ter ten la le zu zum zur af av bin ibn al el y e".split()
)
_ARTICLE = frozenset("the der die das les los las".split())
_IN_NAMES = dict.fromkeys(map(ord, "-’'\u200c"))
_CASELESS = expression(r"[\u0590-\u08ff\u0e00-\u0e7f\u0900-\u0dff]")
_DESKS = "部社局班課版報网網"
"""How names of offices end in Chinese and Japanese."""


def like_name(text: str) -> bool:
    """Whether a text where a name is expected can be one: like_person with particles ("van der", "de"), initials
    and capitals throughout; in scripts without capitals two to five words, in Chinese, Japanese and Korean one."""
    words = text.split()
    if _BUTTON.search(text) or (words[:1] and words[0].casefold() in _ARTICLE):
        return False
    if len(words) == 1:
        return text[-1] not in _DESKS and _is_eastern(text)
    if not 2 <= len(words) <= 5 or any(c.isdigit() for c in text):
        return False
    plain = [w.translate(_IN_NAMES).removesuffix(".") for w in words]
    if not all(w and all(c.isalpha() or c.isspace() or unicodedata.combining(c) for c in w) for w in plain):
        return False
    if _CASELESS.search(text):
        return True
    return (
        words[0][:1].isupper()
        and words[-1][:1].isupper()
        and all(w[:1].isupper() or w.casefold() in _PARTICLE for w in words)
    )


def _is_eastern(text: str) -> bool:
    """Whether it is two to four syllables in Hangul or two to five Chinese characters, and nothing else."""
    hangul = len(text) <= 4 and all("\uac00" <= c <= "\ud7af" for c in text)
    return 2 <= len(text) <= 5 and (hangul or all("\u3400" <= c <= "\u9fff" for c in text))
