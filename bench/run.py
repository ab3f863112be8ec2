"""`make bench`: archiver beside its peers, in one run, on the same pages and machine; the report is build/bench.md.

    extraction          bench/extract      pages of 135 news sites with gold texts (not part of this repository)
    cleaning by site    bench/dumps        synthetic sites, as HTML: what is furniture is known
    near-duplicates     bench/duplicates   synthetic articles with copies at known similarities
    WARC to Parquet     bench/ingest       the pages of the first, as WARC

Each of these can be run alone, and says there how it measures. The peers live in .venv-peers (`make bench-setup`).
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
PEERS = ROOT / ".venv-peers" / "bin" / "python"
REPORT = ROOT / "build" / "bench.md"
NAMED = set(
    "boilerpy3 datasketch deboiler goose3 justext news-please newspaper4k readability-lxml rensa resiliparse "
    "text-dedup trafilatura".split()
)
PARTS = {
    "Extraction": ["extract/run.py", "--quick"],
    "Cleaning by the site's other pages": ["dumps/run.py", "--html", *"--phrases held --size 5 --size 20".split()],
    "Near-duplicates": ["duplicates/run.py", "--articles", "10000", "--memory", "0"],
    "From WARC to Parquet": ["ingest/run.py", "--times", "1"],
}


def heading() -> str:
    frozen = subprocess.run([PEERS, "-m", "pip", "freeze"], capture_output=True, text=True, check=True).stdout
    versions = [line for line in frozen.splitlines() if line.partition("==")[0].lower() in NAMED]
    load = os.getloadavg()[0]
    return (
        f"# archiver and its peers\n\n{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, load {load:.1f} "
        f"at the beginning. Speeds are by processor time.\n\n{', '.join([*versions, 'datatrove==0.10.1'])}\n"
    )


def main() -> None:
    if not PEERS.exists():
        sys.exit(f"no peers: {PEERS} is not there (make bench-setup)")
    REPORT.parent.mkdir(exist_ok=True)
    with REPORT.open("w") as out:
        tell(out, heading())
        for title, command in PARTS.items():
            start = time.monotonic()
            tell(out, f"\n## {title}\n\n`python bench/{' '.join(command)}`\n")
            done = subprocess.run(
                [sys.executable, str(HERE / command[0]), *command[1:]], stdout=subprocess.PIPE, text=True, check=True
            )
            tell(out, f"```\n{done.stdout.strip()}\n```\n\n{time.monotonic() - start:.0f} s")
    print(f"\nwritten to {REPORT}")


def tell(out: object, text: str) -> None:
    """To the report and to whoever waits."""
    print(text, file=out, flush=True)  # type: ignore[call-overload]
    print(text, flush=True)


if __name__ == "__main__":
    main()
