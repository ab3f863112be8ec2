"""What commands print of long texts, on a terminal and off it, in scripts whose characters take two columns."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from archiver.cli.layout import broken_off, print_fields, print_text, wrapped

JAPANESE = "技術者たちは軸受けが摩耗しており、閉鎖すれば漁船は一日二時間を失うと警告していた。工事は三月に始まる。"
ENGLISH = "The council voted on Tuesday to keep the bridge.  It stays."


def on_terminal(terminal: bool) -> Console:
    return Console(file=io.StringIO(), width=40, force_terminal=terminal, color_system=None, highlight=False)


def printed(out: Console) -> list[str]:
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue().splitlines()


@pytest.mark.parametrize("text", [JAPANESE, ENGLISH, ""])
def test_lines_fit_and_lose_nothing(text: str) -> None:
    lines = wrapped(text, 25, on_terminal(True))
    assert lines and all(cell_len(line) <= 25 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert cell_len(broken_off(lines[0], 25)) <= 25


def test_a_long_value_goes_on_below_itself() -> None:
    out = on_terminal(True)
    print_fields(out, [("title", JAPANESE), ("by", None), ("input", "a/" + "folder/" * 8)])
    lines = printed(out)
    assert [line[:12] for line in lines if line[:12].strip()] == ["     title  ", "     input  "]
    assert all(line.startswith(" " * 12) for line in lines if not line[:12].strip()) and len(lines) > 4


def test_off_a_terminal_nothing_is_broken() -> None:
    out = on_terminal(False)
    print_fields(out, [("title", JAPANESE)])
    print_text(out, ENGLISH)
    assert printed(out) == [f"     title  {JAPANESE}", ENGLISH]
