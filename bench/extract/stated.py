"""What a page says of itself, with and without the places that say it (`make bench-stated`).

A page of a site never seen may lack what the development pages have. So the same pages are read again after
their JSON-LD, their meta elements or all their scripts were taken out, and only what a reader sees is left.
Title, date (its day) and authors by score.py's measure on the pages with gold, beside trafilatura on the very same
HTML; then CPU time a page for the metadata alone.
"""

from __future__ import annotations

import base64
import gzip
import importlib.util
import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from archiver.extract.html import extract
from archiver.extract.markup import decode, parse
from archiver.extract.stated import metadata
from archiver.extract.stated.head import read_head

BENCH = Path(__file__).parents[3] / "shared" / "bench" / "extraction"
LEFT_OUT = {
    "whole pages": (),
    "without JSON-LD": ('script[type^="application/ld+json"]',),
    "without meta elements": ("meta",),
    "without both": ('script[type^="application/ld+json"]', "meta"),
    "what is seen": ("script", "meta"),
}
Stated = tuple[str | None, str | None, list[str]]
"""Title, day, authors."""


def by_archiver(html: str, url: str) -> Stated:
    found = extract(html.encode(), url=url).metadata
    return found.title, found.published.isoformat()[:10] if found.published else None, list(found.authors)


def by_trafilatura(html: str, url: str) -> Stated:
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(html, default_url=url)
    return found.title, found.date, [a for a in (found.author or "").split("; ") if a]


def without(html: str, places: tuple[str, ...]) -> str:
    tree = parse(html)
    for place in places:
        for node in tree.css(place):
            node.decompose()
    return str(tree.html) if places else html


def scored(read: Callable[[str, str], Stated], pages: list[dict[str, Any]], places: tuple[str, ...]) -> Iterator[str]:
    """Of title, date and authors the share that is right, of the pages whose gold has them."""
    score = _module(BENCH / "score.py")
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for page in pages:
        title, day, authors = read(without(decode(base64.b64decode(page["html"])), places), page["url"])
        for field, ok in (
            ("title", score.norm(title) == score.norm(page["title"])),
            ("date", (day or "") == (page["date"] or "")[:10]),
            ("authors", score.names("; ".join(authors)) == score.names(page["authors"])),
        ):
            of[field] += bool(page[field])
            right[field] += bool(page[field]) and ok
    return (f"{field} {right[field] / of[field]:.3f}" for field in of)


def _module(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def milliseconds(work: Callable[[Any], object], items: list[Any], times: int = 5) -> float:
    """CPU time of work on one item: the median of several rounds over all of them."""
    rounds = []
    for _ in range(times):
        began = time.process_time()
        for item in items:
            work(item)
        rounds.append(time.process_time() - began)
    return 1000 * statistics.median(rounds) / len(items)


def main() -> None:
    if not (BENCH / "dev.jsonl.gz").exists():
        sys.exit(f"the development pages are not here: {BENCH}")
    with gzip.open(BENCH / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        pages = [json.loads(line) for line in lines]
    gold = [page for page in pages if page["set"] == "fundus"]
    readers = {"archiver": by_archiver}
    if importlib.util.find_spec("trafilatura"):
        readers["trafilatura"] = by_trafilatura
    for what, places in LEFT_OUT.items():
        for name, read in readers.items():
            print(f"{what:24}{name:14}{'  '.join(scored(read, gold, places))}", flush=True)
    texts = [decode(base64.b64decode(page["html"])) for page in pages]
    ready = [(parse(text), extract(text.encode()).blocks, page["url"]) for text, page in zip(texts, pages, strict=True)]
    print(f"{'archiver':14}{milliseconds(lambda p: metadata(read_head(p[0]), *p, None), ready):.2f} ms a page, parsed")
    if "trafilatura" in readers:
        from trafilatura import load_html
        from trafilatura.metadata import extract_metadata

        trees = [load_html(text) for text in texts]
        print(f"{'trafilatura':14}{milliseconds(extract_metadata, trees, 1):.2f} ms a page, parsed")


if __name__ == "__main__":
    main()
