"""Lines of JSON: the quick way of writing a page's record says what the encoder says."""

from __future__ import annotations

import json
import sys

import pytest

from archiver.cli.lines import json_line_of_texts, json_lines


def test_every_character_is_written_alike() -> None:
    for start in range(0, sys.maxunicode + 1, 256):
        record = {"text": "".join(map(chr, range(start, min(start + 256, sys.maxunicode + 1))))}
        assert json_line_of_texts(record) == next(json_lines([record]))


@pytest.mark.parametrize("value", [{}, [], {"a": None, "b": ["x", "\x9b"], "c": {"d": "e"}}, {"t": ("a",)}, "\ud83d"])
def test_other_values_are_written_alike(value: object) -> None:
    line = json_line_of_texts(value)
    assert line == next(json_lines([value]))
    assert json.loads(line) == json.loads(json.dumps(value))
