"""The API's description (OpenAPI 3.1), which the tests hold against the API itself."""

from __future__ import annotations

from functools import cache
from typing import Any

from archiver.web.selection import LIMIT, LONGEST, SORTS

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
COUNT: Schema = {"type": "integer", "minimum": 0}
DAY_OR_NULL: Schema = {"type": ["string", "null"], "format": "date"}
TIME_OR_NULL: Schema = {"type": ["string", "null"], "format": "date-time"}
STRINGS: Schema = {"type": "array", "items": TEXT}


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


VALUE = _object(value=TEXT, label=TEXT, articles=COUNT)
FACETS = _object(source=_list(VALUE), topic=_list(VALUE), person=_list(VALUE), language=_list(VALUE))
MONTHS = _list(_object(month={"type": "string", "format": "date"}, articles=COUNT))
LISTED = _object(
    id=TEXT,
    url=TEXT_OR_NULL,
    site=TEXT_OR_NULL,
    source=TEXT_OR_NULL,
    title=TEXT_OR_NULL,
    authors=STRINGS,
    published=TIME_OR_NULL,
    published_day=DAY_OR_NULL,
    published_precision=TEXT_OR_NULL,
    language=TEXT_OR_NULL,
    section=TEXT_OR_NULL,
    page_type=TEXT,
    words=COUNT,
    version=COUNT,
    near_duplicate_of=TEXT_OR_NULL,
    lead=TEXT,
    people=_list(_object(name=TEXT, mentions=COUNT)),
    topics=_list(_object(id=TEXT, label=TEXT, score={"type": "number"})),
)
FORM = _object(form=TEXT, articles=COUNT)
SITE = _object(
    site=TEXT,
    articles=COUNT,
    sources=_list(TEXT_OR_NULL),
    languages=_list(TEXT_OR_NULL),
    since=DAY_OR_NULL,
    until=DAY_OR_NULL,
)
PIECE = _object(
    text=TEXT,
    pages=COUNT,
    since=TIME_OR_NULL,
    until=TIME_OR_NULL,
    rule=TEXT,
    evidence=TEXT,
    score={"type": "number"},
)
NUMBERS: dict[str, Schema] = {
    "articles": COUNT,
    "words": COUNT,
    "sources": COUNT,
    "languages": COUNT,
    "people": COUNT,
    "since": DAY_OR_NULL,
    "until": DAY_OR_NULL,
}
PROBLEM = _object(title=TEXT, status={"type": "integer"}, detail=TEXT)


def _parameter(name: str, about: str, schema: Schema, *, where: str = "query") -> Schema:
    return {"name": name, "in": where, "required": where == "path", "description": about, "schema": schema}


_SHORT: Schema = {"type": "string", "maxLength": LONGEST, "pattern": "^[^\\x00-\\x1f]*$"}
_DAY: Schema = {"type": "string", "pattern": "^([1-9][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?)?$"}
WINDOW = [
    _parameter("offset", "how many to leave out at the beginning", {"type": "integer", "minimum": 0, "maximum": 10**6}),
    _parameter("limit", "how many at most", {"type": "integer", "minimum": 1, "maximum": LIMIT}),
]
SELECTION = [
    _parameter("q", "words to look for", _SHORT),
    _parameter("source", "publisher, exactly", _SHORT),
    _parameter("site", "site, exactly", _SHORT),
    _parameter("language", "BCP 47 code", _SHORT),
    _parameter("topic", "IPTC Media Topic id", _SHORT),
    _parameter("person", "a person's name, exactly", _SHORT),
    _parameter("from", "first day of publication: 2024, 2024-05 or 2024-05-03", _DAY),
    _parameter("to", "last day of publication, likewise", _DAY),
    _parameter("sort", "order", {"type": "string", "enum": list(SORTS)}),
    _parameter("copies", "1: articles of nearly the same text one by one", {"type": "string", "enum": ["", "1"]}),
]
PART = _parameter("q", "a part of the name", _SHORT)


def _get(summary: str, answer: Schema, parameters: list[Schema], *, missing: bool = False) -> Schema:
    said = {"400": "a parameter cannot be understood", "503": "the answer would take too long"}
    if missing:
        said["404"] = "there is no such thing in the archive"
    problems = {
        status: {"description": text, "content": {"application/problem+json": {"schema": PROBLEM}}}
        for status, text in said.items()
    }
    problems["414"] = {"description": "the address is too long", "content": {"text/plain": {"schema": TEXT}}}
    found = {"description": "found", "content": {"application/json": {"schema": answer}}}
    return {"get": {"summary": summary, "parameters": parameters, "responses": {"200": found, **problems}}}


def _in_path(name: str, about: str) -> Schema:
    return _parameter(name, about, {"type": "string", "minLength": 1, "maxLength": LONGEST}, where="path")


@cache
def document() -> Schema:
    """The description as a JSON value."""
    counted = _object(name=TEXT, articles=COUNT, mentions=COUNT)
    subject = _object(id=TEXT, label=TEXT, articles=COUNT)
    named = _object(
        name=TEXT,
        articles=COUNT,
        mentions=COUNT,
        aliases=_list(FORM),
        roles=_list(FORM),
        named_with=_list(_object(name=TEXT, articles=COUNT)),
        months=MONTHS,
    )
    window = {"total": COUNT, "listed": COUNT, "complete": {"type": "boolean"}, "offset": COUNT}
    listed = _object(**window, articles=_list(LISTED), facets=FACETS)
    learned = _object(
        **SITE["properties"],
        removed_share={"type": "number"},
        counted_on=COUNT,
        furniture_found=COUNT,
        furniture=_list(PIECE),
    )
    row = _object(
        article={"type": "object", "description": "a record: docs/fields.md"}, versions=_list({"type": "object"})
    )
    table = _object(columns=STRINGS, rows=_list({"type": "array"}), more={"type": "boolean"})
    query = {
        **_parameter("query", "one SELECT", {"type": "string", "minLength": 1, "maxLength": 4000}),
        "required": True,
    }
    paths = {
        "articles": _get("Articles of a selection, with facets", listed, [*SELECTION, *WINDOW]),
        "articles/{id}": _get("One article, whole", row, [_in_path("id", "the article's id")], missing=True),
        "people": _get("People named", _object(total=COUNT, offset=COUNT, people=_list(counted)), [PART, *WINDOW]),
        "people/{name}": _get("One person", named, [_in_path("name", "the name, exactly")], missing=True),
        "topics": _get("Topics", _object(total=COUNT, offset=COUNT, topics=_list(subject)), [PART, *WINDOW]),
        "topics/{id}": _get(
            "One topic",
            _object(**subject["properties"], months=MONTHS),
            [_in_path("id", "IPTC Media Topic id")],
            missing=True,
        ),
        "sites": _get("Sites", _object(total=COUNT, offset=COUNT, sites=_list(SITE)), WINDOW),
        "sites/{site}": _get(
            "One site, and what was removed from its pages", learned, [_in_path("site", "the site")], missing=True
        ),
        "statistics": _get("The archive in numbers", _object(**NUMBERS, facets=FACETS, months=MONTHS), []),
        "sql": _get("Run one SELECT; it can reach this archive only", table, [query]),
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "archiver", "version": "1", "description": "An archive of news, to read."},
        "paths": {f"/api/v1/{path}": operation for path, operation in paths.items()},
    }
