# cython: infer_types=True, annotation_typing=False
"""Slots: the parts of furniture that vary from page to page, {amount}, {date}, {iban} and so on.

A slot is a regular expression over folded text, the mark that a text must bear for the slot to be
worth trying, and, where form alone is too weak, a check of what it matched (in the original text).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from archiver.boilerplate.text.fold import fold
from archiver.boilerplate.text.iban import iban_is_valid, iban_pattern, is_printed_as_iban

WORD = re.compile(r"\w+")
NETWORKS = (
    "facebook messenger|facebook|twitter|x|whatsapp|telegram|linkedin|instagram|reddit|pinterest|tumblr"
    "|pocket|viber|skype|threads|bluesky|mastodon|messenger|youtube|tiktok|flipboard|xing|vkontakte|vk|odnoklassniki|ok"
    "|line|wechat|weibo|snapchat|signal|email|e-mail|mail|print|rss|copy link|sms|google news|google|gmail"
    "|e-post|epost|correo|courriel|sähköposti|e-posta|почта"
    "|truth social|gab|gettr|parler|mix|digg|stumbleupon"
    "|فیسبوک|تویتر|توییتر|واتساپ|واتس اپ|تلگرام|تلیگرام|لینکدین|اینستاگرام|ایمیل"
    "|فېسبوک|ټویټر|تویټر|وټساپ|وټس اپ|ټیلیګرام|ټلیګرام|انسټاګرام|واټساپ|واتس‌اپ|بریښنالیک|برېښنالیک|چاپ"
    "|انستغرام|تیلیغرام|تلغرام|لینکد ان"
    "|вконтакте|одноклассники|телеграм|вотсап|ټوېټر|ټلګرام"
)
_NETWORK = rf"(?:{NETWORKS})(?!\w)"
BUTTONS = fold(
    "share|tweet|post|save|send|pin|like|copy|copy url|email this"
    "|teilen|twittern|tweeten|mailen|drucken|merken|senden|weiterleiten|empfehlen|link kopieren"
    "|partager|tweeter|envoyer|imprimer|enregistrer|copier|copier le lien|recommander"
    "|compartir|tuitear|enviar|imprimir|guardar|copiar enlace|compartilhar|partilhar|tweetar|salvar|copiar link"
    "|condividi|twitta|invia|stampa|salva|copia link|delen|printen|bewaren|kopieer link"
    "|del|skriv ut|lagre|kopier lenke|kopier lenken|kopier link|dela|spara|kopiera länk|udskriv|gem"
    "|поделиться|твитнуть|печать|отправить|сохранить|скопировать ссылку|paylaş|yazdır|gönder|kaydet"
    "|مشارکة|طباعة|حفظ|ارسال|نسخ الرابط|هم رسانی|همرسانی|اشتراک گذاری|ذخیره|پرینت|کپی|کپی لینک|توییت"
    "|شریکول|شریک کړئ|خوندی کول|چاپول|لینک کاپی کړئ|کاپی|لیږل|لېږل|شییر کریں|پرنٹ"
).text
LEADS = fold(
    "on|via|to|by|auf|per|über|bei|mit|sur|par|avec|en|por|no|em|su|op|på|i|в|на|در|با|په|کی|کې|على|عبر"
).text
_ITEM = rf"(?:(?:{LEADS})(?!\w) )?(?:{BUTTONS}|{NETWORKS})(?!\w)(?: (?:{LEADS})(?!\w))?"


def _is_named(text: str) -> bool:
    """A name has a capital (or a digit: "24sata") in scripts that know capitals; others cannot tell."""
    has_small = False
    for c in text:
        if c.isupper() or c.isdigit():
            return True
        has_small = has_small or c.islower()
    return not has_small


def _is_person(text: str) -> bool:
    """Two to six words, all but particles ("von", "al", "y") with a capital where the script has any; twelve where
    initials and halves of double names are counted."""
    words = text.split()
    named = 2 <= len(words) <= 6 and all(len(word) <= 3 or not word[0].islower() for word in words)
    return named and _is_named(text) and len(WORD.findall(text)) <= 12


def _is_publisher(text: str) -> bool:
    """Words with capitals, but for short ones."""
    return all(len(word) <= 3 or not word[0].islower() for word in text.split()) and _is_named(text)


def _is_account(text: str) -> bool:
    return 7 <= sum([c.isdigit() for c in text]) <= 24


def _is_code(text: str) -> bool:
    return text.isupper()


def _is_year(word: str) -> bool:
    """Whether a word is a year of the Gregorian calendar or of the Islamic ones, in digits of any script."""
    return len(word) == 4 and word.isdecimal() and int(word) // 100 in (13, 14, 19, 20)


def _is_date(text: str) -> bool:
    """A year or two numbers, with at most a weekday, a month and an "at" or "o'clock" about them."""
    words = WORD.findall(text)
    numbers = [word for word in words if word[0].isdigit()]
    year = any(map(_is_year, numbers))
    return (year or len(numbers) > 1) and len(words) - len(numbers) <= 4 and max(map(len, words)) <= 12


def _is_day(text: str) -> bool:
    """A date with a day and one year, which has four digits unless it stands behind two other numbers, and with a month
    and a weekday at most: no span of years."""
    words = WORD.findall(text)
    numbers = [word.rstrip("thndrs") for word in words if word[0].isdigit()]
    if len(numbers) < 2 or any(len(number) > 2 and not _is_year(number) for number in numbers):
        return False
    names = [word for word in words if len(word) > 3 and not word[0].isdigit()]
    years = sum(map(_is_year, numbers))
    one = years == 1 or (years == 0 and len(numbers) > 2)
    return one and len(names) <= 2 and all(len(name) <= 10 for name in names) and _is_date(text)


def _has_digit(text: str) -> bool:
    return any(c.isdigit() for c in text)


class Slot(Struct, frozen=True):
    """What may stand in a slot. mark: see `words.MARKS`; None where every text is worth trying. most: words of a text
    that it can take up at most; None where that is open. edge: the kind of its first word and of its last; 0 where they
    may be any."""

    pattern: str
    mark: str | None = None
    check: Callable[[str], bool] | None = None
    most: int | None = None
    edge: int = 0


NUMBER, BUTTON = 1, 2
"""Kinds of words, a bit each: with a digit in front; of a row of buttons or networks (ITEM_WORDS)."""

_CURRENCY = r"(?:[$€£₽₺₹¥]|usd|eur|gbp|nok|sek|dkk|chf|kr|euros?|dollars?|руб\w*|تومان|دلار|یورو|افغانی|ریال)"
_NAME = r"\w[\w.&'/-]*(?: (?:[&|/] )?[\w.&'/-]+){0,6}"
_LABEL = r"[^\W_][\w&'’-]*(?: [\w&'’-]+){0,3}"
_NUMBER = r"\d+(?:[.,' ]\d{2,3})*"

SLOTS: dict[str, Slot] = {
    "n": Slot(r"(?:\d{1,3}(?: \d{3})+|\d+(?:[.,٬'’]\d+)*)", "{digit}", edge=NUMBER),
    "amount": Slot(
        rf"(?:{_CURRENCY}(?:[\W_]{{0,3}}{_CURRENCY})*[\W_]{{0,2}}{_NUMBER}|{_NUMBER}[\W_]{{0,2}}{_CURRENCY})",
        "{digit}",
    ),
    "date": Slot(r"[^\W_][\w.,:/ -]{3,38}[\w.]", "{date}", _is_date, most=20),
    "day": Slot(r"[^\W_][\w.,:/ -]{3,38}[\w.]", "{day}", _is_day, most=20),
    "time": Slot(r"\d{1,2}[:.h]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?", "{clock}", most=5),
    "year": Slot(r"(?:19|20|13|14)\d\d(?: ?[-–/] ?(?:(?:19|20|13|14)?\d\d))?", "{year}", most=2, edge=NUMBER),
    "name": Slot(_NAME, None, _is_named),
    "person": Slot(r"[^\W\d_][\w.'-]*(?: [^\W\d_][\w.'-]*){1,5}", None, _is_person, most=12),
    "labels": Slot(rf"{_LABEL}(?:[,،] ?{_LABEL}){{1,11}}"),
    "publisher": Slot(_NAME, None, _is_publisher),
    "title": Slot(r"\S.{0,220}?"),
    "rest": Slot(r"[^.!?\n]{1,200}"),
    "email": Slot(r"[\w.+-]+(?:@| ?[\[(]at[\])] ?)[\w-]+(?:\.[\w-]+)+", "{at}"),
    "handle": Slot(r"@\w{2,}", "{at}"),
    "url": Slot(r"(?:https?://\S+|(?:www\.)?\w[\w-]+(?:\.[\w-]+)*\.[a-z]{2,12}(?:/\S*)?)", "{dot}"),
    "iban": Slot(iban_pattern(), "{iban}", iban_is_valid, most=33),
    "ibanlike": Slot(r"[a-z]{2}\d\d(?:[ .-]?[a-z0-9]){11,30}", "{printed}", is_printed_as_iban, most=33),
    "bic": Slot(r"[a-z]{4}[ ]?[a-z]{2}[ ]?[a-z0-9]{2}(?:[ ]?[a-z0-9]{3})?", None, _is_code),
    "account": Slot(r"#?\d(?:[ ./-]{0,2}\d){6,23}", "{digits}", _is_account, most=24, edge=NUMBER),
    "phone": Slot(r"\+?\(?\d(?:[ ./()-]{0,2}\d){6,14}", "{digits}", most=15, edge=NUMBER),
    "wallet": Slot(
        r"(?:bc1[a-z0-9]{25,60}|0x[a-f0-9]{40}|[13][a-z0-9]{25,34}|t[a-z0-9]{33})", "{digit}", _has_digit, most=1
    ),
    "c": Slot(r"(?:©|\(c\)|℗)", "{c}"),
    "sep": Slot("[>»›/|→•·«‹]", "{sep}", most=0),
    "colon": Slot("[:：|]", "{colon}", most=0),
    "slash": Slot("/", "{slash}", most=0),
    "buttons": Slot(rf"{_ITEM}(?:[\W_]{{1,5}}{_ITEM})+", "{network}", edge=BUTTON),
    "network": Slot(_NETWORK, "{network}", edge=BUTTON),
    "networks": Slot(
        rf"{_NETWORK}(?:[\W_]{{1,5}}(?:(?:and|und|et|y|og|och|en|e|و|и|ve) )?{_NETWORK})*", "{network}", edge=BUTTON
    ),
}

# Slots that are punctuation themselves: no other marks stand between them and their neighbours.
SIGNS = frozenset({"sep", "colon", "slash"})
NETWORK = "{network}"
"""The mark of a text that has one of NETWORK_WORDS: of the name of a network, or of a button to pass a story on."""
NETWORK_WORDS = frozenset(WORD.findall(f"{NETWORKS}|{BUTTONS}"))
ITEM_WORDS = NETWORK_WORDS.union(WORD.findall(LEADS))
"""Words of which rows of buttons and networks are made."""
OPEN = frozenset({"rest", "title", "name", "person", "publisher", "labels"})
"""Slots that take anybody's words."""
