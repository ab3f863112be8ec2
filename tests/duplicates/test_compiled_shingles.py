"""The compiled passes over a text's words and over its shingles give what their source gives, and what they gave when
they were written to an index."""

from __future__ import annotations

import re

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from uncompiled import source

import archiver.duplicates
from archiver.duplicates import bitmaps, shingles

SHINGLES, BITMAPS = source(archiver.duplicates, "shingles"), source(archiver.duplicates, "bitmaps")
PIECES = st.sampled_from(
    ["The ferry", "STRASSE", "straße", "İstanbul", "می\u200cگوید", "दे\u093fन", "中文", "ไทย", "한국", "’", "Ｗide", "ẞ",
     "12", "\u0301", "\n", " ", "  ", "_", "\ud800", "\0", "𐐀"]
)  # fmt: skip
TEXTS = st.lists(st.one_of(st.lists(PIECES, max_size=20).map("".join), st.text(max_size=30)), max_size=4)


@given(TEXTS)
@example(["", "a b", "a b c"])
def test_source_and_compiled_agree(texts: list[str]) -> None:
    found, starts = shingles.shingles(texts)
    same, also = SHINGLES.shingles(texts)
    assert found.tolist() == same.tolist() and starts.tolist() == also.tolist()
    every = np.unique(found)
    assert shingles.distinct(found).tolist() == SHINGLES.distinct(found).tolist() == every.tolist()
    assert bitmaps.bitmap(every) == BITMAPS.bitmap(every)


@given(st.lists(st.sampled_from(["Quay", "straße", "ÉTÉ", "mole", "12"]), max_size=9))
def test_case_and_signs_make_no_difference(words: list[str]) -> None:
    plain, _ = shingles.shingles([" ".join(words)])
    signs, _ = shingles.shingles(["“" + " – ".join(words).upper() + "”"])
    assert plain.tolist() == signs.tolist()
    assert len(plain) == max(len(re.findall(r"\w+", " ".join(words))) - shingles.WIDTH + 1, 0)


def test_a_bit_is_turned_over_for_each_shingle() -> None:
    assert bitmaps.bitmap(np.array([0, 9, 1024 + 9, 1023], np.uint64)) == b"\x80" + bytes(126) + b"\x01"


def test_numbers_are_those_that_an_index_has() -> None:
    found, starts = shingles.shingles(["The night ferry’s back", "中文电影院"])
    assert [f"{number:016x}" for number in found.tolist()] == [
        "5dc6761724f712dd", "9908d85e5fe3b400", "38b8c7022134bf26",
        "ff40fb5a3ad82696", "be11cdeaf44dc7e3", "a5db4dd59beefe88",
    ]  # fmt: skip
    assert starts.tolist() == [0, 3, 6]
