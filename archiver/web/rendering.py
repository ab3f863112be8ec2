"""Pages from templates. Everything is escaped; a name that a template does not get is an error."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from archiver.explore.languages import language_name
from archiver.moments import stated_day
from archiver.web.reading import direction
from archiver.web.selection import Selection


@cache
def templates() -> Environment:
    found = Environment(
        loader=PackageLoader("archiver.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(
        day=day,
        moment=moment,
        number=number,
        part=part,
        percent=percent,
        plain=plain,
        s=s,
        shortened=shortened,
        language=language_name,
        direction=direction,
    )
    found.globals.update(style=f"/static/{style_name()}", Selection=Selection)
    return found


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """An answer made from a template, which may be kept but must be asked for again."""
    values = {"selection": Selection(), "archive_name": request.app.state.name, "path": request.url.path, **values}
    body = templates().get_template(template).render(values)
    return HTMLResponse(body, status, headers={"cache-control": "no-cache"})


@cache
def style() -> bytes:
    return resources.files("archiver.web").joinpath("static/style.css").read_bytes()


@cache
def style_name() -> str:
    """With a digest in it, so that browsers may keep it for ever."""
    return f"style-{hashlib.sha256(style()).hexdigest()[:12]}.css"


def static(request: Request) -> Response:
    if request.path_params["name"] != style_name():
        raise HTTPException(404)
    forever = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(style(), media_type="text/css", headers=forever)


def day(row: Any, name: str = "published") -> str:
    """A date as exact as it is known: 2024, May 2024 or 3 May 2024; "" where there is none."""
    at, precision = stated_day(row, name), row.get(f"{name}_precision")
    if at is None:
        return ""
    if precision == "year":
        return f"{at.year}"
    return f"{at:%B} {at.year}" if precision == "month" else f"{at.day} {at:%B} {at.year}"


def moment(at: datetime | None) -> str:
    return f"{at.day} {at:%B} {at.year}, {at:%H:%M} UTC" if at else ""


def number(value: float) -> str:
    return f"{value:,}"


def s(count: int) -> str:
    """The s of so many things: none of one."""
    return "" if count == 1 else "s"


def percent(share: float) -> str:
    return f"{100 * share:.0f}\u202f%" if share >= 0.0995 or share == 0 else f"{100 * share:.1f}\u202f%"


def plain(value: Any) -> str:
    """A value of a SELECT as text: "" for NULL, times in UTC without saying so, lists and structs as JSON."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return "" if value is None else str(value)


def part(text: str) -> str:
    """Text as one part of an address's path."""
    return quote(text, safe="")


def shortened(text: str, length: int) -> str:
    """The beginning of a text, cut between words, with an ellipsis where something follows."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return (
        text[: length + 1].rpartition(" ")[0].rstrip(" .,;:–—-،؛") + "…"
        if " " in text[:length]
        else text[:length] + "…"
    )
