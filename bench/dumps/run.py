"""Furniture in text dumps: leak, loss, traps kept and speed, by size of site (`make bench-dumps`).

    leak    furniture lines of which more than half is left        loss   words of body (and traps) that are gone
    traps   repeated or furniture-like body blocks that are kept   pages/s  observe + add + judge, by CPU time

With --html the same pages as HTML, through the extractor: what it removes alone, and with the site's other pages.

Beside the project: identity (nothing removed) and exact line frequency (a line of two or more pages goes); with --html
also deboiler, where there is the peers' environment (`make bench-setup`).
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import re
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path

from pages import Template
from sites import LANGUAGES, Page, Site

from archiver.boilerplate import SiteStatistics, judge, observe
from archiver.common.processes import COLLECTOR
from archiver.extract import html
from archiver.records import Block, Document, Metadata

SIZES = (1, 2, 5, 20, 200)
HTML_SIZES = (1, 2, 5, 20)
PHRASES = ("tune", "held", "second", "third", "fourth", "fifth")
HEAD = f"{'pages':>6} {'':16} {'leak':>8} {'loss':>8} {'traps kept':>11} {'pages/s':>9}"
GOLD = Path(__file__).parents[3] / "shared/bench/extraction/dev.jsonl.gz"
"""The extraction benchmark's gold texts are the bodies of English sites, where they are at hand."""
WORD = re.compile(r"\w+")
Cleaner = Callable[[list[list[str]]], list[str]]


def identity(pages: list[list[str]]) -> list[str]:
    return ["\n".join(lines) for lines in pages]


def line_frequency(pages: list[list[str]]) -> list[str]:
    count = Counter(line for lines in pages for line in set(lines))
    return ["\n".join(line for line in lines if count[line] < 2) for lines in pages]


def project(pages: list[list[str]]) -> list[str]:
    documents = [Document(Metadata(), tuple(map(Block, lines))) for lines in pages]
    statistics, observations = SiteStatistics(), []
    for document in documents:
        observations.append(observe(document))
        statistics.add(observations[-1])
    return [
        judge(document, statistics.facts(observation.keys), prints=observation.prints).text
        for document, observation in zip(documents, observations, strict=True)
    ]


Timed = Callable[[list[bytes]], tuple[list[str], float]]
"""The texts of a site's pages, and the CPU seconds that it took."""


def timed(clean: Callable[[list[bytes]], list[str]]) -> Timed:
    def run(pages: list[bytes]) -> tuple[list[str], float]:
        start = time.process_time()
        texts = clean(pages)
        return texts, time.process_time() - start

    return run


def lines_on_html(pages: list[bytes]) -> list[str]:
    """Exact line frequency, over the visible blocks that our extractor finds."""
    return line_frequency([[block.text for block in html.extract(page).blocks] for page in pages])


