"""What `archiver` alone says: what is in the archive, and what to do next."""

from __future__ import annotations

from pathlib import Path

import click

BEGIN = (
    ("archiver ingest FILES...", "dumps, saved pages, JSON lines, WARC; folders and .zip too"),
    ("archiver follow https://example.org", "its feeds; then `archiver poll` fetches what is new"),
    ("archiver extract < pages.jsonl", "clean pages without an archive"),
)
GO_ON = (
    ("archiver serve", "read and search it as a web site"),
    ("archiver show", "the articles; `archiver show ID`: one of them"),
    ("archiver explain ID", "what was removed from a page, and why"),
    ('archiver query "SELECT ..."', "ask it anything in SQL"),
    ("archiver export articles.csv", "or .jsonl, .parquet, a folder of Markdown"),
)


def welcome(archive: Path) -> str:
    """A few lines for the terminal. Raises ArchiveError for an archive that cannot be read."""
    from archiver.lake.home import home_of

    home = home_of(archive)
    home.pull()
    if not (archive / "articles" / "_delta_log").is_dir():
        head = f"There is no archive in {home.address} yet. Begin one with:"
        return f"{head}\n\n{_table(BEGIN)}\n\n{HELP}"
    from archiver.lake import Lake

    rows = sum(Lake.open(archive).table.files().values())
    head = f"{home.address} holds {rows:,} page{'s' if rows != 1 else ''}. What next?"
    return f"{head}\n\n{_table(GO_ON)}\n{_table(BEGIN[:2])}\n\n{HELP}"


HELP = "All commands: archiver --help. A command with examples: archiver COMMAND --help."


def _table(lines: tuple[tuple[str, str], ...]) -> str:
    return "\n".join(f"  {click.style(f'{command:<38}', bold=True)}{text}" for command, text in lines)
