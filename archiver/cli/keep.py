"""`archiver verify` and `archiver compact`: keeping an archive sound and small."""

from __future__ import annotations

import click

from archiver.cli.context import Context, common_options, pass_context, print_json
from archiver.cli.runs import noted


@click.command("verify")
@common_options
@pass_context
def verify(context: Context) -> int:
    """Check every file and record against its digests. Exit code 1 when something is damaged."""
    from archiver.lake import Lake
    from archiver.learning import RowLearner
    from archiver.verifying import verify as check

    report = check(Lake.open(context.archive, learner=RowLearner()))
    if context.json:
        print_json(report)
    else:
        click.echo(str(report))
    return 0 if report.ok else 1


@click.command("compact")
@click.option("--keep-hours", default=24, show_default=True, help="Keep replaced files for readers so long.")
@common_options
@pass_context
def compact(context: Context, keep_hours: int) -> None:
    """Join small files, and delete files that no recent version of the table names."""
    from archiver.lake import Lake

    lake = Lake.open(context.archive)
    with noted(context, "compact") as run:
        run.counts = done = lake.compact(keep_hours=keep_hours)
    if context.json:
        print_json(done)
        return
    click.echo(f"{done['before']:,} files became {done['after']:,}; {done['deleted']:,} deleted")


COMMANDS = (verify, compact)
