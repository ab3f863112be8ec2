"""`archiver enrich`: language, topics, people and key phrases of what is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archiver.cli.context import Context, common_options, pass_context, print_json, say, workers_option
from archiver.cli.ingest import WHAT, without_option
from archiver.cli.progress import progress, relearning
from archiver.cli.runs import noted

if TYPE_CHECKING:
    from archiver.enriching import Enriched


@click.command("enrich", short_help="Find language, topics, people and key phrases.")
@without_option
@click.option("--site", help="Only the articles of this site.")
@workers_option()
@common_options
@pass_context
def enrich(context: Context, without: frozenset[str], site: str | None, jobs: int | None) -> int:
    """Find language, topics, people and key phrases of stored articles: what is missing, or of an older version.

    Each batch is stored when it is done, so a run that was stopped goes on where it was:

    \b
    archiver ingest --without people dumps/   # fast, and later, or at night:
    archiver enrich
    """
    from archiver.enriching import enrich_stored
    from archiver.pinning import check_site

    if site is not None:
        check_site(context.archive, site)
    with noted(context, "enrich") as run, progress("Enriching", None) as advance:

        def show(done: int, total: int, result: Enriched) -> None:
            run.counts = result.counts()
            run.so_far()
            tell(done, total)

        def tell(done: int, total: int) -> None:
            advance(done, f"of {total:,} articles")

        looks_for = frozenset(WHAT) - without
        result = enrich_stored(
            context.archive, looks_for=looks_for, site=site, jobs=jobs,
            advance=show, tell=tell, anew=relearning(advance),
        )  # fmt: skip
        run.counts = result.counts()
    if context.json:
        print_json(result)
    else:
        say(_sentence(result))
    return 1 if result.failed else 0


def _sentence(result: Enriched) -> str:
    said = f"{result.enriched:,} enriched, {result.unchanged:,} had it all"
    if result.failed:
        said += f", {result.failed:,} ended the process that read them and stay as they were"
    return said


COMMANDS = (enrich,)
