"""The compiled passes over a text give what their source gives, and what regular expressions would find."""

from __future__ import annotations

import re
from types import ModuleType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from uncompiled import source

import archiver
import archiver.boilerplate
from archiver.boilerplate.keys import masking
from archiver.boilerplate.keys.fingerprint import whole_key
from archiver.boilerplate.lexicon import words
from archiver.boilerplate.lexicon.slots import SLOTS
from archiver.boilerplate.text import fold, iban, names, sentences
from archiver.boilerplate.units import cutting
from archiver.boilerplate.witnesses import stock, vocabulary
from archiver.words import memory, numbering
from archiver.words.memory import Memory

MASKING, SENTENCES = source(archiver.boilerplate, "keys/masking"), source(archiver.boilerplate, "text/sentences")
WORDS, NAMES = source(archiver.boilerplate, "lexicon/words"), source(archiver.boilerplate, "text/names")
PHRASES, CUTTING = source(archiver.boilerplate, "witnesses/phrases"), source(archiver.boilerplate, "units/cutting")
STOCK = source(archiver.boilerplate, "witnesses/stock")
IBAN, FOLD = source(archiver.boilerplate, "text/iban"), source(archiver.boilerplate, "text/fold")
NUMBERING = source(archiver.words, "numbering")
AS_WRITTEN, WORDS_AS_WRITTEN = Memory(str), source(archiver.words, "memory").Memory(str)
PIECES = st.sampled_from(
    [
        "The ferry", "und Straße", "Ærlig", "İstanbul", "حساب", "می\u200cگوید", "دې", "中文。次", "e\u0301", "x²",
        "_a_",
        "10…30", "kl. 8ḧ15",
        "3 mai 2024", "May 3, 2024", "12.03.2024, 10:30", "1,234.5", "۱۲۳", "NO93 8601 1117 947", "(c)", "[at]", "©",
        "https://a.example/b", "co.uk", "end.Next", "»", "”", ".", "!?", "؟", "؛ ", "; ", " | ", " · ", "@", "/", ":",
        "ʼ", "Anna Berg", "ANNA BERG MAYOR", "READ MORE", "iPhone",
        " ", "  ", ",",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=60))
TELLING = "newsletter inbox Unsere minister said click NEWSLETTER lesere page 7 was is cookies".split()

# What the passes do, as expressions: slower, and easy to check by eye.
SENTENCE_END = re.compile(r"[.!?…。！？؟۔।]+[\"'”’»“«)\]]*(?: +|(?=[^\W\d_a-z\s]|[(©]))|[؛;] +| +[|•·] +| +(?=©)")
BARS = ("|", "•", "·")
# Two capitals by themselves, each with the same stop behind it, the second right behind the first.
INITIALS = re.compile(r"(?:\A|[\W_])?[^\W\d_a-z](\W)[^\W\d_a-z]\1\Z")
NUMBERS = re.compile(r"\d+(?:[.,:/\-٫٬]?\d+)*")
HEAD = re.compile(r"[^.!?]{0,80}?\d[^.!?]{0,40}?[:|»](?= \S)")
CAPITAL = "".join(filter(str.isupper, map(chr, range(0x530))))
NAME = re.compile(rf"[{CAPITAL}][^\W\d_]*(?: [{CAPITAL}][^\W\d_]*)+")
LABEL = re.compile(rf"([{CAPITAL}]{{4,}}(?: [{CAPITAL}]{{2,}})?)(?= (?![{CAPITAL}]{{2}}))|([^:|>›]{{0,59}})[:|>›]")


@pytest.mark.parametrize(("module", "name"), [(MASKING, "masking"), (WORDS, "words")])
def test_the_source_is_what_is_compared(module: ModuleType, name: str) -> None:
    assert module.__file__ is not None and module.__file__.endswith(f"{name}.py")


