"""`make bench-memory`: the most that a worker and the parent hold while an archive grows to 200,000 dumps, in one run.

Dumps of 800 sites, all mixed, so that each commit brings stored sites their next pages and replaces rows that lie
anywhere: the case in which most is held. Without people, whose models are counted elsewhere. Resident sets, looked at
five times a second; some of a worker's are libraries that it shares with the parent, so they add up to less.
"""

from __future__ import annotations

import argparse
import contextlib
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from run import write_dumps
from sites import LANGUAGES, Site
from workers import ARCHIVER, Watch

SITES = 800
EVERY = 30.0
"""Seconds between two lines of the table."""


def row(name: str, sizes: tuple[float, float]) -> str:
    return f"| {name} | {sizes[0]:.0f} | {sizes[1]:.0f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200_000)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source, archive = Path(folder, "dumps.jsonl"), Path(folder, "archive")
        made = (Site(n, LANGUAGES[n % len(LANGUAGES)], "tune").pages(options.pages // SITES) for n in range(SITES))
        columns = [["\n".join(line.text for line in page.lines) for page in pages] for pages in made]
        mixed = (text for texts in zip(*columns, strict=True) for text in texts)
        write_dumps(source, [(f"site{n % SITES}.example", text) for n, text in enumerate(mixed)])
        del columns
        command = [ARCHIVER, "ingest", "--json", "--without", "people", "-j", str(options.workers)]
        start = time.monotonic()
        process = subprocess.Popen([*command, "-a", str(archive), str(source)], stdout=subprocess.DEVNULL)
        print("| s | parent, MiB | a worker, MiB |\n| ---: | ---: | ---: |")
        with Watch([process.pid]) as held:
            while process.poll() is None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(EVERY)
                print(row(f"{time.monotonic() - start:.0f}", held.now), flush=True)
        if process.returncode:
            sys.exit(f"{' '.join(command)}: exit code {process.returncode}")
    print(row("**most**", held.most))


if __name__ == "__main__":
    main()
