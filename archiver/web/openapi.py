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

PERSON = _object(name=TEXT, articles=COUNT, mentions=COUNT)
WHOLE_PERSON = _object(
    **PERSON["properties"],
    aliases=_list(FORM),
    roles=_list(FORM),
    named_with=_list(_object(name=TEXT, articles=COUNT)),
    months=MONTHS,
)
TOPIC = _object(id=TEXT, label=TEXT, articles=COUNT)
WHOLE_TOPIC = _object(**TOPIC["properties"], months=MONTHS)
WHOLE_SITE = _object(
    **SITE["properties"],
    removed_share={"type": "number"},
    counted_on=COUNT,
    furniture_found=COUNT,
    furniture=_list(PIECE),
)
ARTICLES = _object(
    total=COUNT, listed=COUNT, complete={"type": "boolean"}, offset=COUNT, articles=_list(LISTED), facets=FACETS
)
ARTICLE = _object(
    article={"type": "object", "description": "a record: docs/fields.md"}, versions=_list({"type": "object"})
)
TABLE = _object(columns=STRINGS, rows=_list({"type": "array"}), more={"type": "boolean"})


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
QUERY = {**_parameter("query", "one SELECT", {"type": "string", "minLength": 1, "maxLength": 4000}), "required": True}


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
    return {
        "openapi": "3.1.0",
        "info": {"title": "archiver", "version": "1", "description": "An archive of news, to read."},
        "paths": {f"/api/v1/{path}": operation for path, operation in _paths().items()},
    }


def _paths() -> dict[str, Schema]:
    """What can be asked for, by path."""
    return {
        "articles": _get("Articles of a selection, with facets", ARTICLES, [*SELECTION, *WINDOW]),
        "articles/{id}": _one("One article, whole", ARTICLE, "id", "the article's id"),
        "people": _get("People named", _some(people=PERSON), [PART, *WINDOW]),
        "people/{name}": _one("One person", WHOLE_PERSON, "name", "the name, exactly"),
        "topics": _get("Topics", _some(topics=TOPIC), [PART, *WINDOW]),
        "topics/{id}": _one("One topic", WHOLE_TOPIC, "id", "IPTC Media Topic id"),
        "sites": _get("Sites", _some(sites=SITE), WINDOW),
        "sites/{site}": _one("One site, and what was removed from its pages", WHOLE_SITE, "site", "the site"),
        "statistics": _get("The archive in numbers", _object(**NUMBERS, facets=FACETS, months=MONTHS), []),
        "sql": _get("Run one SELECT; it can reach this archive only", TABLE, [QUERY]),
    }


def _some(**listed: Schema) -> Schema:
    """A part of a list."""
    return _object(total=COUNT, offset=COUNT, **{name: _list(of) for name, of in listed.items()})


def _one(summary: str, answer: Schema, name: str, about: str) -> Schema:
    """One thing, by what its path ends with."""
    return _get(summary, answer, [_in_path(name, about)], missing=True)
