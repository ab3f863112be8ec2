# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""International bank account numbers: their shape and their check digits (ISO 13616, ISO 7064 mod 97-10)."""

from __future__ import annotations

import re

from archiver.common.expressions import expression

# Countries by the length of their numbers, from the SWIFT IBAN registry. IR is used without being in it.
_COUNTRIES = {
    15: "NO",
    16: "BE",
    18: "DK FI FK FO GL NL SD",
    19: "MK SI",
    20: "AT BA EE KZ LT LU MN XK",
    21: "CH HR LI LV",
    22: "BG BH CR DE GB GE IE ME RS VA",
    23: "AE GI IL IQ OM SO TL",
    24: "AD CZ ES MD PK RO SA SE SK TN VG",
    25: "LY PT ST",
    26: "IR IS TR",
    27: "BI DJ FR GR IT MC MR SM",
    28: "AL AZ BY CY DO GT HN HU LB NI PL SV",
    29: "BR EG PS QA UA",
    30: "JO KW MU YE",
    31: "MT SC",
    32: "LC",
    33: "RU",
}
_LENGTHS = {country: length for length, countries in _COUNTRIES.items() for country in countries.split()}


def iban_pattern() -> str:
    """A pattern over lower-case text: the country's letters, two digits, and as many characters as it has.

    Groups may be apart by one space, dot or hyphen; the length keeps the words that follow out.
    """
    shapes = (
        rf"(?:{countries.lower().replace(' ', '|')})(?:[ .-]?\d){{2}}(?:[ .-]?[a-z0-9]){{{length - 4}}}"
        for length, countries in _COUNTRIES.items()
    )
    return rf"(?:{'|'.join(shapes)})(?![^\W_])"


def iban_is_valid(text: str) -> bool:
    """Whether a text is an IBAN but for spaces and marks: its country's length, its check digits."""
    compact = re.sub(r"[\W_]", "", text).upper()
    if not compact.isascii() or _LENGTHS.get(compact[:2]) != len(compact) or not compact[2:4].isdigit():
        return False
    return int("".join([str(int(character, 36)) for character in compact[4:] + compact[:4]])) % 97 == 1


def is_printed_as_iban(text: str) -> bool:
    """Whether a text is written as an account number that has letters in front: capitals of a country that has such
    numbers, digits, 15 letters and figures or more, most of them figures. Its check digits may be wrong, and its
    length: numbers are misprinted, and veiled."""
    compact = re.sub(r"[\W_]", "", text)
    figures = sum(c.isdigit() for c in compact)
    known = compact[:2] in _LENGTHS and compact[2:4].isdigit() and compact.isupper()
    return known and 15 <= len(compact) <= 34 and figures > len(compact) / 2


_PATTERN = expression(iban_pattern())


def has_iban(text: str) -> bool:
    """Whether a text has an account number with its check digits."""
    return _may_have_one(text) and any(map(iban_is_valid, _PATTERN.findall(text.lower())))


def _may_have_one(text: str) -> bool:
    """Whether somewhere in a text a number may begin: few texts need be searched."""
    for i in range(len(text)):
        if "0" <= text[i] <= "9" and begins_iban(text, i):
            return True
    return False


def begins_iban(text: str, i: int) -> bool:
    """Whether a digit is the first of two behind a country's letters and an account number may begin with these, by its
    check digits."""
    letter = i - 2 if i > 0 and text[i - 1] in " .-" else i - 1
    if letter < 1 or i + 1 >= len(text) or "0" <= text[letter] <= "9" or not text[letter].isalpha():
        return False
    second = i + 2 if text[i + 1] in " .-" and i + 2 < len(text) else i + 1
    if not "0" <= text[second] <= "9":
        return False
    country = text[letter - 1 : letter + 1].lower().upper()
    length = _LENGTHS.get(country)
    return length is not None and _may_check(text, second + 1, length - 4, country + text[i] + text[second])


def _may_check(text: str, at: int, count: int, begin: str) -> bool:
    """Whether so many letters and figures stand there, and no more, that the number which begins so has its check
    digits; a space, a dot or a hyphen at most lies between two of them. Beyond ASCII a sign may be one of these, and a
    letter is none of such a number unless its capital is one (`iban_is_valid`)."""
    size, rest = len(text), 0
    for _ in range(count):
        if at < size and (text[at] in " .-" or (text[at] > "\x7f" and not text[at].isalnum())):
            at += 1
        if at >= size or not text[at].isalnum():
            return False
        own = text[at]
        if own > "z":
            capital = text[at].upper()
            if len(capital) > 1:
                return True
            own = capital[0]
            if own > "z":
                return False
        rest = _divided(rest, own)
        at += 1
    if at < size and text[at] <= "z" and text[at].isalnum():
        return False
    for c in begin:
        if c > "z":
            return True
        rest = _divided(rest, c)
    return rest == 1


def _divided(rest: int, c: str) -> int:
    """What is left of a number divided by 97 that has one more letter or figure, a letter being two figures."""
    code = ord(c)
    if "0" <= c <= "9":
        return (10 * rest + code - 48) % 97
    return (100 * rest + code - (87 if "a" <= c <= "z" else 55)) % 97
