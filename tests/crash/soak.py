"""Two writers at a time, killed at random instants, again and again (`make soak`).

Each round starts two commands of ingest, reclean, compact, pin and enrich on one archive and kills one of them, or
both, after a random time. After each round the archive is verified, and every page of an input whose command said
its summary must be there, once. In the end everything comes in again, and the archive must be, row for row, the one
that a single undisturbed run makes.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from archives import PAGES, PINNED, SITES, content, input_ids, page, write_inputs
from commands import Command


@dataclass
class Soak:
    """folder: where archive and inputs lie. killed: commands that were killed alive, by name."""

    folder: Path
    seed: int
    files: int = 16
    killed: Counter[str] = field(default_factory=Counter)
    acknowledged: set[str] = field(default_factory=set)
    """Ids of pages whose command said its summary."""

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.inputs = write_inputs(self.folder / "inputs", self.files)
        self.archive = self.folder / "archive"
        self.started = 0

    def run(self, rounds: int) -> None:
        """The instants lie within one and a half times what one command takes on this machine, undisturbed."""
        begun = time.monotonic()
        assert self.start("ingest", str(self.inputs[0])).wait() == 1, "one line of each file is broken"
        longest = 1.5 * (time.monotonic() - begun)
        for _ in range(rounds):
            self.round(longest)
        self.check_the_end()

    def round(self, longest: float) -> None:
        two = [self.start(*self.choose()) for _ in range(2)]
        time.sleep(self.chance.random() * longest)
        for command in two if self.chance.random() < 0.3 else self.chance.sample(two, 1):
            if command.kill():
                self.killed[command.arguments[3]] += 1
        for command in two:
            code = command.wait()
            right = 1 if command.arguments[3] == "ingest" else 0  # one line of each input is broken
            assert code in (right, -signal.SIGKILL), f"{command.arguments} ended with {code}: {command.errors}"
            self.note(command)
        self.check()

    def choose(self) -> tuple[str, ...]:
        kind = self.chance.choices(("ingest", "reclean", "compact", "pin", "enrich"), (6, 1, 1, 1, 1))[0]
        match kind:
            case "ingest":
                return ("ingest", "--jobs", "1", *map(str, self.chance.sample(self.inputs, self.chance.randint(1, 3))))
            case "reclean":
                return ("reclean", "--apply", "--site", self.chance.choice(SITES))
            case "compact":
                return ("compact", "--keep-hours", "0")
            case "pin":
                return ("pin", self.chance.choice(SITES), PINNED, "--as", "furniture")
        return ("enrich",)

    def start(self, *arguments: str) -> Command:
        self.started += 1
        out = self.folder / f"{self.started:05}.out"
        return Command(["--archive", str(self.archive), "--json", *arguments], out)

    def note(self, command: Command) -> None:
        said = command.said
        if command.arguments[3] == "ingest" and said and "stored" in said:
            files = [Path(a) for a in command.arguments if a.endswith(".jsonl")]
            for number in (int(path.stem.removeprefix("pages-")) for path in files):
                self.acknowledged |= {str(n) for n in range(number * PAGES, (number + 1) * PAGES)}

    def check(self) -> None:
        from archiver.verifying import verify

        report = verify(self.archive)
        assert report.ok, str(report)
        there = input_ids(self.archive)
        assert len(there) == len(set(there)), "a page is there twice"
        assert self.acknowledged <= set(there), f"lost: {sorted(self.acknowledged - set(there))}"

    def check_the_end(self) -> None:
        """The same inputs once more, and the same pins, make what one undisturbed run makes."""
        for archive in (self.archive, self.folder / "undisturbed"):
            self.archive, disturbed = archive, self.archive
            assert self.start("ingest", *map(str, self.inputs)).wait() == 1
            for site in SITES:
                assert self.start("pin", site, PINNED, "--as", "furniture").wait() == 0
            self.check()
            self.archive = disturbed if archive == disturbed else archive
        there, right = content(self.folder / "archive"), content(self.folder / "undisturbed")
        assert [r["row_id"] for r in there] == [r["row_id"] for r in right]
        assert there == right
        assert set(input_ids(self.archive)) == {str(page(n)["id"]) for n in range(self.files * PAGES)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        soak = Soak(Path(folder), chosen.seed, files=40)
        soak.run(chosen.rounds)
        killed = ", ".join(f"{name} {n}" for name, n in sorted(soak.killed.items()))
        print(f"{chosen.rounds} rounds of two writers, {soak.killed.total()} killed at work ({killed}): "
              f"{len(soak.acknowledged)} acknowledged pages are there, whole, once")  # fmt: skip


if __name__ == "__main__":
    main()
