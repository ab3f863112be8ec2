"""What `archiver` alone says: what is in the archive, and what to do next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from archiver.common.plurals import counted

if TYPE_CHECKING:
    from rich.text import Text

BEGIN = (
    ("archiver ingest FILES...", "dumps, pages, WARC, JSON lines, folders"),
    ("archiver follow https://example.org", "its feeds; `archiver poll` reads them"),
    ("archiver extract < pages.jsonl", "clean pages without an archive"),
)
GO_ON = (
    ("archiver serve", "read and search it as a web site"),
    ("archiver show", "the articles; with an ID, one of them"),
    ("archiver explain ID", "what was removed from a page, and why"),
    ('archiver query "SELECT ..."', "ask it anything in SQL"),
    ("archiver export articles.csv", "or .jsonl, .parquet, a folder"),
)


def welcome(archive: Path) -> Text:
    """A few lines for a console. Raises ArchiveError for an archive that cannot be read."""
    from rich.text import Text

    from archiver.lake.storage.home import home_of
    from archiver.lake.table.log import has_log

    home = home_of(archive)
    home.pull()
    if not has_log(archive / "articles"):
        head = f"There is no archive in {home.address} yet. Begin one with:"
        return Text.assemble(head, "\n\n", *_table(BEGIN), "\n", HELP)
    from archiver.lake import Lake

    rows = sum(Lake.open(archive).table.files().values())
    head = f"{home.address} holds the texts of {counted(rows, 'page')}. What next?"
    return Text.assemble(head, "\n\n", *_table(GO_ON), *_table(BEGIN[:2]), "\n", HELP)


HELP = "All commands: archiver --help. A command with examples: archiver COMMAND --help."


def _table(lines: tuple[tuple[str, str], ...]) -> list[str | tuple[str, str]]:
    return [piece for command, text in lines for piece in ((f"  {command:<38}", "bold"), f"{text}\n")]
