"""What is told by a table must be so."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from archiver.words.normal_form import is_normal


@given(st.text(st.sampled_from("aé\u0301\u0323گ\u064b\u0651ي\u0654\u0300\ud800\0語\u200c\uac00\u11a8")))
def test_a_normal_text_is_in_nfc_and_can_be_encoded(text: str) -> None:
    if is_normal(text):
        assert unicodedata.is_normalized("NFC", text) and "\0" not in text
        text.encode()


def test_most_texts_are_told() -> None:
    assert is_normal("Ærlig talt – «nei», sa hun. یک خبر. 语言") and not is_normal("a\0")


@given(st.text(st.characters(max_codepoint=0xFF)))
def test_all_of_latin_1_is_normal_but_the_nul(text: str) -> None:
    assert is_normal(text) == ("\0" not in text)
