"""`archiver verify` and `archiver compact`: keeping an archive sound and small."""

from __future__ import annotations

import click

from archiver.cli.context import Context, common_options, pass_context, print_json
from archiver.cli.runs import noted


@click.command("verify")
@click.option("--repair", is_flag=True, help="Rebuild what can be rebuilt; what is replaced is put aside in damaged/.")
@common_options
@pass_context
def verify(context: Context, repair: bool) -> int:
    """Check everything against its digests and sources. Exit code 1 when something is damaged.

    Each damage is named with its file, and with whether it can be rebuilt: an index is, a damaged log or part of
    the table is from the parts, the index and the raw bytes. Example: archiver verify --repair
    """
    from archiver.verifying import verify as check
    from archiver.verifying.repairing import Repaired
    from archiver.verifying.repairing import repair as rebuild

    if not repair:
        done = Repaired(left=check(context.archive))
    else:
        with noted(context, "verify") as run:
            done = rebuild(context.archive)
            run.counts = {"repaired": len(done.done), "damaged": len(done.left.damages)}
    if context.json:
        print_json({"ok": done.left.ok, "repaired": done.done, "problems": done.left.problems, **vars(done.left)})
    else:
        click.echo(str(done))
    return 0 if done.left.ok else 1


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
