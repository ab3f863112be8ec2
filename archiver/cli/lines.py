"""Values as lines of JSON, as every command prints them for machines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, structs
from msgspec.json import encode, format

if TYPE_CHECKING:
    from json import JSONEncoder

_OBEYED = re.compile(r"[\x7f-\x9f]")
"""What `json.dumps` leaves as it is, and a terminal obeys all the same: DEL and the C1 controls."""


def json_lines(values: Iterable[Any]) -> Iterator[str]:
    """Each value as a JSON document on one line, without a character that a terminal would obey."""
    return map(_json_line, values)


def json_line_of_texts(value: Any) -> str:
    """The same line of what holds but texts, nulls, lists and dicts, in a tenth of the time. (Numbers come out in other
    forms, as 1e22 for 1e+22.)"""
    try:
        coded = format(encode(value), indent=0)  # on one line, with spaces
    except UnicodeEncodeError:  # half of a surrogate pair is in it
        return _json_line(value)
    return _shielded(coded.decode(), coded)


def _json_line(value: Any) -> str:
    line = _encoder().encode(value)
    return _shielded(line, line.encode("utf-8", "surrogatepass"))


def _shielded(line: str, coded: bytes) -> str:
    """coded: the line in UTF-8."""
    return _OBEYED.sub(_escape, line) if _has_obeyed(coded) else line


def _has_obeyed(coded: bytes) -> bool:
    """Whether a character that _OBEYED finds is in a text in UTF-8, where C1 controls begin as the signs of Latin-1."""
    return b"\x7f" in coded or any(after[0] < 0xA0 for after in coded.split(b"\xc2")[1:])


def _escape(control: re.Match[str]) -> str:
    return f"\\u{ord(control[0]):04x}"


def _plain(value: Any) -> Any:
    if isinstance(value, Struct):
        return structs.asdict(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, (set, frozenset, tuple)):
        return list(value)
    from dataclasses import asdict, is_dataclass  # bring much along, and few commands print one
    from decimal import Decimal

    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


@cache
def _encoder() -> JSONEncoder:
    from json import JSONEncoder

    return JSONEncoder(ensure_ascii=False, default=_plain)
