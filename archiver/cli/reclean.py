"""`archiver reclean`: today's rules and knowledge for everything that is stored."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

import click

from archiver.cli.context import Context, common_options, console, limit_option, pass_context, print_json, say
from archiver.cli.progress import progress, relearning
from archiver.cli.runs import noted
from archiver.common.plurals import counted

if TYPE_CHECKING:
    from archiver.recleaning import Change


@click.command("reclean", short_help="Judge stored pages again, by this version's rules.")
@click.option("--site", help="Only the pages of this site.")
@click.option("--from-raw", is_flag=True, help="Extract the pages anew from their raw bytes first.")
@click.option("--apply", is_flag=True, help="Store the changes; without it they are only shown.")
@limit_option(20, "Changed pages to show.")
@common_options
@pass_context
def reclean(context: Context, site: str | None, from_raw: bool, apply: bool, limit: int | None) -> None:
    """Judge all stored pages again, by the rules of this version, and show what changes.

    Shows a diff of each changed page and stores nothing; --apply stores all changes, some thousand pages in a commit.
    After an upgrade that changed the rules, what is known of the sites is learned anew first (a minute for 200,000
    pages), as the first command that writes would do it.

    \b
    archiver reclean --site lakeside.example
    archiver reclean --apply
    """
    from archiver.pinning import check_site
    from archiver.recleaning import reclean as run

    if site is not None:
        check_site(context.archive, site)
    keep = context.most(limit, 20)
    with noted(context, "reclean") if apply else nullcontext() as noting:
        with progress("Judging", None) as advance:
            result = run(
                context.archive, site=site, from_raw=from_raw, apply=apply, keep=keep,
                advance=advance, anew=relearning(advance),
            )  # fmt: skip
        if noting:
            noting.counts = {"judged": result.judged, "changed": result.changed}
    if context.json:
        print_json({"judged": result.judged, "applied": apply, "changes": result.changes})
        return
    for change in result.changes:
        _print(change)
    if result.changed > len(result.changes):
        say(f"... and {result.changed - len(result.changes):,} more (--limit)")
    verb = "changed" if apply else "would change" + ("; --apply stores that" if result.changed else "")
    say(f"{counted(result.judged, 'page')} judged, {result.changed:,} {verb}")


def _print(change: Change) -> None:
    from rich.text import Text

    out = console()
    out.print(Text(f"{change.article_id}  {change.title or ''}", "bold"))
    for block in change.blocks:
        sign, colour = ("+", "green") if block.kept else ("-", "red")
        out.print(Text(f"  {sign} {block.text[:200]}", colour))
        out.print(Text(f"      {block.evidence}  [{block.rule}, {block.score:+.1f} bits]", "dim"))


COMMANDS = (reclean,)
