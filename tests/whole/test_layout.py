"""What commands print of long texts, on a terminal and off it, in scripts whose characters take two columns."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from command_line import run
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from archiver.cli.layout import broken_off, print_fields, print_table, print_text, wrapped

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


def test_a_table_off_a_terminal_is_as_wide_as_what_it_holds() -> None:
    for terminal in (True, False):
        out = on_terminal(terminal)
        table = Table("id", "title", box=None, pad_edge=False)
        table.add_column(no_wrap=True)
        table.add_row("1", JAPANESE)
        table.add_row("2", ENGLISH)
        print_table(out, table)
        assert (f"1   {JAPANESE}" in printed(out)) is not terminal
        assert (f"2   {ENGLISH}" in printed(out)) is not terminal


def test_a_list_of_articles_in_a_pipe_is_whole(tmp_path: Path) -> None:
    title = "The council of Tarn and what it said of the harbour " * 4
    (tmp_path / "a.jsonl").write_text(json.dumps({"title": title, "text": ENGLISH, "source": "The Tarn Weekly " * 3}))
    assert run("-a", tmp_path / "a", "ingest", tmp_path / "a.jsonl").code == 0
    assert title.strip() in run("-a", tmp_path / "a", "show").out
    assert "…" not in run("-a", tmp_path / "a", "show").out
