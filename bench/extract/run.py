"""The extractor beside its peers, quality and speed in one run (`make bench-extract`).

Scores by ../shared/bench/extraction/score.py: F1 of mean 4-gram precision and recall, pages without any
missing or extra 4-gram, title, date and authors, pages per CPU second. `archiver extract` is run as a user
would run it, start-up included; its model has seen these pages, so the row that counts is "unseen sites": the same
route, with odds by forests that saw no page of a page's site (needs catboost and twenty minutes; --quick leaves
it out). The peers run in an environment of their own (`make bench-setup`).
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
BENCH = ROOT.parent / "shared" / "bench" / "extraction"
PEERS = ("trafilatura", "trafilatura-precision", "resiliparse", "readability-lxml", "newspaper4k", "goose3", "justext",
         "boilerpy3")  # fmt: skip
PARSERS = ("parse-lxml", "parse-resiliparse", "parse-lexbor")
_SET = re.compile(r"^(.+?) +(fundus|zyte) +n=.*?F1 ([\d.]+).*perfect ([\d.]+)", re.MULTILINE)
_SPEED = re.compile(r"^(.+?) +pages/s/core +([\d.]+) *(.*)$", re.MULTILINE)
_ORACLE = re.compile(r"^oracle.* (\w+): meanF1 ([\d.]+)", re.MULTILINE)

HEAD = f"{'':26} {'fundus':>6}  {'zyte':>6}  {'perfect f/z':>13}  title   date  authors  pages/s  of trafilatura"


@dataclass
class Row:
    """One extractor's figures, as printed: f1 and perfect by set, what is stated by field."""

    f1: dict[str, str] = field(default_factory=dict)
    perfect: dict[str, str] = field(default_factory=dict)
    speed: str = ""
    stated: dict[str, str] = field(default_factory=dict)

    def line(self, name: str, base: float) -> str:
        sets = ("fundus", "zyte")
        perfect = " / ".join(f"{float(self.perfect[s]):.0%}" if s in self.perfect else "-" for s in sets)
        stated = "  ".join(f"{self.stated.get(what, ''):>5}" for what in ("title", "date", "authors"))
        ratio = f"{float(self.speed) / base:.2f} x" if self.speed and base else ""
        quality = "  ".join(f"{self.f1.get(s, ''):>6}" for s in sets)
        return f"{name:26} {quality}  {perfect:>13}  {stated}  {self.speed:>8}  {ratio:>8}"


def scored(python: str, extractors: list[str], split: Path = BENCH / "dev.jsonl.gz") -> dict[str, Row]:
    """Rows by extractor, of one run of score.py; and the best of these, page by page."""
    command = [python, str(BENCH / "score.py"), str(split), *extractors]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    rows: dict[str, Row] = {}
    for name, kind, f1, perfect in _SET.findall(printed):
        row = rows.setdefault(name, Row())
        row.f1[kind], row.perfect[kind] = f1, perfect
    for name, speed, stated in _SPEED.findall(printed):
        row = rows[name]
        row.speed = speed
        row.stated = dict(pair.split() for pair in stated.split("  ") if pair.strip())
    if best := _ORACLE.findall(printed):
        rows["best of these, by page"] = Row(f1=dict(best))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="without cross-validation and without the parsers")
    parser.add_argument("--peers", type=Path, default=ROOT / ".venv-peers/bin/python")
    options = parser.parse_args()
    if not (BENCH / "dev.jsonl.gz").exists():
        sys.exit(f"the development pages are not here: {BENCH}")
    if not options.peers.exists():
        sys.exit(f"no peers: {options.peers} is not there (make bench-setup)")
    python = str(options.peers)
    own = f"cmd:{Path(sys.executable).with_name('archiver')} extract"
    beside = scored(python, [own, "trafilatura"])  # alone, since "best of these" is asked of the peers
    rows = {own: beside[own]} | scored(python, list(PEERS))
    if not options.quick:
        rows |= scored(python, list(PARSERS))
    base = float(beside["trafilatura"].speed)
    print(HEAD)
    for name, row in rows.items():
        print(row.line("archiver extract" if name == own else name, base), flush=True)
    if not options.quick:
        print("\narchiver on sites that it has not seen:", flush=True)
        subprocess.run([sys.executable, str(Path(__file__).with_name("train.py")), "cv"], check=True)


if __name__ == "__main__":
    main()
