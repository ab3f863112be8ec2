"""Names in Arabic script (ar, fa, ps, ur): no capitals, so titles and name lists are the only cues.

A name is two to four words in a row of which the first is a listed given name and the next a listed name. Where a
title stands before it or right behind it, or a verb of saying close behind, its last word may also be one that no list
has but that ends as family names do, with another such word before it ("محمد شياع السوداني"). An office opens no name.
Once somebody is named in full, the family name alone means the same person where a title or a verb of saying stands
beside it: "السوداني" is also an adjective. What is found is sure enough to show; much is missed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
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
    "مرستیال قوماندان استاذ رهنما وزیراعظم گورنر ترجمان چیئرمین سینیٹر جسٹس سرپرست ښاغلي نخست‌وزیر"
)
_OFFICE_WORDS = "رئیس رئيس وزیر وزير وزراء الوزراء مدیر مدير نائب سفیر سفير حكومة مجلس وزارت وزارة"
_OFFICES = frozenset(map(fold, _OFFICE_WORDS.split()))
"""Words that are names in the lists too, but hardly ever are one here."""
_TITLES = frozenset(map(fold, _TITLE_WORDS.split()))
_SERVANT = frozenset({"عبد"})
_INSIDE = frozenset(map(fold, "بن ابن بنت ال آل ابو أبو عبد خان".split()))

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
        "خارجي داخلي رسمي سياسي إسلامي الماضي الحالي السابق يوم أمس صباح مساء خلال "
        "بعد قبل منذ عن من مع إن أن كان".split(),
    )
)
"""Words that are names elsewhere, or end as family names do, and stand behind names: adjectives and small words."""
_NO_PART, _BESIDE = _NO_NAMES | _OFFICES, _TITLES | _SAYING


@dataclass(frozen=True, slots=True)
class _Name:
    words: tuple[str, ...]
    start: int
    end: int
    role: str


def find_eastern(text: str) -> tuple[Person, ...]:
    """The persons of a text in Arabic script; see `find_people`."""
    by_key: defaultdict[tuple[str, ...], list[_Name]] = defaultdict(list)
    offset, lines = 0, list[tuple[int, list[re.Match[str]]]]()
    for line in text.split("\n"):
        words = list(_WORD.finditer(line))
        for name in _names_of_line(line, words, offset):
            by_key[tuple(map(fold, name.words))].append(name)
        lines.append((offset, words))
        offset += len(line) + 1
    alone = _family_names_alone(by_key, lines)
    people = (_person(mentions, alone.get(key, [])) for key, mentions in by_key.items())
    return tuple(sorted(people, key=lambda p: (p.offset, p.name)))


def _family_names_alone(
    found: Mapping[tuple[str, ...], list[_Name]], lines: list[tuple[int, list[re.Match[str]]]]
) -> dict[tuple[str, ...], list[_Name]]:
    """Where the family name of one person, and of no other of the text, stands alone behind the full name."""
    bearers = Counter(key[-1] for key in found)
    whose = {key[-1]: key for key in found if bearers[key[-1]] == 1}
    inside = {at for names_ in found.values() for name in names_ for at in range(name.start, name.end)}
    alone: defaultdict[tuple[str, ...], list[_Name]] = defaultdict(list)
    for offset, words in lines:
        for n, word in enumerate(words):
            key, at = whose.get(fold(word[0])), offset + word.start()
            if key is None or at in inside or at < found[key][0].start:
                continue
            before, behind = words[max(0, n - 1) : n], words[n + 1 : n + 3]
            if any(fold(w[0]) in _BESIDE for w in before) or any(fold(w[0]) in _SAYING for w in behind):
                alone[key].append(_Name((word[0],), at, at + len(word[0]), ""))
    return alone


def _names_of_line(line: str, words: list[re.Match[str]], offset: int) -> list[_Name]:
    known, found, i = names(), [], 0
    while i < len(words):
        end = _end_of_name(line, words, i)
        if i < end < len(words) and end - i < 4 and _is_family_by_place(line, words, i, end):
            end += 1
        elif end == i + 1 < len(words) - 1 and _is_middle(line, words, i, end):
            end += 2
        if end - i > 1 and (fold(words[i][0]) in known.given or fold(words[i][0]) in _SERVANT):
            role = words[i - 1][0] if i and fold(words[i - 1][0]) in _TITLES else ""
            start, stop = offset + words[i].start(), offset + words[end - 1].end()
            found.append(_Name(tuple(w[0] for w in words[i:end]), start, stop, role))
            i = end
        else:
            i += 1
    return found


def _end_of_name(line: str, words: list[re.Match[str]], start: int) -> int:
    known, i = names(), start
    while i < len(words) and i - start < 4 and (i == start or line[words[i - 1].end() : words[i].start()] == " "):
        word = fold(words[i][0])
        if word in _SERVANT and i + 1 < len(words) and words[i + 1][0].startswith("ال"):
            i += 2  # "عبد الفتاح" is one name
            continue
        if len(word) < 2 or word in _NO_PART:
            break
        if not (word in known.given or word in known.family or word in _INSIDE):
            break
        i += 1
    return i


def _is_family_by_place(line: str, words: list[re.Match[str]], start: int, at: int) -> bool:
    """Whether a word behind listed names ends as family names do, in the company of a title or of a verb of saying."""
    word = fold(words[at][0])
    joins = line[words[at - 1].end() : words[at].start()] == " "
    if not joins or len(word) < 4 or word in _NO_PART or not (word.endswith(_ENDINGS) or _is_nisba(word)):
        return False
    said = (*words[max(0, start - 1) : start], *words[at + 1 : at + 4])
    is_apposed = any(
        fold(w[0]) in _TITLES and line[words[at].end() : w.start()] in ("، ", ", ") for w in words[at + 1 : at + 2]
    )
    return is_apposed or _is_titled(words, start) or any(fold(w[0]) in _SAYING for w in said)


def _is_middle(line: str, words: list[re.Match[str]], start: int, at: int) -> bool:
    """Whether an unlisted word stands between a titled given name and a family name: "محمد شياع السوداني"."""
    word = fold(words[at][0])
    if len(word) < 3 or word in _NO_PART or word in _BESIDE or word.startswith("ال"):
        return False
    joins = line[words[at - 1].end() : words[at].start()] == " "
    return joins and _is_nisba(fold(words[at + 1][0])) and _is_titled(words, start) and (
        _is_family_by_place(line, words, start, at + 1)
    )


def _is_titled(words: list[re.Match[str]], start: int) -> bool:
    """Whether a title stands before a name, with no more behind it than whose: "وزير الخارجية سامي الخطيب"."""
    for at in range(start - 1, max(start - 2 - _OF, -1), -1):
        word = fold(words[at][0])
        if word in _TITLES or word in _OFFICES:
            return True
        if not word.startswith("ال"):
            return False
    return False


def _is_nisba(word: str) -> bool:
    """Whether a word has an article, as Arabic family names do: "الخطيب"."""
    return word.startswith("ال") and len(word) > 4


def _person(mentions: list[_Name], alone: list[_Name]) -> Person:
    roles = dict.fromkeys(m.role for m in mentions if m.role)
    aliases = dict.fromkeys(m.words[0] for m in alone)
    many = len(mentions) + len(alone)
    return Person(" ".join(mentions[0].words), tuple(aliases), many, tuple(roles), mentions[0].start)
