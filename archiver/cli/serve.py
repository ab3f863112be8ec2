"""`archiver serve`: the archive as a web site."""

from __future__ import annotations

import click

from archiver.cli.context import Context, common_options, pass_context, print_json, say


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", "-p", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0: any free one.")
@click.option("--host-name", "names", multiple=True, metavar="NAME", help="Host name that visitors use; repeatable.")
@common_options
@pass_context
def serve(context: Context, host: str, port: int, names: tuple[str, ...]) -> None:
    """Show the archive as a web site, to read: search, articles with what was removed and why, people,
    topics, sites, statistics, feeds, exports and a JSON API. Ctrl-C ends it.

    It listens on this machine only. Where others shall read too, put it behind a web server that does
    encryption and passwords, and name its host with --host-name.

    \b
    archiver serve
    archiver serve --port 9000 --archive /srv/news
    """
    from archiver.cli.search import indexing
    from archiver.web import serve as run

    def ready(address: str) -> None:
        if context.json:
            print_json({"address": address})
            return
        say(f"{context.place} is at {address}  (Ctrl-C ends it)")

    run(context.archive, host=host, port=port, names=names, ready=ready, advance=indexing)


COMMANDS = (serve,)
