"""Writes the man page from the commands themselves: `python -m archiver.cli.manual > docs/archiver.1`."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from archiver.cli.commands import group
from archiver.cli.context import say


def manual() -> str:
    """The page in roff (man(7)): what archiver is, each command with its options, files, exit codes."""
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    root = click.Context(group, info_name="archiver", **group.context_settings)
    yield '.TH ARCHIVER 1 "" archiver "User commands"'
    yield ".SH NAME\narchiver \\- news in, a clean, explained, queryable archive out"
    yield ".SH SYNOPSIS\n.B archiver\n[\\fB\\-a\\fR \\fIARCHIVE\\fR] [\\fB\\-\\-json\\fR] \\fICOMMAND\\fR ..."
    yield ".SH DESCRIPTION"
    yield from _text(group.help or "")
    yield ".SH OPTIONS"
    yield from _options(root)
    yield ".SH COMMANDS"
    for name in group.list_commands(root):
        command = group.get_command(root, name)
        if command is not None:
            yield from _command(click.Context(command, info_name=name, parent=root))
    yield from _ENDING


def _command(context: click.Context) -> Iterator[str]:
    usage = " ".join(context.command.collect_usage_pieces(context))
    yield f".SS {_safe(f'{context.command_path} {usage}')}"
    yield from _text(context.command.help or "")
    yield from _options(context)
    if isinstance(context.command, click.Group):
        for name, command in context.command.commands.items():
            yield from _command(click.Context(command, info_name=name, parent=context))


def _options(context: click.Context) -> Iterator[str]:
    for parameter in context.command.get_params(context):
        record = parameter.get_help_record(context) if isinstance(parameter, click.Option) else None
        if record:
            yield f".TP\n\\fB{_safe(record[0])}\\fR\n{_safe(record[1])}"


def _text(help_text: str) -> Iterator[str]:
    """Paragraphs are filled; those that begin with click's \\b stay as they are."""
    for paragraph in re.split(r"\n\s*\n", help_text.replace("\f", "")):
        lines = [line.strip() for line in paragraph.strip().splitlines()]
        if lines and lines[0] == "\b":
            yield ".PP\n.nf\n.RS\n" + "\n".join(_safe(line) for line in lines[1:]) + "\n.RE\n.fi"
        elif lines:
            yield ".PP\n" + _safe(" ".join(lines))


def _safe(text: str) -> str:
    """Text that roff prints as it stands."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text.startswith((".", "'")) else text


_ENDING = (
    ".SH ENVIRONMENT\n.TP\n.B ARCHIVER_ARCHIVE\nFolder of the archive, where \\-\\-archive is not given.",
    ".TP\n.B ARCHIVER_DEBUG\nWhere set, an internal error shows where it happened.",
    ".SH EXIT STATUS\n.TP\n.B 0\ndone\n.TP\n.B 1\nsomething in the input failed; the rest is done,"
    " \\fBarchiver quarantine\\fR says what\n.TP\n.B 2\nwrong usage"
    "\n.TP\n.B 130\nstopped by Ctrl\\-C (143: SIGTERM, 129: SIGHUP); what was acknowledged is stored",
    ".SH FILES\n.TP\n.I archive/archiver.toml\nsettings of the archive\n.TP\n.I archive/articles\nthe Delta table"
    "\n.TP\n.I archive/raw\nthe bytes as they came, as WARC",
)


if __name__ == "__main__":
    say(manual(), nl=False)
