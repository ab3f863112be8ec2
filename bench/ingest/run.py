"""`make bench-ingest`: from bytes to committed Parquet, beside datatrove and news-please, in processor seconds of
one run.

HTML: the pages of an extraction benchmark (dev.jsonl.gz, which is not part of this repository; --pages) as a WARC
file. Dumps: synthetic sites (bench/dumps). Each is done with so many pages and with FOLDS times as many that are all
different (alike.py), as a process of its own. Two figures: what the first pages cost with all that is done once a
process (imports, tables, models), and what each further page costs, which is the difference of the two runs. The
same for all programs. Medians of --times runs, by turns.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import io
import json
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1] / "dumps"))

from alike import another
from sites import LANGUAGES, Site
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FEW = 5
FOLDS = 4
SITES, SITE_PAGES = 40, 50
PEERS = {"datatrove": (".venv-datatrove", "datatrove_run.py"), "news-please": (".venv-peers", "newsplease_run.py")}

Command = Callable[[Path, Path], list[str]]


def write_warc(path: Path, pages: list[dict[str, Any]]) -> None:
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for page in pages:
            http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            body = io.BytesIO(base64.b64decode(page["html"]))
            writer.write_record(writer.create_warc_record(page["url"], "response", payload=body, http_headers=http))


def write_dumps(path: Path, pages: list[tuple[str, str]]) -> None:
    with path.open("w") as out:
        out.writelines(json.dumps({"site": site, "text": text}) + "\n" for site, text in pages)


def dumps(folds: int = 1) -> Iterator[tuple[str, str]]:
    """(site, text), the sites' pages mixed as a crawl mixes them. folds: so many times SITES."""
    made = [Site(n, LANGUAGES[n % len(LANGUAGES)], "tune").pages(SITE_PAGES) for n in range(folds * SITES)]
    for pages in zip(*made, strict=True):
        for number, page in enumerate(pages):
            yield f"site{number}.example", "\n".join(line.text for line in page.lines)


def archiver(*without: str) -> Command:
    program = [str(Path(sys.executable).parent / "archiver"), "ingest", "-j", "1", "--json"]
    options = [word for part in without for word in ("--without", part)]
    return lambda source, out: [*program, *options, "-a", str(out / "archive"), str(source)]


def peers() -> dict[str, Command]:
    """Those whose environment is there."""

    def command(python: Path, script: str) -> Command:
        return lambda source, out: [str(python), str(HERE.parent / "peers" / script), str(source), str(out)]

    pythons = {name: (ROOT / where / "bin" / "python", script) for name, (where, script) in PEERS.items()}
    return {name: command(python, script) for name, (python, script) in pythons.items() if python.exists()}


def seconds(command: Command, source: Path) -> float:
    """Processor seconds of a command and of its processes, with all that the kernel did for them."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryDirectory() as out:
        done = subprocess.run(command(source, Path(out)), capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"{' '.join(command(source, Path(out)))}\n{done.stderr[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(name: str, commands: dict[str, Command], first: Path, every: Path, pages: int, times: int) -> None:
    """Print a table of one kind of page. first: a file of so many pages; every: of FOLDS times as many."""
    start: dict[str, list[float]] = {label: [] for label in commands}
    further: dict[str, list[float]] = {label: [] for label in commands}
    for _ in range(times):
        for label, command in commands.items():
            start[label].append(seconds(command, first))
            rest = seconds(command, every) - start[label][-1]
            further[label].append(rest / ((FOLDS - 1) * pages))
    title = f"the first {pages:,} pages with all that is done once, ms a page"
    print(f"\n| {name} | {title} | each further page, ms | pages/s/core | times the first row |")
    print("| --- | ---: | ---: | ---: | ---: |")
    base = statistics.median(further[next(iter(commands))])
    for label in commands:
        once, cost = statistics.median(start[label]), statistics.median(further[label])
        print(f"| {label} | {once / pages * 1000:.2f} | {cost * 1000:.2f} | {1 / cost:.0f} | {base / cost:.2f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, default=HERE / "../../../shared/bench/extraction/dev.jsonl.gz")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--without", choices=PEERS, action="append", default=[], help="a peer that is left out")
    options = parser.parse_args()
    own = {
        "archiver, language and topics": archiver("people", "keyphrases"),
        "archiver, everything": archiver(),
    }
    others = {label: command for label, command in peers().items() if label not in options.without}
    with tempfile.TemporaryDirectory() as folder:
        first, every = Path(folder, "first.warc.gz"), Path(folder, "all.warc.gz")
        if options.pages.exists():
            with gzip.open(options.pages, "rt") as file:
                pages = [json.loads(line) for line in file]
            write_warc(first, pages)
            write_warc(every, [another(page, fold) for fold in range(FOLDS) for page in pages])
            measure("HTML from WARC", {**others, **own}, first, every, len(pages), options.times)
        first, every = Path(folder, "first.jsonl"), Path(folder, "all.jsonl")
        write_dumps(first, list(dumps()))
        write_dumps(every, list(dumps(FOLDS)))
        measure("text dumps", own, first, every, SITES * SITE_PAGES, options.times)


if __name__ == "__main__":
    main()
