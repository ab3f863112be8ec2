"""How often the lexicon is right, on real pages with hand-made gold, and how fast it is.

    python bench/lexicon/run.py [--pages FILE] [--templates]

Lines of the gold bodies that a hit covers by more than half are false alarms; the lines of a page that
are not in its body are furniture, and the share of them that is covered is the recall. By entry (or by
template): hits in furniture, hits in bodies, and the weight of evidence that these counts would give
(bits: log2 of the ratio of the two rates, half a hit added to each), beside the entry's own bits.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from math import log2
from pathlib import Path

from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from archiver.boilerplate import lexicon
from archiver.boilerplate.lexicon.matching import Index

PAGES = Path(__file__).parents[3] / "shared/bench/extraction/dev.jsonl.gz"
INLINE = frozenset(
    re.split(
        r"\s+", "a abbr b bdi bdo cite code em font i kbd label mark q s small span strong sub sup time u"
    )
)
UNSEEN = "script, style, template, noscript, svg, head, textarea, iframe"


def page_lines(html: bytes) -> list[str]:
    """The visible lines of a page: text between the borders of block elements."""
    tree = LexborHTMLParser(html)
    for node in tree.css(UNSEEN):
        node.decompose()
    for node in tree.css("body *"):
        if node.tag and not node.tag.startswith("-") and node.tag not in INLINE:
            node.insert_before("\n")
            node.insert_after("\n")
    text = tree.body.text() if tree.body else ""
    return [line for line in (" ".join(raw.split()) for raw in text.splitlines()) if line]


def pages(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    """For each page the lines of its body and the lines outside of it."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            body = [" ".join(line.split()) for line in row["text"].splitlines() if line.strip()]
            squeezed = re.sub(r"\W+", "", row["text"]).lower()
            outside = [
                line
                for line in page_lines(base64.b64decode(row["html"]))
                if re.search(r"\w", line) and re.sub(r"\W+", "", line).lower() not in squeezed
            ]
            yield body, outside


def counts(index: Index, lines: list[str]) -> tuple[Counter[str], int]:
    """By entry, lines that it covers by more than half; and how many lines are so covered by any."""
    found: Counter[str] = Counter()
    covered = 0
    for line in lines:
        hits = index.match(line)
        found.update({hit.id for hit in hits if hit.coverage > 0.5})
        covered += sum(hit.coverage for hit in hits) > 0.5
    return found, covered


def by_template() -> Index:
    """An index in which every template is an entry of its own."""
    return Index(
        replace(entry, id=f"{entry.id}: {template}", templates=(template,))
        for entry in lexicon.entries()
        for template in entry.templates
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=Path, default=PAGES)
    parser.add_argument("--templates", action="store_true", help="by template instead of by entry")
    options = parser.parse_args()
    index = by_template() if options.templates else Index(lexicon.entries())
    read = list(pages(options.pages))
    body = [line for inside, _ in read for line in inside]
    outside = [line for _, without in read for line in without]
    started = time.process_time()
    false, falsely = counts(index, body)
    middle = time.process_time()
    true, truly = counts(index, outside)
    seconds = time.process_time() - middle
    print(f"{len(read)} pages, {len(body)} lines of bodies, {len(outside)} lines of furniture")
    print(f"covered by more than half: {falsely} ({falsely / len(body):.2%}) of the bodies' lines, "
          f"{truly} ({truly / len(outside):.1%}) of the furniture's")  # fmt: skip
    speeds = f"{len(body) / (middle - started):,.0f} of bodies, {len(outside) / seconds:,.0f} of furniture"
    print(f"lines/s: {speeds}\n")
    weight = {entry.id: entry.bits for entry in lexicon.entries()}
    print(f"{'furniture':>9} {'bodies':>6} {'bits':>6} {'ours':>5}  entry")
    for key in sorted(true | false, key=lambda key: (-false[key], -true[key])):
        ratio = ((true[key] + 0.5) / len(outside)) / ((false[key] + 0.5) / len(body))
        print(f"{true[key]:9} {false[key]:6} {log2(ratio):6.1f} {weight[key.split(':')[0]]:5.1f}  {key}")


if __name__ == "__main__":
    main()
