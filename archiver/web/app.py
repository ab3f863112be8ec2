"""The application: which address is answered by what, and errors as pages."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from archiver.errors import ArchiverError, QueryError
from archiver.web import exports, feeds, interface, pages, rendering
from archiver.web.asking import TooSlow
from archiver.web.catalogue import Advance, Preparing
from archiver.web.rendering import page
from archiver.web.safety import LOOPBACK, Safety
from archiver.web.shelf import Shelf, Tell

ROUTES = [
    Route("/", pages.home),
    Route("/search", pages.search),
    Route("/search.atom", feeds.feed),
    Route("/search.{ending}", exports.download),
    Route("/article/{id}", pages.article),
    Route("/article/{id}/changes", pages.changes),
    Route("/article/{id}/source", pages.source),
    Route("/people", pages.people),
    Route("/people/{name:path}", pages.person),
    Route("/topics", pages.topics),
    Route("/topics/{id}", pages.topic),
    Route("/sites", pages.sites),
    Route("/sites/{site:path}", pages.site),
    Route("/statistics", pages.statistics),
    Route("/sql", pages.sql),
    Route("/about", pages.about),
    Route("/static/{name}", rendering.static),
    *interface.ROUTES,
]


def application(
    archive: Path,
    *,
    hosts: Collection[str] = LOOPBACK,
    tell: Tell = lambda message: None,
    advance: Advance = lambda done, of: None,
) -> Starlette:
    """The ASGI application over an archive. Raises ArchiveError where there is none.

    hosts: names that a request's Host header may carry; "*" for any. tell: told what has been loaded, in words;
    advance: of files that are indexed. Until the archive is loaded (`app.state.shelf.load`, or else the first request,
    begins that) pages say so, with status 503.
    """
    app = Starlette(
        routes=ROUTES,
        middleware=[Middleware(Safety, hosts=hosts), Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)],
        exception_handlers={HTTPException: _failed, ArchiverError: _failed, Exception: _failed},
    )
    app.state.shelf = Shelf(Path(archive), tell, advance)
    app.state.name = Path(archive).resolve().name
    return app


_WORDS = {
    400: ("That cannot be looked up", "Please correct it and try again."),
    404: ("Nothing here", "The archive has no such page. What you look for may be found by searching."),
    405: ("For reading only", "This site answers GET requests."),
    500: ("Something broke here", "This is a fault of the program, not yours. Please report it."),
    503: ("That takes too long", "Please ask for less at a time: a shorter period, a single source."),
}


_PREPARING = ("One moment", "This page comes by itself as soon as it can.")
_AGAIN = "2"
"""Seconds after which a page that is being prepared is asked for again."""


async def _failed(request: Request, error: Exception) -> Response:
    status, detail = _told(error)
    title, advice = _PREPARING if isinstance(error, Preparing) else _WORDS.get(status, _WORDS[400])
    if request.url.path.startswith("/api/"):
        answer = interface.problem(status, title, detail or advice)
    else:
        typed = dict(request.query_params) if request.url.path == "/search" and status == 400 else {}
        answer = page(request, "error.html", status=status, title=title, detail=detail, advice=advice, typed=typed)
    if isinstance(error, Preparing):
        answer.headers.update({"retry-after": _AGAIN, "refresh": _AGAIN})
    return answer


def _told(error: Exception) -> tuple[int, str]:
    """Status, and what a visitor may read of an error: never what an unexpected one says."""
    if isinstance(error, HTTPException):
        return error.status_code, error.detail if error.status_code in _WORDS and error.detail != "Not Found" else ""
    if isinstance(error, TooSlow | Preparing):
        return 503, str(error)
    if isinstance(error, QueryError):
        return 400, str(error)
    return 500, ""
