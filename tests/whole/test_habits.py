"""What a person who knows other commands expects of this one."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from archiver.cli.commands import group
from archiver.cli.context import Context
from archiver.cli.manual import manual
from archiver.cli.reference import reference

ROOT = Path(__file__).parents[2]
NAMES = group.list_commands(click.Context(group))


def run(*arguments: str, cwd: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "archiver", *arguments]
    environment = {**os.environ, **more}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def test_alone_it_says_what_to_do_next(tmp_path: Path) -> None:
    alone = run(cwd=tmp_path)
    assert alone.returncode == 0
    assert "archiver ingest" in alone.stdout
    assert "\x1b" not in alone.stdout and "␛" not in alone.stdout
    run("ingest", str(ROOT / "seeds/lakeside-courier.txt"), cwd=tmp_path)
    after = run(cwd=tmp_path)
    assert "4 pages" in after.stdout
    assert "archiver serve" in after.stdout
    assert max(map(len, [*alone.stdout.splitlines(), *after.stdout.splitlines()])) <= 80


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_lines_are_printed(shell: str) -> None:
    assert "_ARCHIVER_COMPLETE" in run("completion", shell).stdout


def test_completion_knows_commands_and_options() -> None:
    found = run(_ARCHIVER_COMPLETE="bash_complete", COMP_WORDS="archiver se", COMP_CWORD="1")
    assert "plain,serve" in found.stdout
    found = run(_ARCHIVER_COMPLETE="bash_complete", COMP_WORDS="archiver serve --po", COMP_CWORD="2")
    assert "plain,--port" in found.stdout


def test_the_help_lists_every_command_in_a_section_with_a_whole_sentence() -> None:
    shown = CliRunner().invoke(group, ["--help"]).output.partition("Bring news in:")[2]
    listed = dict(re.findall(r"^  (\w+) +(.+)$", shown, re.M))
    assert list(listed) == NAMES
    assert all(sentence.endswith(".") and "..." not in sentence for sentence in listed.values())


def test_the_man_page_tells_of_every_command() -> None:
    page = (ROOT / "docs/archiver.1").read_text(encoding="utf-8")
    assert page == manual(), "make docs"
    for name in NAMES:
        assert f".SS archiver {name}" in page


def test_the_reference_is_of_these_commands() -> None:
    assert (ROOT / "docs/cli.md").read_text(encoding="utf-8") == reference(), "make docs"


def commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command that does something, by the words that call it."""
    if not isinstance(command, click.Group):
        yield path, command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found is not None
        yield from commands(found, (*path, name))


@pytest.mark.parametrize(("path", "command"), [pytest.param(p, c, id=" ".join(p)) for p, c in commands(group)])
def test_help_has_a_sentence_and_examples_of_this_command(path: tuple[str, ...], command: click.Command) -> None:
    text = command.help or ""
    assert len(text) > 20
    examples = re.findall(rf"^ *(?:.*\| )?archiver {' '.join(path)}\b(.*)$", text, re.M)
    assert examples, "no line of the help begins with the command"
    for example in examples:
        arguments = list(takewhile(lambda word: word not in {"<", ">", ">>", "|"}, shlex.split(example)))
        command.make_context(" ".join(path), arguments, obj=Context(Path("archive"), False))


def test_a_command_imports_no_pandas(tmp_path: Path) -> None:
    """pyarrow would, wherever it is installed, which takes as long as all else of a short command."""
    (tmp_path / "a.txt").write_text("Snow in May\n\nNobody expected snow in the second week of May.\n")
    made = [sys.executable, "-X", "importtime", "-m", "archiver", "-a", str(tmp_path / "archive")]
    ingest = ["ingest", str(tmp_path / "a.txt")]
    for arguments in (ingest, ["show"], ["site"], ["search", "snow"], ["query", "SELECT 1"]):
        done = subprocess.run([*made, *arguments], capture_output=True, text=True, check=True)
        assert "pyarrow" in done.stderr and "pandas.core" not in done.stderr, arguments
