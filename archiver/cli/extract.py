"""`archiver extract` as a command; what it does is in filtering.py."""

from __future__ import annotations

import click

from archiver.cli import filtering
from archiver.cli.context import Context, common_options, pass_context, workers_option
from archiver.cli.ingest import field_option


@click.command("extract", short_help="Clean pages without an archive.")
@click.argument("inputs", nargs=-1, metavar="[INPUT]...")
@workers_option(1)
@click.option("--blocks", is_flag=True, help="Give the blocks too, kept and removed, with the reasons.")
@click.option("--text", "only_text", is_flag=True, help="Only the clean texts, an empty line between them.")
@field_option
@common_options
@pass_context
def extract(
    context: Context, inputs: tuple[str, ...], jobs: int, blocks: bool, only_text: bool, names: dict[str, str]
) -> int:
    """Clean pages without an archive.

    Reads INPUTs as `archiver ingest` does; without any, JSON lines {id, url, html (base64) or text} from
    standard input. Writes a JSON line {id, text, title, authors, date, ...} for each page, in order. What
    cannot be read is named on stderr, and the exit code is 1.

    \b
    archiver extract < pages.jsonl > clean.jsonl
    archiver extract --text page.html
    """
    return filtering.run(inputs, jobs=jobs, blocks=blocks, only_text=only_text, names=names)


COMMANDS = (extract,)