def _is_behind_label(text: str, start: int, bar: re.Match[str]) -> bool:
    label, colon, rest = text[start : bar.start()].partition(":")
    is_label = 0 < len(label) <= 40 and len(label.split(" ")) <= 5
    if colon:
        return is_label and rest.strip() != ""
    sign = bar.group().strip()
    return is_label and start == 0 and f" {sign} " not in text[text.index(sign, bar.start()) :]


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_sentences(text: str) -> None:
    spans, start, stopped = [], 0, False
    for match in SENTENCE_END.finditer(text):
        listed = match.start() - start <= 3 and text[start : match.start()].isdecimal()
        if match.group()[0] in ".!?…。！？؟۔।" and (listed or text[match.end() : match.end() + 1].islower()):
            continue
        if match.group().isspace() and match.start() == start:
            continue
        if len(match.group()) == 1 and INITIALS.match(text, max(match.start() - 2, 0), match.start() + 3):
            continue
        if match.group().strip() in BARS and (stopped or _is_behind_label(text, start, match)):
            continue
        stopped = stopped or match.group()[0] in ".!?…。！？؟۔।"
        spans.append((start, match.start() + len(match.group().rstrip())))
        start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    assert sentences.sentence_spans(text) == SENTENCES.sentence_spans(text) == spans


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_masked(text: str) -> None:
    assert masking.masked(text) == MASKING.masked(text)
    found = re.findall(r"[^\W_]+", NUMBERS.sub("0", text.lower()))
    if found.count("0") < 2:  # no date
        assert masking.masked(text) == (" ".join(found) or text.lower()).encode("utf-8", "replace")


@settings(max_examples=500, deadline=None)
@given(TEXTS)
@example("ΑΣ.Β ΑΣ. ς")
@example("He came on May 3, 2024. It was 3. May 2024 came.")
@example("It came in May. 3 2024 boats, and on 3. Then May 2024. 5 boats sank.")
@example("... *** ! Yes.")
def test_a_text_and_its_sentences_are_masked_in_one_reading(text: str) -> None:
    spans = sentences.sentence_spans(text)
    for some in (spans, spans[:1] + spans[-2:] if len(spans) > 3 else [], []):
        found = masking.masked_parts(text, some)
        assert found == MASKING.masked_parts(text, some)
        assert found == (masking.masked(text), [whole_key(text[start:end]) for start, end in some])


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Lest 1.234 ganger siden mai, sist 3. mai 2024", "lest 0 ganger siden mai sist 0"),
        ("Published May 3, 2024", "published 0"),
        ("el 3 de mayo de 2024", "el 0"),
        ("2 of 3 boats sank with 4 crews", "0 of 0 boats sank with 0 crews"),
        ("***", "***"),
    ],
)
def test_a_key_sees_no_numbers_and_dates(text: str, key: str) -> None:
    assert masking.masked(text) == MASKING.masked(text) == key.encode()


def _someone(run: re.Match[str]) -> str:
    words = run[0].count(" ") + 1
    return run[0] if words > 4 or (words > 2 and run[0].isupper()) else names.SOMEONE


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_names(text: str) -> None:
    assert names.nameless(text) == NAMES.nameless(text) == NAME.sub(_someone, text)


@settings(max_examples=300, deadline=None)
@given(st.one_of(TEXTS, st.tuples(st.text("aB1 _", max_size=63), st.sampled_from(":|>›")).map("".join)))
@example("BREAKING Ferry is late: all")
@example("BREAKING FERRY is late: all")
@example("BREAKING THE FERRY is late")
def test_labels_of_lines(text: str) -> None:
    found = names.label_length(text)
    assert found == NAMES.label_length(text)
    label = LABEL.match(text)
    words = len(re.findall(r"[^\W_]+", label[1] or label[2])) if label else 0
    assert found == (words if words <= 4 else 0)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(["a" * 38, "a", "b ", "1", "٣", ": c", "| ", "» d", ":", ".", " "])).map("".join))
@example(f"{'a' * 80}1{'a' * 40}: b")
@example(f"{'a' * 81}1: b")
@example(f"1{'a' * 41}: b")
def test_heads_before_paragraphs(text: str) -> None:
    found = HEAD.match(text)
    assert cutting.head_end(text) == CUTTING.head_end(text) == (found.end() if found else 0)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.integers(1, 5))
