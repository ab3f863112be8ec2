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

import pytest
from selectolax.lexbor import LexborHTMLParser

from archiver.extract.html import extract
from archiver.extract.markup.charset import decode

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
    tree = LexborHTMLParser(html)
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


def milliseconds(pages: list[bytes], rounds: int = 5) -> float:
    """CPU time a page for the metadata alone, as part of extracting it: the median of several rounds over all."""
    from archiver.extract import html

    spent: list[float] = []
    with pytest.MonkeyPatch.context() as patch:
        for name in ("read_head", "metadata", "page_type"):
            patch.setattr(html, name, _timed(getattr(html, name), spent))
        totals = []
        for _ in range(rounds):
            spent.clear()
            for page in pages:
                html.extract(page)
            totals.append(sum(spent))
    return 1000 * statistics.median(totals) / len(pages)


def _timed(work: Callable[..., Any], spent: list[float]) -> Callable[..., Any]:
    def timed(*given: Any) -> Any:
        began = time.process_time()
        try:
            return work(*given)
        finally:
            spent.append(time.process_time() - began)

    return timed


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
    bodies = [base64.b64decode(page["html"]) for page in pages]
    print(f"{'archiver':14}{milliseconds(bodies):.2f} ms a page")
    if "trafilatura" in readers:
        from trafilatura import load_html
        from trafilatura.metadata import extract_metadata

        trees = [load_html(decode(body)) for body in bodies]
        began = time.process_time()
        for tree in trees:
            extract_metadata(tree)
        print(f"{'trafilatura':14}{1000 * (time.process_time() - began) / len(trees):.2f} ms a page")


if __name__ == "__main__":
    main()
