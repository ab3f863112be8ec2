"""What a site's other pages are worth (`python bench/extract/sites.py [--odds FILE]`).

The development pages of sites that have several: each cleaned alone, and as `archiver ingest` cleans them, with
what their site's pages have in common. Beside trafilatura, quality and speed in one run of score.py; the shipped
model has seen these pages. With --odds (written by `train.py cv FILE`): the same two ways with the odds of models
that saw no page of a page's site, which is the figure that counts. Two to four pages a site are few to learn from.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from statistics import mean
from typing import Any

import run

COLUMNS = ("input_id", "text", "title", "authors", "published")


def several() -> list[dict[str, Any]]:
    """The development pages of sites that have at least two."""
    with gzip.open(run.BENCH / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        pages = [json.loads(line) for line in lines]
    count = Counter(page["site"] for page in pages)
    return [page for page in pages if count[page["site"]] > 1]


def ingest_filter() -> None:
    """A filter for score.py: JSON lines in, through an archive without enrichment, JSON lines out."""
    import archiver

    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder) / "pages.jsonl"
        pages.write_bytes(sys.stdin.buffer.read())
        archiver.ingest(pages, Path(folder) / "archive", jobs=1, looks_for=frozenset())
        for row in archiver.open_archive(Path(folder) / "archive").articles(COLUMNS):
            published = row["published"].isoformat() if row["published"] else None
            print(json.dumps({"id": row["input_id"], **row, "date": published}, default=str))


def beside_trafilatura(pages: list[dict[str, Any]], python: str) -> None:
    """Both ways of the shipped archiver and trafilatura, by score.py."""
    own = Path(sys.executable)
    ways = {
        f"cmd:{own.with_name('archiver')} extract": "alone",
        f"cmd:{own} {Path(__file__).resolve()} --as-filter": "with the site's pages",
        "trafilatura": "trafilatura",
    }
    with tempfile.TemporaryDirectory() as folder:
        split = Path(folder) / "several.jsonl.gz"
        with gzip.open(split, "wt", encoding="utf-8") as lines:
            lines.writelines(json.dumps(page) + "\n" for page in pages)
        rows = run.scored(python, list(ways), split)
    base = float(rows["trafilatura"].speed)
    print(run.HEAD)
    for way, name in ways.items():
        print(rows[way].line(name, base), flush=True)


def on_unseen_sites(pages: list[dict[str, Any]], odds: Path) -> None:
    """Both ways with the odds of models that saw no page of the site."""
    import numpy as np
    import train

    from archiver.boilerplate import SiteStatistics, judge, keys_of, observe
    from archiver.records import Document, Metadata

    found, wanted = np.load(odds), {page["id"] for page in pages}
    documents: dict[str, tuple[train.Page, Document]] = {}
    sites: defaultdict[str, SiteStatistics] = defaultdict(SiteStatistics)
    for page in train.load():
        if page.id in wanted:
            document = Document(Metadata(), train.blocks_by(page, found[page.id.replace("/", "|")]))
            documents[page.id] = page, document
            sites[page.site].add(observe(document))
    for name in ("fundus", "zyte"):
        for way in ("alone", "with the site's pages"):
            marks = []
            for page, document in (pair for pair in documents.values() if pair[0].set == name):
                facts = sites[page.site].facts(keys_of(document)) if way != "alone" else None
                marks.append(train.SCORE.prf(page.gold, judge(document, facts).text))
            precision, recall = mean(m[0] for m in marks), mean(m[1] for m in marks)
            f1 = 2 * precision * recall / (precision + recall)
            perfect = mean(m[3] for m in marks)
            print(f"unseen sites  {name:8} {way:22} F1 {f1:.4f}  perfect {perfect:.1%}  n={len(marks)}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--odds", type=Path, help="what `train.py cv FILE` wrote")
    parser.add_argument("--peers", type=Path, default=run.ROOT / ".venv-peers/bin/python")
    parser.add_argument("--as-filter", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.as_filter:
        ingest_filter()
        return
    pages = several()
    print(f"{len(pages)} pages of {len({page['site'] for page in pages})} sites")
    beside_trafilatura(pages, str(options.peers))
    if options.odds:
        on_unseen_sites(pages, options.odds)


if __name__ == "__main__":
    main()
