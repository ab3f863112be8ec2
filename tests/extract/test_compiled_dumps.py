"""The compiled passes over a dump give what their sources give, and what Python's own functions would find."""

from __future__ import annotations

import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st
from uncompiled import source

import archiver.extract
from archiver.extract.dump import lines as dump_lines
from archiver.extract.dump import words as dump_words

LINES, WORDS = source(archiver.extract, "dump/lines"), source(archiver.extract, "dump/words")
PIECES = st.sampled_from(
    [
        "The ferry", "Hafen", "é", "e\u0301", "a\u0323\u0301", "\u0301", "زما", "\u0627", "\u0653", "\u064b",
        "می\u200cگوید",
        "中文", "\uac00", "\u11a8", "x²", "½", "Straße", "Ørsted", "đường", "ǿ", "İzmir", "ŀ", "\u212b", "\u2001",
        "\u0344",
        " ", "  ", "\t", "\xa0", "\u2003", "\u3000", "\x1f", "\n", "\r\n", "\x1c", "\x85", "\u2028", "\u200b", "\0",
        "\ud800",
        "–", "’", "-", "_", "1",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=16).map("".join), st.text(max_size=60))


def test_the_source_is_what_is_compared() -> None:
    assert all(module.__file__ is not None and module.__file__.endswith(".py") for module in (LINES, WORDS))


def folded_lines(text: str) -> list[tuple[str, int]]:
    clean = "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in text if sign != "\0")
    lines = unicodedata.normalize("NFC", clean).splitlines()
    return [(" ".join(line.split()), len(line) - len(line.lstrip())) for line in lines]


@settings(max_examples=500, deadline=None)
@given(TEXTS)
@example("ب\u064b\u0651")
def test_lines(text: str) -> None:
    found = dump_lines.read_lines(text)
    same = LINES.read_lines(text)
    assert [(line.text, line.indent, line.apart) for line in found] == [(o.text, o.indent, o.apart) for o in same]
    expected = [(line, indent) for line, indent in folded_lines(text) if line.strip(dump_lines._INVISIBLE)]
    assert [(line.text, line.indent) for line in found] == expected


@settings(max_examples=500, deadline=None)
@given(TEXTS, TEXTS)
@example("Ærø ½", "aero")
@example("x\u0301y ŀabc", "xy labc")
def test_stems_that_a_text_has(text: str, other: str) -> None:
    stems = {word[: dump_words.STEM] for word in dump_words.words_of(f"{text[:20]} {other}")}
    expected = {word[: dump_words.STEM] for word in dump_words.words_of(text)} & stems
    assert dump_words.stems_in(text, stems) == WORDS.stems_in(text, stems) == expected
