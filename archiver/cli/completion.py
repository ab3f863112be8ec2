"""`archiver completion`: what a shell needs to complete commands and options."""

from __future__ import annotations

import click

from archiver.cli.context import Context, common_options, pass_context, say

FILES = {"bash": "~/.bashrc", "zsh": "~/.zshrc", "fish": "~/.config/fish/completions/archiver.fish"}
"""Where a shell reads such lines when it starts."""


@click.command("completion", short_help="Print what makes a shell complete archiver's commands.")
@click.argument("shell", type=click.Choice(tuple(FILES)))
@common_options
@pass_context
def completion(context: Context, shell: str) -> None:
    """Print the lines that make SHELL complete archiver's commands and options.

    \b
    archiver completion bash >> ~/.bashrc
    archiver completion zsh >> ~/.zshrc
    archiver completion fish > ~/.config/fish/completions/archiver.fish
    """
    from click.shell_completion import get_completion_class

    from archiver.cli.commands import group

    found = get_completion_class(shell)
    assert found is not None  # click knows these three
    say(found(group, {}, "archiver", "_ARCHIVER_COMPLETE").source())


COMMANDS = (completion,)
