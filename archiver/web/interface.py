"""The JSON API, version 1: the same questions as the pages, answered for programs. openapi.py describes it.

Errors are problem documents (RFC 9457).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from archiver.duplicates.versions import by_version
from archiver.web import subjects
from archiver.web.listing import listing, overview
from archiver.web.openapi import PIECE, document
from archiver.web.pages import catalogue_of, parameters_of
from archiver.web.selection import LIMIT, BadRequest, Selection, number
from archiver.web.stored import stored_rows

Row = dict[str, Any]

MOST_ROWS = 1_000
"""Rows of one answer of the SQL endpoint."""
SQL_SECONDS = 10.0
LONGEST_SQL = 4_000
DEEPEST = 1_000_000
"""Largest offset into a list."""


def answer(value: Any, status: int = 200, media_type: str = "application/json") -> Response:
    body = json.dumps(value, ensure_ascii=False, default=_plain, separators=(",", ":"))
    return Response(body.encode("utf-8", "replace"), status, media_type=media_type)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


def problem(status: int, title: str, detail: str) -> Response:
    return answer({"title": title, "status": status, "detail": detail}, status, "application/problem+json")


def _window(request: Request, default: int = 20) -> tuple[int, int]:
    """Offset and limit of a list."""
    parameters = parameters_of(request)
    return number(parameters, "offset", 0, 0, DEEPEST), number(parameters, "limit", default, 1, LIMIT)


_SHOWN = (
    "id", "url", "site", "source", "title", "authors", "published", "published_day", "published_precision",
    "language", "section", "page_type", "words", "version", "near_duplicate_of", "lead", "people", "topics",
)  # fmt: skip


def articles(request: Request) -> Response:
    offset, limit = _window(request)
    catalogue, selection = catalogue_of(request), Selection.of(parameters_of(request))
    found = listing(catalogue, selection, offset=offset, limit=limit)
    return answer(
        {
            "total": found.total,
            "listed": found.listed,
            "complete": found.complete,
            "offset": offset,
            "articles": [{name: row[name] for name in _SHOWN} for row in found.articles],
            "facets": overview(catalogue, selection).facets,
        }
    )


def article(request: Request) -> Response:
    """The whole current record, fields as in docs/fields.md, and which versions there are."""
    rows = stored_rows(catalogue_of(request), request.path_params["id"])
    if not rows:
        raise HTTPException(404, "There is no such article.")
    versions = [
        {name: row[name] for name in ("version", "title", "words", "fetched_at", "last_fetched_at", "is_current")}
        for row in by_version(rows).values()
    ]
    return answer({"article": next(r for r in rows if r["is_current"]), "versions": versions})


def people(request: Request) -> Response:
    offset, limit = _window(request)
    part = Selection.of(parameters_of(request)).words
    total, rows = subjects.people(catalogue_of(request), part, offset=offset, limit=limit)
    return answer({"total": total, "offset": offset, "people": rows})


def person(request: Request) -> Response:
    catalogue = catalogue_of(request)
    known = subjects.profile(catalogue, request.path_params["name"])
    if known is None:
        raise HTTPException(404, "Nobody of that name is named in an article.")
    forms = {name: [{"form": form, "articles": n} for form, n in getattr(known, name)] for name in ("aliases", "roles")}
    return answer(
        {
            "name": known.name,
            "articles": known.articles,
            "mentions": known.mentions,
            **forms,
            "named_with": list(known.beside),
            "months": overview(catalogue, Selection(person=known.name)).times,
        }
    )


def topics(request: Request) -> Response:
    offset, limit = _window(request)
    part = Selection.of(parameters_of(request)).words
    total, rows = subjects.topics(catalogue_of(request), part, offset=offset, limit=limit)
    return answer({"total": total, "offset": offset, "topics": rows})


def topic(request: Request) -> Response:
    catalogue = catalogue_of(request)
    known = subjects.topic(catalogue, request.path_params["id"])
    if known is None:
        raise HTTPException(404, "No article is about such a topic.")
    return answer({**known, "months": overview(catalogue, Selection(topic=known["id"])).times})


def sites(request: Request) -> Response:
    offset, limit = _window(request)
    rows = subjects.sites(catalogue_of(request))
    return answer({"total": len(rows), "offset": offset, "sites": rows[offset : offset + limit]})


def site(request: Request) -> Response:
    catalogue, name = catalogue_of(request), request.path_params["site"]
    known = next((row for row in subjects.sites(catalogue) if row["site"] == name), None)
    if known is None:
        raise HTTPException(404, "The archive has no pages of such a site.")
    learned = subjects.furniture(catalogue, name)
    pieces = [{name: getattr(piece, name) for name in PIECE["properties"]} for piece in learned.pieces]
    return answer(
        {
            **known,
            "removed_share": learned.share,
            "counted_on": learned.pages,
            "furniture_found": learned.found,
            "furniture": pieces,
        }
    )


def statistics(request: Request) -> Response:
    catalogue = catalogue_of(request)
    whole = overview(catalogue, Selection())
    return answer({**catalogue.numbers, "facets": whole.facets, "months": whole.times})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a SELECT gave. rows: at most MOST_ROWS; more: there were more than that."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    more: bool


def answered(request: Request, text: str) -> Answer:
    """Run one SELECT, shut in (explore/sql.py). Raises QueryError."""
    from archiver.explore.sql import query

    if len(text) > LONGEST_SQL:
        raise BadRequest(f"query: longer than {LONGEST_SQL:,} characters")
    table = query(request.app.state.shelf.archive, text, seconds=SQL_SECONDS, rows=MOST_ROWS + 1)
    columns = [column.to_pylist() for column in table.slice(0, MOST_ROWS).columns]
    rows = tuple(zip(*columns, strict=True))
    return Answer(tuple(table.column_names), rows, table.num_rows > MOST_ROWS)


def sql(request: Request) -> Response:
    text = parameters_of(request).get("query", "").strip()
    if not text:
        raise BadRequest("query: one SELECT is needed, e.g. /api/v1/sql?query=SELECT+count(*)+FROM+articles")
    found = answered(request, text)
    return answer({"columns": found.columns, "rows": found.rows, "more": found.more})


def description(request: Request) -> Response:
    return answer(document())


HANDLERS: Mapping[str, Any] = {
    "/api/v1/articles": articles,
    "/api/v1/articles/{id}": article,
    "/api/v1/people": people,
    "/api/v1/people/{name}": person,
    "/api/v1/topics": topics,
    "/api/v1/topics/{id}": topic,
    "/api/v1/sites": sites,
    "/api/v1/sites/{site}": site,
    "/api/v1/statistics": statistics,
    "/api/v1/sql": sql,
}
ROUTES = [
    Route("/api/v1/openapi.json", description),
    *(Route(path.replace("{name}", "{name:path}"), handler) for path, handler in HANDLERS.items()),
]
