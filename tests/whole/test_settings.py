"""archiver.toml that would take all memory or all day is refused at once."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from archiver.errors import SettingsError
from archiver.settings import DEEPEST, load

N = 50_000
MANY = {
    "key": "a." * N + "a = 1",
    "table": "[" + "a." * N + "a]",
    "quoted": '"a" . ' * N + "a = 1",
    "nested": "a = " + "[" * N,
    "quotes": '"\\' * N,
    "open string": 'a = """' + '""\\' * N,
}


@pytest.mark.parametrize("text", MANY.values(), ids=MANY.keys())
def test_what_is_too_much_ends_in_a_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / "archiver.toml").write_text(text)
    begun = time.process_time()
    with pytest.raises(SettingsError, match=r"archiver\.toml"):
        load(tmp_path)
    assert time.process_time() - begun < 5


def test_dots_elsewhere_are_no_parts(tmp_path: Path) -> None:
    dots = "a." * 2 * DEEPEST
    text = f'# {dots}\n[pins."{dots}"]\ncontent = ["{dots}", """{dots}""", \'{dots}\']\n'
    (tmp_path / "archiver.toml").write_text(text)
    assert load(tmp_path)["pins"][dots]["content"] == [dots] * 3
    (tmp_path / "archiver.toml").write_text("a." * (DEEPEST - 1) + "a = 1")
    assert load(tmp_path)
