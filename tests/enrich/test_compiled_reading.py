"""The compiled passes over an article's text give what their source gives, and what regular expressions would find."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial

from hypothesis import example, given, settings
from hypothesis import strategies as st
from uncompiled import source

import archiver
import archiver.enrich
from archiver.enrich import keyphrases, language, letters, scanning
from archiver.enrich.topics import find_topics, words
from archiver.words.marks import marks
from archiver.words.memory import Memory

SCANNING, WORDS = source(archiver.enrich, "scanning"), source(archiver.enrich, "topics/words")
MEMORY = source(archiver.words, "memory").Memory
KEYPHRASES = source(archiver.enrich, "keyphrases")
PIECES = st.sampled_from(
    [
        "The ferry", "und Straße", "İstanbul", "می\u200cگوید", "دې", "حِساب", "ـ", "中文电影院", "ニュース", "e\u0301",
        "x²", "\u064b", "ΟΔΟΣ’Σ", "ÉTÉ", "5G", "Ａ", "\u212a",
        "_a_", "U.S.", "AT&T", "l’État", "$", "€5", "£", "12", "12,5kg", "12%", "14%x", "3-2", "2024-05-03", "1,234.5",
        "۱۲۳", "12.", "-", "–", ".", "'", "’", ":", "/", "%", " ", "  ", "\n", "q",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=60))

# What the passes do, as expressions: slower, and easy to check by eye.
MARKS = re.compile(r"[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]+")
JOINED = "[-.'’&\u200c]"
NUMBER = rf"\d+(?:[-–:.,/]\d+)*%?(?!{JOINED}?[^\W_])"
TOPIC_WORD = re.compile(rf"[$€£¥](?=\d)|{NUMBER}|[^\W_]+(?:{JOINED}[^\W_]+)*")
WORD = re.compile(r"[^\W\d_]+(?:['’\u200c][^\W\d_]+)*")


def test_rare_letters_are_those_of_ascii_that_tell_languages_apart() -> None:
    assert {letter for letter in language._LETTERS if letter.isascii()} == set(scanning.RARE)


def test_the_source_is_what_is_compared() -> None:
    assert all(module.__file__ is not None and module.__file__.endswith(".py") for module in (SCANNING, WORDS))


@settings(max_examples=500, deadline=None)
@given(TEXTS)
@example("12,5-3kg 1-2%x 7%-x 5%a")
def test_words_of_topics(text: str) -> None:
    assert words.tokens(text) == WORDS.tokens(text)
    assert words.words(text) == WORDS.words(text)
    found = TOPIC_WORD.findall(MARKS.sub("", text.lower()))
    assert words.tokens(text) == [word for word in map(words.fold, found) if word]


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("é" * 70_000 + "语" * 70_000)
def test_characters_are_counted(text: str) -> None:
    expected = Counter({"q": 0, "x": 0}) | Counter(re.findall(r"[^\x00-\x7f]|[qx]", text))
    latin = len(re.findall("[A-Za-z]", text))
    assert scanning.counted(text) == SCANNING.counted(text) == (latin, {"q": 0, "x": 0, **expected})


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("ΟΔΟΣ the İUND the’ the'S UND")
def test_words_of_languages(text: str) -> None:
    known, groups = {"the": 0, "und": 1, "دې": 2, "q": 3}, (("en",), ("de", "x"), ("ps",), ("x",))
    every = WORD.findall(text.lower())
    found = Counter(groups[number] for word in every if (number := known.get(word)) is not None)
    for module, remembered in ((scanning, Memory), (SCANNING, MEMORY)):
        memory = remembered(lambda written: known.get(written.lower()))
        assert module.words_of_languages(text, memory, groups, 3) == (len(every), found)


def test_what_the_tables_say_of_characters_is_what_python_says() -> None:
    for sign in map(chr, range(letters.NEAR)):
        small = sign.lower()[0]
        assert chr(letters.SMALL[ord(sign)]) == small
        kind = letters.KINDS[ord(sign)]
        assert (kind in (letters.LETTER, letters.DIGIT)) == sign.isalnum() == small.isalnum()
        assert (kind == letters.DIGIT) == sign.isdecimal()
        assert (kind == letters.MARK) == bool(MARKS.fullmatch(sign))


def test_a_word_of_nothing_but_a_stretched_line_is_none() -> None:
    assert words.words("ـ ـ") == []
    assert find_topics("ـ ـ", "fa") == ()


LETTERS = rf"[^\W_](?:[^\W_]|[{marks()}])*"
PIECE = re.compile(rf"{LETTERS}(?:[-'’‐\u200c.]{LETTERS})*['’]?|\n|[^\w\s]")


@given(TEXTS)
@example("किमी की काम 0\u0301x ि a\u200d-\u0301b 1\ufe0f\u20e3")
@example("The night ferry’s crew: the night ferry, the Night-ferry' and U.S. _night_ ferry")
def test_words_of_key_phrases_are_those_of_the_expression(text: str) -> None:
    words, keys = KEYPHRASES._read(text)
    pieces = PIECE.findall(text)
    known = [KEYPHRASES._known(piece) for piece in pieces if piece[0].isalnum()]
    assert [word for word in words if word] == [word for word, _, _ in known]
    ends = sum(is_end for _, _, is_end in known)
    assert len(words) == len(keys) == len(pieces) + ends
    twice = f"{text} {text}"
    for given_text in (text, twice):
        found = keyphrases.find_keyphrases(given_text, "en", title=text[:30])
        assert found == KEYPHRASES.find_keyphrases(given_text, "en", title=text[:30])


@given(TEXTS)
@example("e\u0301t\u00e9 \u4e2d\u6587\u7535\u5f71 3-2 ـ $5")
def test_what_is_known_of_words_is_remembered_by_how_they_are_written(text: str) -> None:
    def known(word: str) -> tuple[str, str, None]:
        return word, "", None

    for module, remembered in ((words, Memory), (WORDS, MEMORY)):
        memory = remembered(partial(module.learned, known=known))
        for _ in range(2):
            assert [word for word, _, _ in module.read(text, memory, known)] == words.words(text)


@given(TEXTS)
def test_listed_words_stems_and_leads(text: str) -> None:
    found = WORDS.words(text)
    meanings = {word: (("", None), (word, None), ("", 1), (word, 2))[len(word) % 4] for word in found}
    known = [(word, *meanings[word]) for word in found]
    times = Counter(word for word in found if meanings[word][0])
    leads = [(at, lead) for at, (_, _, lead) in enumerate(known) if lead]
    for module in (words, WORDS):
        assert module.listed(known) == ([(word, word, often) for word, often in times.items()], leads)
        for word in found[:5]:
            stems = {word[:2]: "short", word[:4]: "long"}
            begins = [stem for stem in stems if len(stem) >= 2]
            assert module.longest_stem(word, stems, 2, 4) == (stems[max(begins, key=len)] if begins else "")
            assert module.longest_stem(word, stems, 2, 2) == (stems[word[:2]] if begins else "")
