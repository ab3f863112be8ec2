# cython: infer_types=True, annotation_typing=False
"""What stands round names in a byline and is no part of them: "By" before them, a date behind them."""

from __future__ import annotations

from archiver.words.wordlist import is_of_word, small

_BY = tuple(
    small(
        "by|written by|story by|words by|reporting by|posted by|published by|von|text von|verfasst von|"
        "geschrieben von|par|écrit par|publié par|por|escrito por|"
        "publicado por|di|scritto da|a cura di|av|skrevet av|skriven av|af|skrevet af|door|"
        "geschreven door|tarafından|yazar|yazan|от|автор|текст|oleh|penulis|autor|autorin|author|authors|reporter|"
        "ავტორი|հեղինակ|โดย|tác giả|লেখক|szerző|írta|autorius|"
        "نویسنده|لیکوال|بقلم|كتبت|كتب|تحریر|记者|記者|作者|撰文|מאת|लेखक|ผู้เขียน|συντάκτης|"
        "submitted by|gespeichert von|soumis par|enviado por|inviato da|ingediend door"
    ).split("|")
)
_COLONS = (":", "：")
_LEADS = (*_BY, *_COLONS, "–", "—", "-")
_ENDS_NAME = "•·@"
_DAYS = frozenset("mon tue tues wed thu thurs fri sat sun".split())
"""Of these too, where a date's rest follows."""
_LEAST, _MOST = 3, 91
"""Characters of what is named behind "By"."""
_DATED = tuple("on at am le el updated published posted".split())
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag "
    "sonntag lundi mardi mercredi jeudi vendredi samedi dimanche jan january januar feb february februar mar march "
    "märz apr april may mai jun june juni jul july juli aug august sep sept september oct okt october oktober nov "
    "november dec dez december dezember".split()
)


def without_lead(text: str) -> str:
    """The text without the "By" before it, and without colons and dashes there."""
    letters, end, at = small(text), 0, -1
    while end != at:
        at, end = end, _past_lead(letters, end)
    return text[at:]


def _past_lead(letters: str, at: int) -> int:
    """Where one lead that begins there ends, with the spaces behind it; the same place where none begins."""
    if letters.startswith(_LEADS, at):
        for by in _BY:
            if letters.startswith(by, at):
                end = at + len(by)
                behind = _past_space(letters, end)
                if letters.startswith(_COLONS, behind):
                    return _past_space(letters, behind + 1)
                if behind > end:
                    return behind
        if not letters[at].isalpha():
            return _past_space(letters, at + 1)
    return at


def is_label(text: str) -> bool:
    """Whether it says that whoever is named behind it, or in a cell beside it, wrote: "Author:"."""
    return small(text[:-1] if text.endswith(_COLONS) else text).rstrip() in _BY


def named_behind(text: str) -> str:
    """Who is named behind "By", where a text begins with that: up to what ends a name. "" where it does not."""
    letters = small(text)
    for by in _BY if letters.startswith(_BY) else ():
        if letters.startswith(by):
            at = _past_space(text, len(by))
            if text.startswith(_COLONS, at):
                start = _past_space(text, at + 1)
                apart = start > at + 1
            else:
                start = at
                apart = start > len(by)
            first = text[start : start + 1]
            if apart and first.isalnum() and not first.isdecimal():
                name = _up_to_sign(text[start : start + _MOST])
                return name if len(name) >= _LEAST else ""
    return ""


def _up_to_sign(text: str) -> str:
    for sign in _ENDS_NAME:
        text = text.partition(sign)[0]
    return text


def is_calendar(text: str) -> bool:
    """Whether it is the name of a day or a month."""
    return small(text) in _CALENDAR


def without_date(text: str) -> str:
    """What stands before a date: "Ann Lee" of "Ann Lee – updated on Monday, 3 May"."""
    letters = small(text)
    at, size = 0, len(text)
    while at < size:
        end = at
        while end < size and (letters[end] in ",|–—-" or letters[end].isspace()):
            end += 1
        if end > at and _is_date(letters, end):
            return text[:at]
        at = end + 1
    return text


def _is_date(letters: str, at: int) -> bool:
    """Whether figures, or a day or a month with a date's rest, stand there or behind such a word as "on"."""
    return _is_day(letters, at) or any(
        _is_day(letters, _past_colon(letters, at + len(word))) for word in _DATED if letters.startswith(word, at)
    )


def _past_colon(letters: str, at: int) -> int:
    return _past_space(letters, at + letters.startswith(_COLONS, at))


def _is_day(letters: str, at: int) -> bool:
    if letters[at : at + 1].isdecimal():
        return True
    end = _past_word(letters, at)
    day = letters[at:end]
    if (day not in _CALENDAR and day not in _DAYS) or is_of_word(letters[at - 1 : at]):
        return False
    for sign in (".", ","):
        if letters.startswith(sign, end):
            end += 1
    end = _past_space(letters, end)
    after = letters[end : _past_word(letters, end)]
    return (end == len(letters) and day in _CALENDAR) or after[:1].isdecimal() or after in _CALENDAR


def _past_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _past_word(text: str, at: int) -> int:
    while at < len(text) and is_of_word(text[at]):
        at += 1
    return at
