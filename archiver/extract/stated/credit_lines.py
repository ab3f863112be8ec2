"""Credit lines in their plainest form: "Text: Ann Lee Photos: Per Dahl" is "By Ann Lee", "Von unserer Korrespondentin
Ann Lee, Wien" is "Von Ann Lee, Wien".

A credit line tells whose part was what. Whoever took the pictures did not write, whoever made both did, and the office
that stands before a name is no part of it.
"""

from __future__ import annotations

import re

from archiver.common.expressions import expression
from archiver.words.wordlist import small

_WORK = (
    r"(?:texte?r?|tekste?r?|testo|textos?|story|words|report(?:ing|age|aje|agem)?|reportasje|analys[ei]s?|análisis|"
    r"análise|analisi|opinion|opinión|opinião|comment(?:ary)?|commentaire|kommentar|commento|gastbeitrag|gastkommentar|"
    r"beitrag|kolumne|column|bericht|interview|essay|crónica|crônica|cronaca|krönika|haber|текст|文|گزارش|خبر|راپور|رپورٹ)"
)
_PICTURES = (
    r"(?:photos?|photograph(?:s|y|ies?|ie)?|pictures?|fotos?|foto['’]s|fotograf(?:ie|ía|ia|ias|ier)?|fotoğraf(?:lar)?|"
    r"images?|imágenes|imagens|bild(?:er)?|bilde|beeld|illustrations?|illustrasjon|video|vídeo|фото)"
)
_AND = r"(?:\s*[&/,+]\s*|\s+(?:and|und|og|och|en|et|y|e|i|ve|и)\s+)"
_AN = r"(?:an?|the|ein|eine|un|une|una|uma|et|ett|en|een)\s+"
_OF = r"(?:\s*[:：]\s*|\s+(?:by|von|par|av|af|door|de|di|por|от)\s+)"
_LEAD = expression(
    rf"(?:{_AN})?(?:{_WORK}(?:{_AND}(?:{_PICTURES}|{_WORK}))*|{_PICTURES}{_AND}{_WORK}|"
    rf"{_PICTURES}\s*[:：].+?\b{_WORK}(?=\s*[:：])){_OF}|"
    rf"{_AN}\w+\s+(?:by|von|par|av|af|door|de|di|por|от)\s+",
    re.IGNORECASE,
)
_PICTURES_BEHIND = expression(rf"[\s|/,;.·•(–—-]+{_PICTURES}(?:{_AND}{_PICTURES})*{_OF}.*", re.IGNORECASE)
_OUR = r"(?:our|the|unser\w*|onze|ons|notre|nos|nuestr[oa]s?|nostr[oaie]|vår\w*|vores|noss[oa]s?|dem|der)"
_KIND = r"(?:own|senior|chief|special|staff|foreign|political|deputy|guest|freelance|lokale|special[ea])"
_OFFICE = (
    r"\w*-?(?:correspondents?|correspondant(?:e|s|es)?|korrespondent(?:en|in|innen|er)?|corresponsal(?:es)?|"
    r"correspondente|corrispondente|reporter(?:s|in|en)?|repórter|redakteur(?:e|en|s|in|innen)?|"
    r"redact(?:eur|rice|or|ora)|rédact(?:eur|rice)|redatt(?:ore|rice)|redaktør|redaktör|redatora?|verslaggever|"
    r"verslaggeefster|journalist(?:in|en|e|a)?|journaliste|giornalista|jornalista|medarbeider|medarbetare|medarbejder|"
    r"writer|editor|envoyée? spéciale?|enviad[oa] especial|inviat[oa]|autor(?:in)?)"
)
_BY_OFFICE = expression(
    rf"(?:by|von|par|door|av|af|por|de|dal|dalla|di|från|fra)\s+(?:{_OUR}\s+)?(?:{_KIND}\s+)*{_OFFICE}\s+(?=\w\S*\s+\S)",
    re.IGNORECASE,
)
_CHINESE = expression(r"\w*记者\s*[:：]?\s*([\u4e00-\u9fff]{2,4}(?:\s+(?!报道|摄影|摄像)[\u4e00-\u9fff]{2,4})+)")
"""Chinese names are written without a space in them, so that one stands between two names."""
_ARABIC = expression(
    r"((?:بقلم|كتبت?)\s*:?\s+\w+\s+\w.*?)\sو"
    r"(?!لي|ائل|سا|سي|فا|في|جد|جي|رد|دا|دي|ضا|حي|لا|لد|صا|صف|هب|هي)(?=\w{3})"
)
"""An "and" that is written together with the name behind it; given names begin so too (Walid, Wael, Wafa)."""

# What is in all lines that the expressions find, and in few others: most lines ask none of them.
_OFS = frozenset("by von par av af door de di por от dal dalla från fra".split())
_SEEN = tuple("photo pictur foto imag imágen bild beeld illustr video vídeo фото".split())
_BEGINNINGS = (
    *_SEEN, "text", "tekst", "testo", "story", "words", "report", "analy", "análi", "anali", "opini", "comment",
    "kommentar", "gast", "beitrag", "kolumne", "column", "bericht", "interview", "essay", "crónica", "crônica",
    "cronaca", "krönika", "haber", "текст", "文", "گزارش", "خبر", "راپور", "رپورٹ", "a ", "an ", "the ", "ein ",
    "eine ", "un ", "une ", "una ", "uma ", "et ", "ett ", "en ", "een ",
)  # fmt: skip
_OFFICES = (
    "corr", "korr", "report", "repórter", "redak", "redac", "rédac", "redat", "verslag", "journal", "giornal", "jornal",
    "medarb", "writer", "editor", "envoy", "enviad", "inviat", "autor",
)  # fmt: skip


def plainly(line: str) -> str:
    """The line with "By" for all that says that a name behind it wrote, and without whoever took the pictures."""
    if not line.isascii():
        line = _ARABIC.sub(r"\1; ", line, 1)
        if found := _CHINESE.match(line):
            return f"记者 {'; '.join(found[1].split())}"
    letters = small(line)
    if ":" in letters or "：" in letters or not _OFS.isdisjoint(letters.split()):
        if letters.startswith(_BEGINNINGS):
            line = _LEAD.sub("By ", line, 1) if _LEAD.match(line) else line
        if any(word in letters for word in _SEEN):
            line = _PICTURES_BEHIND.sub("", line, 1) or line
        if any(word in letters for word in _OFFICES):
            found = _BY_OFFICE.match(line)
            return f"By {line[found.end() :]}" if found and line[found.end()].isupper() else line
    return line


def is_work_label(text: str) -> bool:
    """Whether it says that whoever is named behind it wrote, and nothing else: "Text:"."""
    found = _LEAD.match(text)
    return found is not None and found.end() == len(text)