def test_first_and_last_words(text: str, words: int) -> None:
    line = masking.spaced(masking.masked(text))
    assert line == MASKING.spaced(line)
    found = line.decode().split()
    for module in (masking, MASKING):
        assert module.words_up_to(line, words + 1) == min(words + 1, max(1, len(found)))
        assert module.first_words(line, words).decode().split() == found[:words]
        assert module.last_words(line, words).decode().split() == found[-words:]


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_words_and_marks(text: str) -> None:
    known = numbering.Numbering(8)
    number_of = {word: known.take(_hash_of(word)) for word in re.findall(r"\w+", text.lower())[1:]}
    reading, as_written = words.Reading(known), WORDS.Reading(known)
    for one in (reading, as_written):
        one.read(text)
    found, marks = list(reading.words[: reading.count]), reading.marks
    assert (found, marks) == (list(as_written.words[: as_written.count]), as_written.marks)
    if not fold.is_reshaped(text):
        assert found == [number_of.get(word, 0) for word in re.findall(r"\w+", fold.fold(text).text)]
    assert bool(marks & words.MARKS["{digit}"]) == bool(re.search(r"\d", text))
    assert bool(marks & words.MARKS["{digits}"]) == (len(re.findall(r"\d", text)) >= 7)
    numbers = re.findall(r"(?<![^\W_])\d+", text)
    year = any(len(number) == 4 for number in numbers)
    assert bool(marks & words.MARKS["{year}"]) == year
    assert bool(marks & words.MARKS["{date}"]) == (year or len(numbers) > 1)
    assert bool(marks & words.MARKS["{day}"]) == (len(numbers) > 2 - year)
    if re.search(SLOTS["time"].pattern, fold.fold(text).text) and not fold.is_reshaped(text):
        assert marks & words.MARKS["{clock}"]


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_words_and_where_they_stand(text: str) -> None:
    assert AS_WRITTEN.words(text) == WORDS_AS_WRITTEN.words(text) == re.findall(r"\w+", text)
    at, spans = memory.word_start(text, 0), []
    while at < len(text):
        spans.append((at, memory.word_end(text, at)))
        at = memory.word_start(text, spans[-1][1])
    assert spans == [match.span() for match in re.finditer(r"\w+", text)]


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("2²3 ٣٤٥ 12_12")
def test_stock_lines(text: str) -> None:
    hashed = stock.hash_of(fold.fold(text).text)
    assert hashed == STOCK.hash_of(fold.fold(text).text) == _hash_of(stock.plain(text))


def _hash_of(line: str) -> int:
    own = memory.BASIS
    for c in line:
        own = (own ^ ord(c)) * memory.PRIME & memory.BITS
    return own


QUOTED = re.compile(r'"[^"]*"|[“„”][^“”]*[“”]|«[^»]*»|»[^«]*«|‘[^‘’]*’(?!\w)|「[^」]*」|『[^』]*』')
PARTS = [*'"“”„«»‘’「」『』', " subscribe", "d", " our ", "The minister", "中文", "."]
MARKED = st.lists(st.sampled_from(PARTS), max_size=20)


@settings(max_examples=300, deadline=None)
@given(MARKED.map("".join))
def test_words_that_are_not_quoted(text: str) -> None:
    own = QUOTED.sub(" ", text)
    assert vocabulary.own_words(text) == (own if any(map(str.isalpha, own)) else text)


