"""The schema of the table `articles`: one definition, from which files, checks and docs are made.

Every field carries its meaning as Arrow field metadata ("comment"), so that it travels inside each
Parquet file and the Delta log; docs/fields.md is written from it (`python -m archiver.lake.fields`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from archiver.lake.rows import blocks

SCHEMA_VERSION = 1
"""Rises when a field is added. A field is never removed, renamed or given another type."""

Row = dict[str, Any]
"""A row as Python values under the schema's names: str, int, float, bool, aware datetime, list, dict."""

TIME = pa.timestamp("us", "UTC")


def field(name: str, type_: pa.DataType, comment: str, *, null: bool = True) -> pa.Field:
    return pa.field(name, type_, nullable=null, metadata={"comment": comment})


def _list(*children: pa.Field) -> pa.DataType:
    return pa.list_(pa.struct(list(children)))


STRINGS = pa.list_(pa.string())

RAW = pa.struct(
    [
        field("file", pa.string(), "WARC file, relative to raw/"),
        field("offset", pa.int64(), "first byte of the compressed record in that file"),
        field("length", pa.int64(), "bytes of the compressed record"),
        field("sha256", pa.string(), "hex digest of the payload: the page's bytes as they came"),
    ]
)

CAPTURE = _list(
    field("digest", pa.string(), "digest of the capture: bytes, address, time, what was stated with it, given site"),
    field("url", pa.string(), "address as it was given; null where none was"),
    field("input_id", pa.string(), "id that the input gave; null where none"),
    field("input_path", pa.string(), 'input as the user named it; "-" for standard input'),
    field("input_record", pa.int32(), "1-based record in that input; null where the input is one record"),
    field("fetched_at", TIME, "when the bytes left their server; null where nobody knows"),
    field("kind", pa.string(), "html or text: what the bytes are"),
    field("charset", pa.string(), "as the transport declared it; null where it did not"),
    field("stated", pa.string(), "metadata that came beside the page, JSON; null where none did"),
    field("raw", RAW, "where these bytes lie"),
)

BLOCK = _list(
    field("text", pa.string(), "the block's text, white space folded; rows of a table and lines of code by \\n"),
    field("kind", pa.string(), "paragraph, heading, list-item, quote, caption, table or code"),
    field("separator", pa.string(), "what stands before the block in the page text"),
    field("level", pa.int8(), "1-6 of a heading, depth of a list item; else null"),
    field("path", pa.string(), "place in the page's structure; null in dumps"),
    field("body_odds", pa.float64(), "the extractor's log2 odds of being body; null in dumps"),
    field("link_density", pa.float64(), "share of characters inside links, 0-1; null in dumps"),
    field("kept", pa.bool_(), "true: part of `text`; false: removed as furniture"),
    field("rule", pa.string(), "id of the rule that weighed most"),
    field("evidence", pa.string(), "the measured values behind the verdict, as a sentence"),
    field("score", pa.float64(), "log2 odds of being furniture, in bits"),
    field("fingerprint", pa.int64(), "of the text without what varies (dates, counters); signed 64 bit"),
)

TOPIC = _list(
    field("id", pa.string(), "IPTC Media Topic id"),
    field("label", pa.string(), "its English label"),
    field("score", pa.float64(), "0-1"),
    field("evidence", pa.string(), "the words that led to it"),
)

PERSON = _list(
    field("name", pa.string(), "fullest form in the text"),
    field("aliases", STRINGS, "other forms, most frequent first"),
    field("mentions", pa.int32(), "how often named, all forms"),
    field("roles", STRINGS, "as written"),
    field("offset", pa.int32(), "first mention, in characters of `text`"),
)

PRECISION = "how exact the source states it: second, minute, day, month, year"
OFFSET = "minutes east of UTC as written; null where no zone was written"

