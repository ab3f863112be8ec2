"""`python -m archiver.lake.fields` writes docs/fields.md anew from the schema."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from archiver.lake.rows.schema import ARTICLES, PUBLISHED_DAY, QUARANTINE, SCHEMA_VERSION
from archiver.lake.runs import RUNS

HEAD = f"""# The fields of the record

Written from the schema by `python -m archiver.lake.fields`; do not edit. Schema version {SCHEMA_VERSION}.
The same words stand in the metadata of every Parquet file and in the Delta log. `?`: may be null.
Times are microseconds in UTC.
"""
TABLE = "| field | type | meaning |\n| --- | --- | --- |\n"
DAYS = """
An article of 23:30 in New York is of that day, though in UTC the next one has begun. Lists, counts by month, `--since`,
`--until` and `date:` go by `published_day` therefore, and so should you; `published` is for the order of time. Whoever
opens the Parquet files directly works it out, in pandas for one:

```python
minutes = pandas.to_timedelta(articles["published_offset"].fillna(0), unit="min")
articles["published_day"] = (articles["published"] + minutes).dt.date
```
"""


def _type(type_: pa.DataType) -> str:
    if pa.types.is_list(type_):
        return f"list of {_type(type_.value_type)}"
    if pa.types.is_map(type_):
        return f"map of {_type(type_.key_type)} to {_type(type_.item_type)}"
    kinds = (("struct", pa.types.is_struct), ("time", pa.types.is_timestamp), ("day", pa.types.is_date))
    return next((name for name, holds in kinds if holds(type_)), str(type_))


def _children(type_: pa.DataType) -> list[pa.Field]:
    inner = type_.value_type if pa.types.is_list(type_) else type_
    return [inner.field(i) for i in range(inner.num_fields)] if pa.types.is_struct(inner) else []


def _lines(fields: list[pa.Field], prefix: str = "") -> Iterator[str]:
    for f in fields:
        null = "?" if f.nullable and not prefix else ""
        yield f"| {prefix}{f.name} | {_type(f.type)}{null} | {f.metadata[b'comment'].decode()} |"
        yield from _lines(_children(f.type), f"{prefix}{f.name}.")


def markdown() -> str:
    """The whole page docs/fields.md."""
    parts = [HEAD]
    for title, schema in (("articles", ARTICLES), ("quarantine", QUARANTINE), ("runs", RUNS)):
        rows = "\n".join(_lines(list(schema)))
        parts.append(f"\n## {title}\n\n{TABLE}{rows}\n")
        if schema is ARTICLES:
            beside = "\n".join(_lines([PUBLISHED_DAY]))
            parts.append(f"\n### In SQL and in exports, beside these\n\n{TABLE}{beside}\n{DAYS}")
    return "".join(parts)


if __name__ == "__main__":
    (Path(__file__).parents[2] / "docs" / "fields.md").write_text(markdown(), encoding="utf-8")
