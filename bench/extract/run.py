"""The extractor beside its peers, quality and speed in one run (`make bench-extract`).

Scores by ../shared/bench/extraction/score.py: F1 of mean 4-gram precision and recall, pages without any
missing or extra 4-gram, title, date and authors, pages per CPU second. `archiver extract` is run as a user
would run it; its model has seen these pages, so the row that counts is the last: the body model alone, each
page judged by forests that saw no page of its site (needs catboost; left out with --quick).
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
BENCH = ROOT.parent / "shared" / "bench" / "extraction"
PEERS = {
    "trafilatura": "trafilatura",
    "readability-lxml": "readability",
    "resiliparse": "resiliparse.extract.html2text",
}


def installed(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="without cross-validation")
    quick = parser.parse_args().quick
    if not (BENCH / "dev.jsonl.gz").exists():
        sys.exit(f"the development pages are not here: {BENCH}")
    archiver = Path(sys.executable).with_name("archiver")
    peers = [name for name, module in PEERS.items() if installed(module)]
    command = [sys.executable, str(BENCH / "score.py"), str(BENCH / "dev.jsonl.gz"), f"cmd:{archiver} extract", *peers]
    subprocess.run(command, check=True)
    if quick:
        return
    if not installed("catboost"):
        print("\nfor the cross-validated row: pip install catboost")
        return
    print("\nthe body model on sites that it has not seen:")
    subprocess.run([sys.executable, str(Path(__file__).with_name("train.py")), "cv"], check=True)


if __name__ == "__main__":
    main()
