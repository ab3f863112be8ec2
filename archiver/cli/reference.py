"""Writes docs/cli.md from the commands themselves: `python -m archiver.cli.reference > docs/cli.md`."""

from __future__ import annotations

from collections.abc import Iterator

import click

from archiver.cli.commands import group
from archiver.cli.context import say


def reference() -> str:
    """Markdown: each command with its usage and options, in the order of `archiver --help`."""
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    yield "# Commands"
    yield "\nWritten by `make docs` from the commands; do not edit.\n"
    root = click.Context(group, info_name="archiver", **group.context_settings)
    yield from _help(root)
    for name in group.list_commands(root):
        command = group.get_command(root, name)
        if command is not None:
            yield from _command(click.Context(command, info_name=name, parent=root, terminal_width=100))


def _command(context: click.Context) -> Iterator[str]:
    """A command, and those below it."""
    yield f"\n## {context.command_path}\n"
    yield from _help(context)
    if isinstance(context.command, click.Group):
        for name, command in context.command.commands.items():
            yield from _command(click.Context(command, info_name=name, parent=context, terminal_width=100))


def _help(context: click.Context) -> Iterator[str]:
    yield "```"
    yield context.command.get_help(context)
    yield "```"


if __name__ == "__main__":
    say(reference(), nl=False)
