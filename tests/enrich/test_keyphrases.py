"""Key phrases: what a text says twice, as it is written."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from archiver.enrich.keyphrases import find_keyphrases
from archiver.enrich.people.names import fold

FERRY = (
    "The night ferry is late again. Nobody at the Harbour Board knows why the night ferry is late.\n"
    "The Harbour Board’s chairman blames the tide; the tide, says the captain, blames the Harbour Board."
)


def test_phrases_are_said_twice_and_share_no_word() -> None:
    found = find_keyphrases(FERRY, "en")
    assert found[0] == "Harbour Board"
    assert "night ferry" in found
    used = [word for phrase in found for word in phrase.split()]
    assert len(used) == len(set(used))


def test_vowel_signs_are_part_of_a_word() -> None:
    text = "श्रम मंत्री निर्मला सीतारमण ने कहा कि हड़ताल गलत है। सीतारमण ने कहा कि हड़ताल जल्दी समाप्त होगी।"
    assert set(find_keyphrases(text, "hi")) == {"सीतारमण", "हड़ताल"}


def test_a_genitive_ends_a_phrase() -> None:
    text = "The board’s plan failed. The board’s plan was bad."
    assert "board plan" not in find_keyphrases(text, "en")


def test_the_title_weighs() -> None:
    text = "Lime trees stand there. Lime trees fall. Beech woods stand there. Beech woods fall."
    assert find_keyphrases(text, "en")[0] == "Lime trees"
    assert find_keyphrases(text, "en", title="Of beech woods")[0] == "Beech woods"


def test_languages_without_spaces_have_none() -> None:
    assert find_keyphrases("大橋 大橋 大橋", "zh") == ()


WORDS = st.lists(st.sampled_from(["ferry", "Harbour", "board", "the", "of", "Lund’s", ".", "\n", "42"]), max_size=60)


@given(WORDS)
def test_every_phrase_stands_in_the_text_twice(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for phrase in find_keyphrases(text, "en"):
        pattern = r"\W*\s+".join(re.escape(fold(word)) for word in phrase.split())
        assert phrase in text
        assert len(re.findall(rf"(?<!\w)(?={pattern}(?!\w))", fold(text))) > 1
