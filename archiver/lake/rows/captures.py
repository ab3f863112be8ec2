# cython: infer_types=True, annotation_typing=False
"""Captures as an article's row keeps them: one entry each of its field `captures`, and the capture again from that."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from json.encoder import encode_basestring_ascii
from typing import Any

from msgspec import to_builtins

from archiver.moments import Moment
from archiver.records import Capture, Evidence, Metadata, Origin, RawLocation

Row = dict[str, Any]


def capture_row(capture: Capture, digest: str, raw: RawLocation | None) -> Row:
    """One entry of the field `captures`."""
    return {
        "digest": digest,
        "url": capture.url,
        "input_id": capture.input_id,
        "input_path": capture.origin.path,
        "input_record": capture.origin.record,
        "fetched_at": capture.fetched_at,
        "kind": capture.kind,
        "charset": capture.charset,
        "stated": _stated_json(capture.stated),
        "raw": raw_fields(raw),
    }


def beside(capture: Capture) -> str:
    """All of a capture but its bytes, as one line of JSON (ASCII)."""
    row = {**capture_row(capture, "", None), "site": capture.site}
    told = [f'"{name}": {_json(row[name])}' for name in sorted(row) if row[name] not in (None, "")]
    return f"{{{', '.join(told)}}}"  # as `json` writes it, which makes an encoder each time


def _json(value: str | int | datetime) -> str:
    if isinstance(value, int):
        return str(value)
    return encode_basestring_ascii(value if isinstance(value, str) else value.isoformat())


def capture_beside(told: str, body: bytes, records_before: int = 0) -> Capture:
    """The capture again, from `beside` and its bytes. records_before: of its input, those that its record's number does
    not count."""
    absent = dict.fromkeys(("url", "input_id", "input_record", "fetched_at", "charset", "stated", "site"))
    row = {**absent, **json.loads(told)}
    if row["fetched_at"]:
        row["fetched_at"] = datetime.fromisoformat(row["fetched_at"])
    if row["input_record"] is not None:
        row["input_record"] += records_before
    return capture_of(row, body, row["site"])


def capture_of(row: Row, body: bytes, site: str | None) -> Capture:
    """A capture again, from an entry of `captures` and the bytes that lie in raw/."""
    return Capture(
        kind=row["kind"],
        body=body.decode() if row["kind"] == "text" else body,
        origin=Origin(row["input_path"], row["input_record"]),
        url=row["url"],
        site=site,
        input_id=row["input_id"],
        charset=row["charset"],
        fetched_at=row["fetched_at"],
        stated=_stated_of(row["stated"]),
    )


def _stated_json(stated: Metadata) -> str | None:
    if stated == Metadata():
        return None
    plain = {name: value for name, value in to_builtins(stated, builtin_types=(datetime,)).items() if value}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, default=datetime.isoformat)


def _stated_of(text: str | None) -> Metadata:
    plain = json.loads(text) if text else {}
    for name in ("published", "modified"):
        if name in plain:
            plain[name] = Moment(**{**plain[name], "at": datetime.fromisoformat(plain[name]["at"])})
    for name in ("authors", "keywords"):
        plain[name] = tuple(plain.get(name, ()))
    plain["evidence"] = tuple(Evidence(**e) for e in plain.get("evidence", ()))
    return Metadata(**plain)


def raw_fields(raw: RawLocation | None) -> Row | None:
    if raw is None:
        return None
    return {"file": raw.file, "offset": raw.offset, "length": raw.length, "sha256": raw.sha256}


def raw_location(row: Mapping[str, Any]) -> RawLocation | None:
    """The place of the bytes of a row, or of one entry of its `captures`."""
    return RawLocation(**row["raw"]) if row.get("raw") else None
