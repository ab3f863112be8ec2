"""Texts as scripts have them: written and read without the `json` module, and as it does."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from archiver.extract.stated import scripts
from archiver.extract.unshown import _unescaped

TEXTS = st.text(st.characters() | st.sampled_from('"\\\n\t\x00\x7f\x85\ud83d\ude00é😀'))


@given(TEXTS)
def test_a_headline_is_looked_for_as_json_writes_it(title: str) -> None:
    written = scripts._escaped(title)
    assert written == json.dumps(title, ensure_ascii=False)[1:-1]
    assert scripts._in_ascii(written) == json.dumps(title)[1:-1]


@given(TEXTS | st.sampled_from([r"\ud83d", r"\x3cp", r"\u003cp\u003e", 'a"', "\\"]))
def test_strings_are_read_as_json_reads_them(string: str) -> None:
    try:
        expected = json.loads(f'"{string}"', strict=False)
    except ValueError:
        expected = ""
    assert _unescaped(string) == expected
    assert _unescaped(json.dumps(string)[1:-1]) == json.loads(json.dumps(string))
