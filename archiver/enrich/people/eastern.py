"""Names in Arabic script (ar, fa, ps, ur): no capitals, so titles and name lists are the only cues.

A name is two to four words in a row of which the first is a listed given name and the next a listed name. Where a
title stands before it, or a verb of saying close behind, its last word may also be one that no list has but that
ends as family names do. What is found is sure enough to show; much is missed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from archiver.enrich.people.names import fold, names
from archiver.records import Person

_WORD = re.compile(r"[^\W\d_]+(?:\u200c[^\W\d_]+)*")
_TITLE_WORDS = (
    "رئیس‌جمهور رئیسجمهور رئیس الرئيس ولسمشر وزیر وزير الوزير صدر دکتر دكتور الدكتور آقای خانم ملا مولوی "
    "مولانا ښاغلی مېرمن سید السيد السيدة الشيخ شیخ ژنرال جنرال اللواء پروفیسر استاد الأستاذ امیر ملک الملك شاه "
    "دكتورة الدكتورة وزيرة الوزيرة وزیره الرئيسة المتحدث المتحدثة المدير المديرة النائب النائبة السفير السفيرة الأمين "
    "المبعوث القائد المحامي المحامية الناطق الكاتب الكاتبة الباحث الباحثة الخبير الخبيرة الصحفي الصحفية الناشط الناشطة "
    "سرمربی نماینده سخنگوی سخنگو مدیرعامل استاندار شهردار فرمانده معاون کارشناس نویسنده خبرنگار وکیل سفیر ویاند والي "
    "مرستیال قوماندان استاذ رهنما وزیراعظم گورنر ترجمان چیئرمین سینیٹر جسٹس"
)
_TITLES = frozenset(map(fold, _TITLE_WORDS.split()))
_INSIDE = frozenset(map(fold, "بن ابن بنت ال آل ابو أبو عبد".split()))

_OF = 2
"""Words with an article that may stand between a title and a name."""
_ENDINGS = tuple(map(fold, "زاده پور نژاد یان وند فر زی خیل وال ی".split()))
"""Of family names: Persian, Pashto, and the Arabic nisba."""
_SAYING = frozenset(
    map(
        fold,
        "گفت گفته افزود وویل وايي ویلي قال وقال أكد صرح أضاف نوشت اعلام کہا قالت وقالت أكدت وأكد وأكدت صرحت وصرح وصرحت "
        "أضافت وأضاف وأضافت أوضح أوضحت وأوضح وأوضحت ذكر ذكرت وذكر أعلن أعلنت وأعلن وأعلنت أشار أشارت وأشار وأشارت "
        "رحب رحبت اظهار تأکید خواند خواست هشدار زیاته بتایا".split(),
    )
)
_NO_NAMES = frozenset(
    map(
        fold,
        "روز این آن برای که های می نمی کسی یکی دیگری خیلی برخی سپس طی پی حتی ولی چی مې چې کې دې دي شي سي لري بلکې "
        "التي الذي في على إلى حتى كلي ملي دولتی رسمی نظامی خارجی داخلی ملی سیاسی اسلامی گذشته فعلی قبلی کنونی "
        "خارجي داخلي رسمي سياسي إسلامي الماضي الحالي السابق".split(),
    )
)
"""Words that are names elsewhere, or end as family names do, and stand behind names: adjectives and small words."""


@dataclass(frozen=True, slots=True)
class _Name:
    words: tuple[str, ...]
    start: int
    role: str


def find_eastern(text: str) -> tuple[Person, ...]:
    """The persons of a text in Arabic script; see `find_people`."""
    by_key: defaultdict[tuple[str, ...], list[_Name]] = defaultdict(list)
    offset = 0
    for line in text.split("\n"):
        for name in _names_of_line(line, offset):
            by_key[tuple(map(fold, name.words))].append(name)
        offset += len(line) + 1
    people = (_person(mentions) for mentions in by_key.values())
    return tuple(sorted(people, key=lambda p: (p.offset, p.name)))


def _names_of_line(line: str, offset: int) -> list[_Name]:
    words = list(_WORD.finditer(line))
    known, found, i = names(), [], 0
    while i < len(words):
        end = _end_of_name(line, words, i)
        if i < end < len(words) and end - i < 4 and _is_family_by_place(line, words, i, end):
            end += 1
        if end - i > 1 and fold(words[i][0]) in known.given:
            role = words[i - 1][0] if i and fold(words[i - 1][0]) in _TITLES else ""
            found.append(_Name(tuple(w[0] for w in words[i:end]), offset + words[i].start(), role))
            i = end
        else:
            i += 1
    return found


def _end_of_name(line: str, words: list[re.Match[str]], start: int) -> int:
    known, i = names(), start
    while i < len(words) and i - start < 4 and (i == start or line[words[i - 1].end() : words[i].start()] == " "):
        word = fold(words[i][0])
        if len(word) < 2 or word in _NO_NAMES or not (word in known.given or word in known.family or word in _INSIDE):
            break
        i += 1
    return i


def _is_family_by_place(line: str, words: list[re.Match[str]], start: int, at: int) -> bool:
    """Whether a word behind listed names ends as family names do, in the company of a title or of a verb of saying."""
    word = fold(words[at][0])
    joins = line[words[at - 1].end() : words[at].start()] == " "
    if not joins or len(word) < 4 or word in _NO_NAMES or not (word.endswith(_ENDINGS) or _is_nisba(word)):
        return False
    said = (*words[max(0, start - 1) : start], *words[at + 1 : at + 4])
    return _is_titled(words, start) or any(fold(w[0]) in _SAYING for w in said)


def _is_titled(words: list[re.Match[str]], start: int) -> bool:
    """Whether a title stands before a name, with no more behind it than whose: "وزير الخارجية سامي الخطيب"."""
    for at in range(start - 1, max(start - 2 - _OF, -1), -1):
        word = fold(words[at][0])
        if word in _TITLES:
            return True
        if not word.startswith("ال"):
            return False
    return False


def _is_nisba(word: str) -> bool:
    """Whether a word has an article, as Arabic family names do: "الخطيب"."""
    return word.startswith("ال") and len(word) > 4


def _person(mentions: list[_Name]) -> Person:
    roles = dict.fromkeys(m.role for m in mentions if m.role)
    return Person(" ".join(mentions[0].words), (), len(mentions), tuple(roles), mentions[0].start)