ARTICLES = pa.schema(
    [
        field(
            "row_id",
            pa.string(),
            "digest of id and page text: one row for each distinct page text",
            null=False,
        ),
        field("id", pa.string(), "the article: from its canonical URL, else from site and page text", null=False),
        field("input_id", pa.string(), "id that the input gave; null where none"),
        field("other_input_ids", STRINGS, "ids that other captures of the same text carried, sorted", null=False),
        field("url", pa.string(), "canonical URL; null for a dump that has none"),
        field("url_variants", STRINGS, "other addresses under which the text was captured, sorted", null=False),
        field(
            "site",
            pa.string(),
            "name given with --site, else registrable host, else the publisher that the page names",
        ),
        field("source", pa.string(), "the publisher's name, with its evidence in `evidence`"),
        field("declared_source", pa.string(), "the publisher's name as the page or the input states it"),
        field("title", pa.string(), "as the page states it; null where it states none, never invented"),
        field("authors", STRINGS, "as the page states them; empty where it states none", null=False),
        field("published", TIME, "start of the stated second, minute, day, month or year"),
        field("published_precision", pa.string(), PRECISION),
        field("published_offset", pa.int16(), OFFSET),
        field("modified", TIME, "as `published`"),
        field("modified_precision", pa.string(), PRECISION),
        field("modified_offset", pa.int16(), OFFSET),
        field("description", pa.string(), "the page's own summary"),
        field("section", pa.string(), "the publisher's own word"),
        field("keywords", STRINGS, "the publisher's own words", null=False),
        field("language", pa.string(), "BCP 47, detected in the clean text and weighed with what is declared"),
        field("declared_language", pa.string(), "BCP 47, as the page declares it"),
        field(
            "evidence",
            _list(
                field("field", pa.string(), "name of the field of the record"),
                field("origin", pa.string(), 'where its value was found, e.g. "JSON-LD datePublished"'),
            ),
            "why each field of the metadata has its value",
            null=False,
        ),
        field(
            "page_type",
            pa.string(),
            "article, liveblog, part (of one on several pages), index, paywall, error, consent, other",
            null=False,
        ),
        field("page_type_confidence", pa.float64(), "0-1; null where not estimated"),
        field("text", pa.string(), "the clean body: kept blocks, one a line", null=False),
        field("words", pa.int32(), "words in `text`; a Chinese or Japanese character is one", null=False),
        field("blocks", BLOCK, "the whole page text in order, kept and removed, with reasons", null=False),
        field("topics", TOPIC, "IPTC Media Topics; null: not looked for"),
        field("people", PERSON, "people named in `text`; null: not looked for"),
        field("keyphrases", STRINGS, "phrases the text is about, best first; null: not looked for"),
        field("version", pa.int32(), "1, 2, ...: rank of this text under its headline, of the article's", null=False),
        field("is_version", pa.bool_(), "first row of its version (other rows differ in furniture)", null=False),
        field("is_current", pa.bool_(), "the one row of the article that was seen last", null=False),
        field("near_duplicate_of", pa.string(), "id of the earliest article of nearly this text"),
        field("similarity", pa.float64(), "Jaccard similarity to that article, 0-1"),
        field("raw", RAW, "the bytes as they came; null where they were not kept"),
        field("fetched_at", TIME, "when the text was first fetched; null where nobody knows"),
        field("last_fetched_at", TIME, "when the text was last fetched; null where nobody knows"),
        field("captures", CAPTURE, "every capture that gave this page text, by digest", null=False),
        field("ruleset", pa.string(), "digest of rules, lexicon and parameters that judged the blocks"),
        field("statistics", pa.string(), "digest of the site's facts that were used; null: judged alone"),
        field("enrich_version", pa.string(), "version of language, topic and people finding"),
        field("ingested_at", TIME, "when the row was first stored"),
        field("archiver_version", pa.string(), "version of archiver that judged the row"),
        field("input_path", pa.string(), "input of the capture that the metadata is from"),
        field("input_record", pa.int32(), "1-based record in that input; null where it is one record"),
    ],
    metadata={"archiver.schema": str(SCHEMA_VERSION)},
)

QUARANTINE = pa.schema(
    [
        field("id", pa.string(), "digest of file, record, reason and content", null=False),
        field("file", pa.string(), "input as the user named it", null=False),
        field("record", pa.int64(), "1-based record in that input; null where the input is one record"),
        field("kind", pa.string(), "class of the error: InputError, LimitError", null=False),
        field("error", pa.string(), 'stable word for machines: "truncated-gzip"', null=False),
        field("detail", pa.string(), "the error as a sentence for a person", null=False),
        field("excerpt", pa.string(), "first bytes of what could not be read, base64"),
        field("sha256", pa.string(), "hex digest of the input's bytes; null where they could not be had"),
        field("at", TIME, "when it was noted"),
    ]
)

PUBLISHED_DAY = field(
    "published_day", pa.date32(), "day of `published` where it was written; of a month or year the first"
)
"""Not stored: it follows from `published` and `published_offset`, and the views and exports have it."""
SHOWN = ARTICLES.append(PUBLISHED_DAY)
"""The fields as views and exports have them."""


def defaults() -> Row:
    """A row in which every nullable field is null and every list that may not be null is empty."""
    return {f.name: None if f.nullable else [] for f in ARTICLES if f.nullable or pa.types.is_list(f.type)}


def to_table(rows: list[Row]) -> pa.Table:
    """Rows as an Arrow table of the schema. Absent nullable fields are null; an unknown name is a bug."""
    unknown = set[str]().union(*rows) - set(ARTICLES.names)
    if unknown:
        raise KeyError(f"not fields of the table articles: {', '.join(sorted(unknown))}")
    empty = defaults()
    columns = [_column(f, _values(rows, f.name, empty.get(f.name))) for f in ARTICLES]
    return pa.Table.from_arrays(columns, schema=ARTICLES)


def _values(rows: list[Row], name: str, absent: Any) -> list[Any]:
    return [row.get(name, absent) for row in rows]


def _column(of: pa.Field, values: list[Any]) -> pa.Array:
    return blocks.to_array(values, of.type) if of.name == "blocks" else pa.array(values, of.type)


def conform(table: pa.Table, names: Sequence[str] | None = None) -> pa.Table:
    """A table read from an older file: these fields (None: all) in this order; those that came since are null."""
    schema = ARTICLES if names is None else pa.schema([ARTICLES.field(name) for name in names])
    columns = [
        table[f.name].cast(f.type) if f.name in table.column_names else pa.nulls(table.num_rows, f.type) for f in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)
