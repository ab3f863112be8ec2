"""Many pages a site: what learning from them is worth, and costs, beside trafilatura (`make bench-many`).

The pages are made (grafted.py). Models that saw no page of a template's site, of three folds (needs catboost; ten
minutes), extract them; the judge has each page alone, and with what its site's pages have in common. pages/s: CPU time
of extraction, learning and judging in one process, without start-up and archive, for trafilatura of extraction alone.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

import grafted
import run
import train

from archiver.boilerplate import SiteStatistics, judge, observe
from archiver.extract import html
from archiver.extract.model.body import BodyModel
from archiver.extract.model.place_features import Vocabulary

FOLDS = 3
SIZE = 12
ALONE, TOGETHER = "each page alone", "with the site's pages"


def models() -> tuple[dict[str, int], list[BodyModel]]:
    """The fold of each site, and for each fold a model that saw none of its sites."""
    trainer = train.Trainer(train.load())
    fold = train.folds(trainer.pages, count=FOLDS)
    found = []
    for k in range(FOLDS):
        held = {site for site, own in fold.items() if own == k}
        forests = trainer.train([page for page in trainer.usable if page.site not in held], held)
        found.append(BodyModel(Vocabulary(trainer.vocabulary.without(held)), *forests))
        print(f"model {k + 1} of {FOLDS}", file=sys.stderr, flush=True)
    return fold, found


def texts(pages: Sequence[grafted.Page], together: bool) -> list[str]:
    """The clean texts of one site's pages."""
    documents = [html.extract(base64.b64decode(page["html"]), url=page["url"]) for page in pages]
    observations = [observe(document) for document in documents]
    statistics = SiteStatistics()
    if together:
        for observation in observations:
            statistics.add(observation)
    facts = [statistics.facts(observation.keys) if together else None for observation in observations]
    return [
        judge(document, known, prints=observation.prints).text
        for document, known, observation in zip(documents, facts, observations, strict=True)
    ]


def own_rows(sites: Sequence[Sequence[grafted.Page]]) -> dict[str, run.Row]:
    """Rows by way, of all sites by models that have not seen them."""
    fold, found = models()
    marks: defaultdict[tuple[str, str], list[tuple[float, ...]]] = defaultdict(list)
    seconds: defaultdict[str, float] = defaultdict(float)
    for pages in sites:
        model = found[fold[pages[0]["site"]]]
        html.body_model = lambda model=model: model  # the shipped one has seen these templates
        for way in (ALONE, TOGETHER):
            start = time.process_time()
            cleaned = texts(pages, way is TOGETHER)
            seconds[way] += time.process_time() - start
            pairs = zip(pages, cleaned, strict=True)
            marks[way, pages[0]["set"]] += [train.SCORE.prf(page["text"], text) for page, text in pairs]
    rows = {way: run.Row(speed=str(sum(map(len, sites)) / seconds[way])) for way in (ALONE, TOGETHER)}
    for (way, kind), own in marks.items():
        precision, recall = mean(mark[0] for mark in own), mean(mark[1] for mark in own)
        rows[way].f1[kind] = f"{2 * precision * recall / (precision + recall):.4f}"
        rows[way].perfect[kind] = str(mean(mark[3] for mark in own))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pages", type=int, default=SIZE, help="of each site")
    parser.add_argument("--peers", type=Path, default=run.ROOT / ".venv-peers/bin/python")
    options = parser.parse_args()
    with gzip.open(run.BENCH / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        sites = list(grafted.sites([json.loads(line) for line in lines], options.pages))
    print(f"{len(sites)} sites of {options.pages} pages")
    with tempfile.TemporaryDirectory() as folder:
        split = Path(folder) / "many.jsonl.gz"
        with gzip.open(split, "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(page) + "\n" for pages in sites for page in pages)
        peer = run.scored(str(options.peers), ["trafilatura"], split)["trafilatura"]
    peer.stated = {}
    print(run.HEAD)
    for name, row in {"trafilatura": peer, **own_rows(sites)}.items():
        row.speed = f"{float(row.speed):.0f}"
        print(row.line(name, float(peer.speed)), flush=True)


if __name__ == "__main__":
    main()
