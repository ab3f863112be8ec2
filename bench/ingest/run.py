"""`make bench-ingest`: from bytes to committed Parquet, beside datatrove and news-please, in processor seconds of
one run.

HTML: the pages of an extraction benchmark (dev.jsonl.gz, which is not part of this repository; --pages) as a WARC
file. Dumps: synthetic sites (bench/dumps). Each is done with few pages and with all of them, as a process of its own,
and the difference counts: what is done once a process (imports, models) is shown apart. Medians of --times runs, by
turns.
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

from sites import LANGUAGES, Site
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FEW = 5
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


def dumps() -> Iterator[tuple[str, str]]:
    """(site, text), the sites' pages mixed as a crawl mixes them."""
    made = [Site(n, LANGUAGES[n % len(LANGUAGES)], "tune").pages(SITE_PAGES) for n in range(SITES)]
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


def measure(name: str, commands: dict[str, Command], few: Path, every: Path, pages: int, times: int) -> None:
    """Print a table of one kind of page; pages: by how many `every` has more than `few`."""
    once: dict[str, list[float]] = {label: [] for label in commands}
    per_page: dict[str, list[float]] = {label: [] for label in commands}
    for _ in range(times):
        for label, command in commands.items():
            start = seconds(command, few)
            once[label].append(start)
            per_page[label].append((seconds(command, every) - start) / pages)
    print(f"\n| {name} | ms a page | pages/s/core | the first {FEW} pages, s | times the first row |")
    print("| --- | ---: | ---: | ---: | ---: |")
    base = statistics.median(per_page[next(iter(commands))])
    for label in commands:
        cost = statistics.median(per_page[label])
        start = statistics.median(once[label])
        print(f"| {label} | {cost * 1000:.2f} | {1 / cost:.0f} | {start:.1f} | {base / cost:.2f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, default=HERE / "../../../shared/bench/extraction/dev.jsonl.gz")
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    own = {
        "archiver, language and topics": archiver("people", "keyphrases"),
        "archiver, everything": archiver(),
    }
    with tempfile.TemporaryDirectory() as folder:
        few, every = Path(folder, "few.warc.gz"), Path(folder, "all.warc.gz")
        if options.pages.exists():
            with gzip.open(options.pages, "rt") as file:
                pages = [json.loads(line) for line in file]
            write_warc(few, pages[:FEW])
            write_warc(every, pages)
            measure("HTML from WARC", {**peers(), **own}, few, every, len(pages) - FEW, options.times)
        few, every = Path(folder, "few.jsonl"), Path(folder, "all.jsonl")
        texts = list(dumps())
        write_dumps(few, texts[:FEW])
        write_dumps(every, texts)
        measure("text dumps", own, few, every, len(texts) - FEW, options.times)


if __name__ == "__main__":
    main()