@contextmanager
def deboiler(python: Path) -> Iterator[Timed]:
    """deboiler in a process of the peers' environment, for as long as the block lasts."""
    command = [str(python), str(Path(__file__).parents[1] / "peers" / "cleaning.py")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as peer:
        assert peer.stdin is not None and peer.stdout is not None

        def run(pages: list[bytes]) -> tuple[list[str], float]:
            site = {"site": "site.example", "html": [page.decode() for page in pages]}
            print(json.dumps(site), file=peer.stdin, flush=True)
            found = json.loads(peer.stdout.readline())
            return found["texts"], found["seconds"]

        yield run
        peer.stdin.close()


def on_html(pages: list[bytes], together: bool) -> list[str]:
    """Pages of one site through the extractor, judged with what they teach of each other, or each alone."""
    documents = [html.extract(page) for page in pages]
    statistics = SiteStatistics()
    observations = [observe(document) for document in documents]
    for observation in observations:
        statistics.add(observation)
    facts = [statistics.facts(observation.keys) if together else None for observation in observations]
    return [judge(document, known).text for document, known in zip(documents, facts, strict=True)]


CLEANERS: dict[str, Cleaner] = {"identity": identity, "line frequency": line_frequency, "archiver": project}


class Tally:
    """Sums of one cleaner over the sites of one size; wrong: examples by fault, for --show."""

    def __init__(self) -> None:
        self.sums: Counter[str] = Counter()
        self.wrong: list[str] = []

    def page(self, page: Page, text: str) -> None:
        """What was kept is a subsequence of the page's words: aligned with it, each part's share is known."""
        parts = [(part, truth) for line in page.lines for part, truth in line.parts]
        words, owner = [], []
        for number, (part, _) in enumerate(parts):
            own = WORD.findall(part)
            words += own
            owner += [number] * len(own)
        sizes, found = Counter(owner), Counter[int]()
        for start, _, size in SequenceMatcher(None, words, WORD.findall(text), autojunk=False).get_matching_blocks():
            found.update(owner[start : start + size])
        for number, (part, truth) in enumerate(parts):
            self._part(truth, part, found[number], sizes[number])

    def _part(self, truth: str, part: str, found: int, size: int) -> None:
        self.sums[truth] += 1
        if truth == "furniture":
            self.sums["leaked"] += 2 * found > size
        else:
            self.sums["words"] += size
            self.sums["gone"] += size - found
            self.sums["kept"] += truth == "trap" and 10 * found >= 9 * size
        if (2 * found > size) == (truth == "furniture"):
            self.wrong.append(f"{'LEAK' if truth == 'furniture' else 'LOSS'} {truth}: {part[:100]}")

    def rates(self) -> tuple[float, float, float]:
        s = self.sums
        return s["leaked"] / s["furniture"], s["gone"] / s["words"], s["kept"] / max(1, s["trap"])


def whole_sites(size: int, phrases: str, bodies: list[list[str]] | None) -> Iterator[tuple[Site, list[Page]]]:
    """About 240 pages of each size at least, in six languages."""
    for seed in range(max(1, 40 // size)):
        for name in LANGUAGES:
            site = Site(seed, name, phrases, bodies if name == "en" else None)
            yield site, site.pages(size)


def sites(size: int, phrases: str, bodies: list[list[str]] | None) -> Iterator[list[Page]]:
    """The pages of `whole_sites`, a list a site."""
    return (pages for _, pages in whole_sites(size, phrases, bodies))


def gold_bodies(path: Path) -> list[list[str]]:
    """Paragraphs of the gold texts of dev.jsonl.gz, for use as bodies of English sites."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        texts = (json.loads(line)["text"] for line in file)
        return [p for p in ([s.strip() for s in t.splitlines() if s.strip()] for t in texts if t) if p]


HTML_CLEANERS: dict[str, Timed] = {
    "line frequency": timed(lines_on_html),
    "extractor alone": timed(partial(on_html, together=False)),
    "archiver": timed(partial(on_html, together=True)),
}


def measure_html(
    cleaners: Mapping[str, Timed], size: int, phrases: str, bodies: list[list[str]] | None, show: int, typed: bool
) -> None:
    made = list(whole_sites(size, phrases, bodies))
    for name, cleaner in cleaners.items():
        tally, seconds = Tally(), 0.0
        for number, (site, pages) in enumerate(made):
            template = Template(site, number, typed)
            texts, took = cleaner([template.html(page).encode() for page in pages])
            seconds += took
            for page, text in zip(pages, texts, strict=True):
                tally.page(page, text)
        leak, loss, traps = tally.rates()
        speed = sum(len(pages) for _, pages in made) / max(seconds, 1e-9)
        print(f"{size:6} {name:16} {leak:8.2%} {loss:8.3%} {traps:11.2%} {speed:9.0f}", flush=True)
    for text, times in Counter(tally.wrong).most_common(show):
        print(f"       {times:4} x {text}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phrases", choices=PHRASES, action="append")
    parser.add_argument("--gold", type=Path, default=GOLD, help="JSON lines whose texts are bodies; or a grammar's")
    parser.add_argument("--show", type=int, default=0, help="so many examples of what went wrong, by frequency")
    parser.add_argument("--html", action="store_true", help="the same pages as HTML, through the extractor")
    parser.add_argument("--typed", action="store_true", help="with --html: furniture is typed into the body's element")
    parser.add_argument("--size", type=int, action="append")
    parser.add_argument("--peers", type=Path, default=Path(__file__).parents[2] / ".venv-peers/bin/python")
    arguments = parser.parse_args()
    gc.set_threshold(*COLLECTOR)  # as where archiver judges; of all that are measured here
    bodies = gold_bodies(arguments.gold) if arguments.gold.exists() else None
    chosen = arguments.phrases or PHRASES
    if arguments.html:
        with ExitStack() as stack:
            cleaners = dict(HTML_CLEANERS)
            if arguments.peers.exists():
                cleaners = {"deboiler": stack.enter_context(deboiler(arguments.peers)), **cleaners}
            for phrases in chosen:
                print(f"\n{phrases} phrases, as HTML\n{HEAD}")
                for size in arguments.size or HTML_SIZES:
                    measure_html(cleaners, size, phrases, bodies, arguments.show, arguments.typed)
        return
    for phrases in chosen:  # what is done once a process, such as compiling the lexicon, is not a page's cost
        for language in LANGUAGES:
            project([[line.text for line in page.lines] for page in Site(-1, language, phrases).pages(20)])
    for phrases in chosen:
        print(f"\n{phrases} phrases\n{HEAD}")
        for size in arguments.size or SIZES:
            measure(list(sites(size, phrases, bodies)), size, arguments.show)


def measure(made: list[list[Page]], size: int, show: int) -> None:
    for name, cleaner in CLEANERS.items():
        tally, seconds = Tally(), 0.0
        for pages in made:
            texts = [[line.text for line in page.lines] for page in pages]
            start = time.process_time()
            cleaned = cleaner(texts)
            seconds += time.process_time() - start
            for page, text in zip(pages, cleaned, strict=True):
                tally.page(page, text)
        leak, loss, traps = tally.rates()
        speed = sum(map(len, made)) / max(seconds, 1e-9)
        print(f"{size:6} {name:16} {leak:8.2%} {loss:8.3%} {traps:11.2%} {speed:9.0f}")
    for text, times in Counter(tally.wrong).most_common(show):
        print(f"       {times:4} x {text}")


if __name__ == "__main__":
    main()
