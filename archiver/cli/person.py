"""`archiver person`: what a person decides of who is who; written to people.toml in the archive."""

from __future__ import annotations

import click

from archiver.cli.context import Context, common_options, pass_context, print_json, say
from archiver.errors import ArchiveError


@click.group("person", short_help="Correct who is who: merge, split, rename, dismiss.")
@common_options
def person() -> None:
    """Decide who is who: merge persons, split one, give a name, say that something is nobody.

    It is written into the archive's people.toml, wins over what archiver finds, and holds at once. To take it back,
    take the entry out of that file.

    \b
    archiver person merge "Atta Mohammad Noor" "Ustad Atta"
    archiver person split "John Smith" "John Smith (footballer)" --site sport.example
    archiver person rename "Francis" "Pope Francis"
    archiver person dismiss "Doha Agreement"
    """


@person.command("merge")
@click.argument("name")
@click.argument("forms", metavar="FORM...", nargs=-1, required=True)
@common_options
@pass_context
def merge(context: Context, name: str, forms: tuple[str, ...]) -> None:
    """NAME and each FORM are one person, to be shown as NAME (which no article needs to have).

    \b
    archiver person merge "Anna Strom" "A. Strom" "Anna Strøm"
    """
    from archiver.explore.persons import deciding

    _must_be_named(context, forms)
    deciding.merge(context.archive, name, forms)
    _told(context, f"One person now: {', '.join((name, *forms))}.")


@person.command("rename")
@click.argument("form", metavar="NAME")
@click.argument("name", metavar="NEW")
@common_options
@pass_context
def rename(context: Context, form: str, name: str) -> None:
    """Show the person NAME as NEW.

    \b
    archiver person rename "A. Strom" "Anna Strom"
    """
    from archiver.explore.persons import deciding

    _must_be_named(context, (form,))
    deciding.merge(context.archive, name, [form])
    _told(context, f"{form} is shown as {name} now.")


@person.command("split")
@click.argument("form", metavar="NAME")
@click.argument("name", metavar="NEW")
@click.option("--site", "sites", multiple=True, help="There NAME is NEW. Can be given several times, as all of these.")
@click.option("--article", "articles", multiple=True, help="In the article with this id.")
@click.option("--with", "beside", multiple=True, help="Where this person is named too.")
@common_options
@pass_context
def split(
    context: Context,
    form: str,
    name: str,
    sites: tuple[str, ...],
    articles: tuple[str, ...],
    beside: tuple[str, ...],
) -> None:
    """NAME is another person, NEW, on some sites, in some articles, or beside somebody.

    \b
    archiver person split "John Smith" "John Smith (footballer)" --site sport.example --with "Jane Roe"
    """
    from archiver.explore.persons import deciding

    if not (sites or articles or beside):
        raise click.UsageError("say where it is somebody else: --site, --article or --with")
    _must_be_named(context, (form,))
    ids = tuple(_whole_id(context, article) for article in articles)
    deciding.split(context.archive, form, name, sites=sites, articles=ids, beside=beside)
    _told(context, f"{form} is {name} there now.")


@person.command("dismiss")
@click.argument("forms", metavar="NAME...", nargs=-1, required=True)
@common_options
@pass_context
def dismiss(context: Context, forms: tuple[str, ...]) -> None:
    """NAME is nobody: no person is to be shown under it.

    \b
    archiver person dismiss "Wi-Fi"
    """
    from archiver.explore.persons import deciding

    _must_be_named(context, forms)
    deciding.dismiss(context.archive, forms)
    _told(context, f"Nobody is shown as {' or '.join(forms)} now.")


def _must_be_named(context: Context, forms: tuple[str, ...]) -> None:
    """A name that no article has is a slip of the pen; say which names are like it."""
    from archiver.explore.persons import unknown_names

    for form, near in unknown_names(context.archive, forms):
        meant = f"; near to it: {', '.join(near)}" if near else ""
        raise ArchiveError(f"no article names anybody {form!r}{meant}")


def _whole_id(context: Context, article: str) -> str:
    from archiver.cli.show import find
    from archiver.lake import Lake

    return str(find(Lake.open(context.archive), article)[0]["id"])


def _told(context: Context, sentence: str) -> None:
    if context.json:
        print_json({"written": str(context.archive / "people.toml"), "now": sentence})
    else:
        say(sentence)


COMMANDS = (person,)
