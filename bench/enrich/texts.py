"""The texts that enrichment is measured on, and how its speed is."""

from __future__ import annotations

import base64
import functools
import gzip
import json
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archiver.pipeline import Cleaned, clean
from archiver.records import Capture, Metadata, Origin

HERE = Path(__file__).parent
PAGES = HERE.parents[2] / "shared/bench/extraction/dev.jsonl.gz"
"""The extraction benchmark's development pages, where they are at hand."""
WORDS = 400


@dataclass(frozen=True, slots=True)
class Item:
    """A short news item of our own writing. kind: world, sport, business or science."""

    kind: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the benchmark, extracted and judged by this archiver. stated: the topics its publisher gave."""

    id: str
    text: str
    metadata: Metadata
    stated: tuple[str, ...]


def table(name: str) -> Iterator[list[str]]:
    """The rows of a table beside this module, without its comments."""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@functools.cache
def items(name: str = "news-items.tsv") -> tuple[Item, ...]:
    return tuple(Item(*row) for row in table(name))


@functools.cache
def pages() -> tuple[Page, ...]:
    """Those of which page-topics.tsv says the topics; none where the benchmark is not at hand."""
    wanted = {row[0] for row in table("page-topics.tsv")}
    return tuple(_pages(wanted)) if PAGES.exists() else ()


def _pages(wanted: set[str]) -> Iterator[Page]:
    with gzip.open(PAGES, "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["id"] in wanted]
    for row in rows:
        cleaned = clean(Capture("html", base64.b64decode(row["html"]), Origin(row["id"]), url=row["url"]))
        if isinstance(cleaned, Cleaned):
            judged = cleaned.judged
            yield Page(row["id"], judged.text, judged.document.metadata, tuple(row["topics"] or ()))


def long_texts() -> list[str]:
    """Texts of some 400 words: items one after another, a block each."""
    found, block = [""], 0
    for item in items():
        if block >= WORDS:
            found.append("")
            block = 0
        found[-1] += item.text + "\n"
        block += len(item.text.split())
    return found[:-1]


def milliseconds(work: Callable[[str], object], texts: Sequence[str], *, times: int = 5) -> float:
    """CPU time for a text of 400 words: the median over the texts, each done `times` times."""
    for text in texts:
        work(text)  # tables are read, words remembered: what a run over many pages has paid once
    spent = []
    for text in [t for _ in range(times) for t in texts]:
        start = time.process_time()
        work(text)
        spent.append((time.process_time() - start) * 1000 * WORDS / len(text.split()))
    return statistics.median(spent)