@settings(max_examples=300, deadline=None)
@given(st.one_of(TEXTS, st.lists(st.sampled_from(TELLING), max_size=12).map(" ".join)), st.booleans())
def test_telling_words(text: str, furniture: bool) -> None:
    weights = {word: vocabulary.Known(word).weight for word in re.findall(r"\w+", vocabulary.own_words(text))}
    telling = [word for word, own in weights.items() if own and (own > 0) is furniture]
    telling.sort(key=lambda word: (-abs(weights[word]), word))
    assert vocabulary.telling_words(text, furniture).partition(": ")[2] == ", ".join(telling[:3])


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_letters(text: str) -> None:
    for start, end in ((0, len(text)), (len(text) // 3, len(text) // 2)):
        found = words.letters(text, start, end)
        assert found == WORDS.letters(text, start, end) == len(re.findall(r"\w", text[start:end]))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("ＮＯ93 8601 1117 947, paid to NO93.8601 1117 947")
def test_account_numbers(text: str) -> None:
    found = iban.has_iban(text)
    assert found == IBAN.has_iban(text)
    assert found == any(map(iban.iban_is_valid, re.findall(iban.iban_pattern(), text.lower())))


@settings(max_examples=300, deadline=None)
@given(st.one_of(TEXTS, st.tuples(st.text("ab ", max_size=45), st.sampled_from(":|>›"), TEXTS).map("".join)))
@example("Don't miss : the ferry")
@example("abc : a")
@example(f"{'a' * 40} : a")
def test_labels(text: str) -> None:
    label = re.match(r"([^:|>›]{3,40}?) ?[:|>›] \S", text)
    assert PHRASES._label(text) == (label[1] if label else "")


def test_words_that_take_each_others_place_are_told_apart() -> None:
    """Three times as many words as there are places."""
    known = Memory(str)
    several = [f"w{n}" for n in range(200_000)]
    for _ in range(2):
        assert known.words(" ".join(several)) == several


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 2**64 - 1) | st.integers(0, 40), max_size=9000))
def test_numbers_are_in_the_order_of_coming(hashes: list[int]) -> None:
    expected: dict[int, int] = {}
    known, as_written = numbering.Numbering(8), NUMBERING.Numbering(8)
    for one in hashes:
        number = expected.setdefault(one, len(expected) + 1)
        assert known.take(one) == as_written.take(one) == number
    assert known.count == as_written.count == len(expected)
    assert all(known.of(one) == as_written.of(one) == expected[one] for one in hashes)
    assert known.of(2**63 + 1) == expected.get(2**63 + 1, 0)


@given(TEXTS | st.text("aB`'´ 9.", max_size=12))
@example("Don`t miss a story")
def test_a_text_is_folded_alike_whatever_it_stands_beside(text: str) -> None:
    """What is all ASCII goes another way than what is not."""
    for other in ("a", "é", "ل"):
        assert fold.fold(f"{text} {other}").text == f"{fold.fold(text).text} {fold.fold(other).text}"


def test_no_letter_is_folded_to_a_sign() -> None:
    for code in range(0x30000):
        character = chr(code)
        if not 0xD800 <= code < 0xE000 and not fold.is_reshaped(character):
            folded = fold.fold_word(character)
            assert character.isalnum() == folded.isalnum(), hex(code)
            assert fold.fold_word(folded) == folded, hex(code)  # a folded text's words are folded once more


DROPPED = re.compile(
    "[\u0640\u064b-\u065f\u0670\u00ad\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0300-\u036f]"
)
SIGNS = "aÉʼ\u00ad\u0301\u0640ك\u064b\u200b\u200c\u200d\u2066\ufeffΣ中"


@settings(max_examples=300, deadline=None)
@given(st.one_of(TEXTS, st.text(st.sampled_from(SIGNS), max_size=20)))
def test_folding(text: str) -> None:
    found = fold.fold(text)
    assert (found.text, found.gaps) == (FOLD.fold(text).text, FOLD.fold(text).gaps)
    if text.isascii():
        assert found.text == text.lower()
        return
    kept = [i for i, c in enumerate(text) if not DROPPED.match(c)]
    assert found.text == "".join(fold.fold_word(text[i]) for i in kept).replace("`", "'")  # in no word
    assert [found.original(i, i + 1) for i in range(len(kept))] == [(i, i + 1) for i in kept]
    assert [found.original(0, i + 1) for i in range(len(kept))] == [(kept[0], i + 1) for i in kept]
    assert fold.is_reshaped(text) == FOLD.is_reshaped(text) == (len(kept) < len(text) or "ʼ" in text)


def test_the_signs_that_are_dropped() -> None:
    for code in range(0x20000):
        sign = chr(code)
        assert (fold.fold(sign).text == "") == (DROPPED.match(sign) is not None), hex(code)
