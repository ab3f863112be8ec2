"""`archiver quarantine`: what could not be read, and why."""

from __future__ import annotations

import click

from archiver.cli.context import Context, common_options, console, limit_option, pass_context, print_json_lines, say
from archiver.common.plurals import counted


@click.command("quarantine", short_help="List the inputs that could not be read.")
@limit_option(100, "Entries to show, the latest last.")
@common_options
@pass_context
def quarantine(context: Context, limit: int | None) -> None:
    """List the inputs that could not be read: file, record, error and when.

    \b
    archiver quarantine
    archiver quarantine --json
    """
    from archiver.lake import Lake

    entries = Lake.open(context.archive).quarantined()
    shown = entries[-(context.most(limit, 100) or len(entries)) :]
    if context.json:
        print_json_lines(shown)
        return
    if not entries:
        say(f"Nothing is in the quarantine of {context.place}.")
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("at", "error", "file", "record", "what happened"):
        table.add_column(name, overflow="fold", style="red" if name == "error" else "")
    for entry in shown:
        record = "" if entry["record"] is None else str(entry["record"])
        at = str(entry["at"] or "")[:16].replace("T", " ")
        table.add_row(at, entry["error"], entry["file"], record, entry["detail"])
    out = console()
    out.print(table)
    out.print(f"\n{counted(len(entries), 'input')} in the quarantine of {context.place}", style="dim")


COMMANDS = (quarantine,)
