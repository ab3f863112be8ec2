"""`archiver serve`: the archive as a web site."""

from __future__ import annotations

import sys
import time

import click

from archiver.cli.context import Context, common_options, pass_context, print_json, say
from archiver.cli.search import indexing
from archiver.common.plurals import counted


@click.command("serve", short_help="Browse the archive in a web browser.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", "-p", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0: any free one.")
@click.option("--host-name", "names", multiple=True, metavar="NAME", help="Host name that visitors use; repeatable.")
@common_options
@pass_context
def serve(context: Context, host: str, port: int, names: tuple[str, ...]) -> None:
    """Show the archive as a web site, to read: search, articles with what was removed and why, people,
    topics, sites, statistics, feeds, exports and a JSON API. Ctrl-C ends it.

    It answers at once; of a large archive, pages say for some seconds how far it is loaded, searches until the words
    are indexed.

    It listens on this machine only. Where others shall read too, put it behind a web server that does
    encryption and passwords, and name its host with --host-name.

    \b
    archiver serve
    archiver serve --port 9000 --archive /srv/news
    """
    from archiver.web import serve as run

    def ready(address: str) -> None:
        if context.json:
            print_json({"address": address})
            return
        say(f"{context.place} is at {address}  (Ctrl-C ends it)")

    said = Said()
    run(context.archive, host=host, port=port, names=names, ready=ready, tell=said.line, advance=said.indexing)


class Said:
    """What is told on stderr while the archive is loaded: in a line that changes on a terminal, else in some lines."""

    EVERY = 5.0
    """Seconds between lines of a log."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def line(self, message: str) -> None:
        say(f"archiver serve: {message}", err=True)

    def indexing(self, done: int, of: int) -> None:
        if sys.stderr.isatty():
            indexing(done, of)
        elif time.monotonic() - self._last >= self.EVERY:
            self._last = time.monotonic()
            self.line(f"indexing the words: {done:,} of {counted(of, 'file')}")


COMMANDS = (serve,)
