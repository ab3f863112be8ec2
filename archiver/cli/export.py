"""`archiver export`: the archive in other formats."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from archiver.cli.context import Context, common_options, pass_context, print_json, say
from archiver.common.plurals import counted

FORMATS = ("jsonl", "csv", "parquet", "markdown")


@click.command("export", short_help="Write articles as CSV, JSON lines, Parquet or Markdown.")
@click.argument("target", type=click.Path())
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: from TARGET's ending.")
@click.option("--where", help="An SQL condition over the fields, e.g. \"language = 'en'\".")
@click.option("--fields", metavar="NAME,NAME,...", help="These fields of docs/fields.md, in this order.")
@click.option("--versions", is_flag=True, help="All versions, not only the current ones.")
@click.option(
    "--shard-rows",
    "rows",
    type=click.IntRange(1),
    metavar="N",
    help="Into files of N articles each: TARGET-00000-of-00012.parquet and so on.",
)
@click.option("--bagit", is_flag=True, help="The whole archive as a BagIt bag (RFC 8493): records, raw bytes, history.")
@common_options
@pass_context
def export(
    context: Context,
    target: str,
    form: str | None,
    where: str | None,
    fields: str | None,
    versions: bool,
    rows: int | None,
    bagit: bool,
) -> None:
    """Write the articles to TARGET (a file, here or at s3://...; "-" for standard output; for markdown a folder with a
    file an article).

    The file appears when it is complete; one that was there stays as it is until then. A folder is replaced only if it
    holds nothing but an earlier export. JSON lines and CSV are packed where TARGET ends in .gz or .zst. A bag holds the
    archive itself in data/, a copy of which opens again as it is.

    \b
    archiver export articles.csv --where "language = 'en'"
    archiver export list.csv --fields published,source,title,url
    archiver export corpus/train.parquet --shard-rows 50000 --fields id,url,language,text
    archiver export --bagit BAG
    """
    if bagit:
        if form or where or versions or fields or rows:
            raise click.UsageError("--bagit takes the whole archive, in its own form: no other option beside it.")
        _bag(context, target)
        return
    from archiver.explore.export import export as run
    from archiver.explore.export import export_to
    from archiver.explore.packed import STDOUT

    names = None if fields is None else [name.strip() for name in fields.split(",")]
    how: dict[str, Any] = {"form": form, "where": where, "versions": versions, "fields": names, "rows": rows}
    count = export_to(context.archive, target, **how) if "://" in target else run(context.archive, Path(target), **how)
    if Path(target) == STDOUT:
        return
    if context.json:
        print_json({"written": count, "to": target})
        return
    say(f"{counted(count, 'article')} written to {target}{f', in files of {rows:,}' if rows else ''}")


def _bag(context: Context, target: str) -> None:
    from archiver import __version__
    from archiver.lake import Lake
    from archiver.lake.bag import send_bag, write_bag

    Lake.open(context.archive)
    software = f"archiver {__version__}"
    if "://" in target:
        bag = send_bag(context.archive, target, software=software)
    else:
        bag = write_bag(context.archive, Path(target), software=software)
    if context.json:
        print_json({**asdict(bag), "path": target})
        return
    say(f"{counted(bag.files, 'file')}, {counted(bag.bytes, 'byte')} in the bag {target}")


COMMANDS = (export,)
