"""The server: the application on a socket of this machine."""

from __future__ import annotations

import socket
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path

from archiver.errors import ArchiverError
from archiver.web.app import application
from archiver.web.catalogue import Advance
from archiver.web.safety import LOOPBACK
from archiver.web.shelf import Tell

AT_ONCE = 64
"""Requests that are answered at the same time; more are told to come back."""
LONGEST_HEAD = 32 * 1024
"""Bytes of a request's line and headers."""


def serve(
    archive: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    names: Collection[str] = (),
    ready: Callable[[str], None] = lambda address: None,
    tell: Tell = lambda message: None,
    advance: Advance = lambda done, of: None,
) -> None:
    """Serve an archive until interrupted. port 0: any that is free. names: host names beside this machine's own.

    ready: called once with the site's address, which answers from then on, at first that the archive is being opened.
    tell: told what has been loaded, in words; advance: of files that are indexed. Raises ArchiveError where there is no
    archive or it cannot be loaded, ArchiverError where the port cannot be had.
    """
    import uvicorn

    app = application(archive, hosts={*LOOPBACK, host.strip("[]"), *names}, tell=tell, advance=advance)
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=AT_ONCE,
        timeout_keep_alive=5,
        h11_max_incomplete_event_size=LONGEST_HEAD,
        http="h11",
        ws="none",
        lifespan="off",
    )
    try:
        listener = _listening(host, port)
    except OSError as error:
        raise ArchiverError(
            f"{host}:{port}: cannot be listened on: {error.strerror or error}; --port chooses another"
        ) from error
    with listener:
        shown = f"[{host}]" if ":" in host else host
        ready(f"http://{shown}:{listener.getsockname()[1]}/")
        server = uvicorn.Server(config)
        app.state.shelf.load(failed=lambda: setattr(server, "should_exit", True))
        with suppress(KeyboardInterrupt):  # how a server of one's own is ended
            server.run(sockets=[listener])
    if app.state.shelf.error:
        raise app.state.shelf.error


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens, so that a port which is taken is told before anything else. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named, or asyncio leaves Nagle's algorithm on, which costs each answer 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener
