"""Which fields of a page the names stand for that corpora and their tools give to columns and keys.

Names are compared without regard to capitals, blanks and hyphens ("Full Text", "datePublished"). What a record keeps in
an object of its own (Elasticsearch's `_source`, datatrove's `metadata`, OSCAR's `warc_headers`) counts as the record's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

# In the order in which they are asked for: our own name first.
_NAMES: dict[str, str] = {
    "id": "input_id id _id uuid doc_id docid document_id article_id stories_id story_id warc_record_id record_id",
    "url": "url link canonical_url uri article_url page_url web_url story_url source_url original_url requested_url"
    " responded_url target_uri warc_target_uri permalink loc",
    "site": "site domain source_domain host hostname",
    "html": "html html_base64 raw_html html_content content_html page_html body_html",
    "text": "text maintext main_text plain_text full_text fulltext article_text article_body articlebody story_text"
    " text_content body_text clean_text cleaned_text raw_text body content article_content raw_content article story"
    " document",
    "fetched_at": "fetched_at date_download crawl_date crawl_timestamp timestamp crawled_at warc_date fetch_time"
    " fetch_date retrieved_at date_crawled scraped_at download_date",
    "title": "title headline article_title page_title heading",
    "authors": "authors author byline author_name creator",
    "published": "published date_published datepublished date_publish publish_date published_at published_date"
    " publication_date pub_date pubdate publish_time published_time date",
    "modified": "modified date_modified datemodified date_modify updated_at updated date_updated last_modified",
    "description": "description summary abstract excerpt standfirst teaser",
    "section": "section category section_name articlesection",
    "keywords": "keywords tags",
    "source": "source publisher source_name site_name sitename media_name publication newspaper outlet",
    "language": "language lang language_code inlanguage",
}
FIELDS = tuple(_NAMES)
"""What `--field` can name."""
_ALL = {field: names.split() for field, names in _NAMES.items()}
_HOLDERS = ("_source", "metadata", "meta", "warc_headers")
_OF_A_CRAWL = {"dump", "file_path"}
"""Beside these, which datatrove writes of Common Crawl's files, `date` is that of the crawl."""

Chosen = tuple[tuple[str, str], ...]
"""What the user said: pairs of a field and the name that stands for it."""
Columns = Mapping[str, tuple[str, ...]]
"""The names of a record that stand for a field, best first; only of fields that are there."""


@lru_cache(maxsize=256)
def columns(names: tuple[str, ...], chosen: Chosen = ()) -> Columns:
    """What these names of a record stand for. A name that the user chose stands for that field alone."""
    plain = {_plain(name): name for name in reversed(names)}
    taken = {_plain(name): field for field, name in chosen}
    of_a_crawl = plain.keys() >= _OF_A_CRAWL
    found: dict[str, tuple[str, ...]] = {}
    for field, known in _ALL.items():
        if of_a_crawl and field in ("fetched_at", "published"):
            known = [name for name in known if name != "date"] + ["date"] * (field == "fetched_at")
        asked = [_plain(name) for wanted, name in chosen if wanted == field]
        asked += [name for name in known if name not in taken]
        if there := tuple(plain[name] for name in asked if name in plain):
            found[field] = there
    return found


def _plain(name: str) -> str:
    return re.sub(r"[\s-]+", "_", name.strip().lower())


def is_table_of_pages(names: Iterable[str], chosen: Chosen = ()) -> bool:
    """Whether columns of these names have a page in them."""
    return not {"html", "text"}.isdisjoint(columns(tuple(names), chosen))


def brought_up(value: dict[str, Any]) -> dict[str, Any]:
    """A record with what objects inside it hold of it beside what it names itself; objects of MongoDB's JSON as the
    values that they stand for."""
    for holder in _HOLDERS:
        if isinstance(held := value.get(holder), dict):
            value = {**held, **value}
    return {name: _value(one) for name, one in value.items()}


def _value(stated: Any) -> Any:
    """{"$date": "2024-05-03T10:00:00Z"} -> "2024-05-03T10:00:00Z"; any other value as it is."""
    if isinstance(stated, dict) and len(stated) == 1:
        ((name, inner),) = stated.items()
        if name.startswith("$"):
            return _value(inner)
    return stated


def wanted(names: Iterable[str], chosen: Chosen = ()) -> list[str]:
    """Of the columns of a table those that say something of its pages, in their order."""
    there = tuple(names)
    said = {name for of_field in columns(there, chosen).values() for name in of_field}
    return [name for name in there if name in said or name in _HOLDERS or _plain(name) in _OF_A_CRAWL]
