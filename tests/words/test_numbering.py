"""Numbers of words, read from a data file as it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uncompiled import source

import archiver.words
from archiver.words.numbering import Listed, begun_by

LISTED = [Listed, source(archiver.words, "numbering").Listed]
WORD = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="#"), min_size=1, max_size=6)


@pytest.mark.parametrize("kind", LISTED, ids=["compiled", "source"])
@given(st.dictionaries(WORD, st.integers(-2000, 2000)), st.lists(WORD, max_size=9))
def test_it_is_what_a_dictionary_would_be(kind: type[Listed], known: dict[str, int], other: list[str]) -> None:
    found = kind("# word, number\n" + "".join(f"{word}\t{number}\n" for word, number in known.items()))
    for word in (*known, *other):
        assert found.of_word(word) == known.get(word, 0)


@pytest.mark.parametrize("kind", LISTED, ids=["compiled", "source"])
def test_pairs_are_words_with_a_blank_between(kind: type[Listed]) -> None:
    found = kind("read more\t7\nread\t-2\n")
    read, more = begun_by("read"), begun_by("more")
    assert (found.of_pair(read, "more"), found.of_word("read more"), found.of_pair(more, "read")) == (7, 7, 0)
    assert found.of_word("read") == -2
