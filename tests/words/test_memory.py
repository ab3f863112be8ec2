"""What is known of words is what would be learned of each anew, whatever words took their places meanwhile."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from uncompiled import source

import archiver.words
from archiver.words.memory import Memory

MEMORY = source(archiver.words, "memory")
MEMORY._PLACES = 8  # so that words take each other's places

WORDS = st.lists(
    st.sampled_from(["the", "ferry", "is", "back", "Zürich", "خبر", "a1", "_", "x" * 40, "İ"]), max_size=40
)


@given(WORDS)
def test_each_word_has_what_is_learned_of_it(words: list[str]) -> None:
    for memory in (Memory(str.upper), MEMORY.Memory(str.upper)):
        assert memory.words(" ".join(words)) == [word.upper() for word in words]
        assert [memory.at(f"({word})", 1, len(word) + 1) for word in words] == [word.upper() for word in words]


def test_a_memory_grows_no_further_than_its_places() -> None:
    memory = MEMORY.Memory(str)
    for number in range(100):
        memory.at(str(number), 0, len(str(number)))
    assert len(memory._known) <= MEMORY._PLACES + 1
