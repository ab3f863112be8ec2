"""One is one, and the commands say so."""

from __future__ import annotations

from pathlib import Path

from command_line import run

from archiver.common.plurals import counted
from archiver.web.rendering import s


def test_one_and_many() -> None:
    assert [f"word{s(number)}" for number in (0, 1, 2)] == ["words", "word", "words"]
    assert [counted(number, "file") for number in (0, 1, 2, 1200)] == ["0 files", "1 file", "2 files", "1,200 files"]


def test_an_archive_of_one_article(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("The lamp of the harbour\n\nThe lamp of the harbour was lit on Monday.\n")
    archive = tmp_path / "archive"
    assert run("-a", archive, "ingest", tmp_path / "one.txt").code == 0
    assert run("-a", archive, "compact").out.startswith("1 file became 1; ")
    assert run("-a", archive, "show").out.rstrip().endswith(f"1 article in {archive}")
    assert run("-a", archive, "export", tmp_path / "out.jsonl").out.startswith("1 article written to ")
    assert "1 record, 1 raw record" in run("-a", archive, "verify").out
    assert "0 near-duplicates" in run("-a", archive, "info").out
