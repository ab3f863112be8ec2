"""WARC files to Parquet with news-please's extractor: each response through `NewsPlease.from_html`, which by default
would fetch each page's images.

Runs in the peers' environment (`make bench-setup`), not in archiver's.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from newsplease import NewsPlease
from warcio.archiveiterator import ArchiveIterator

FIELDS = ("url", "title", "maintext", "authors", "date_publish", "language", "description")


def article(url: str, html: bytes) -> dict[str, Any] | None:
    try:
        found = NewsPlease.from_html(html.decode("utf-8", "replace"), url=url, fetch_images=False)
    except Exception:  # what it cannot read, whatever the reason, it leaves out
        return None
    return {name: getattr(found, name) for name in FIELDS} if found.maintext else None


def main(warc: Path, out: Path) -> None:
    rows = []
    with warc.open("rb") as stream:
        for record in ArchiveIterator(stream):
            if record.rec_type == "response":
                rows.append(article(record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read()))
    pq.write_table(pa.Table.from_pylist([row for row in rows if row]), out / "articles.parquet")


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    main(*map(Path, sys.argv[1:]))
