"""Two writers at a time, killed at random instants, again and again (`make soak`).

Each round starts two of the commands of KINDS on one archive and kills one of them, or both, with what they started, at
a random instant. After each round the archive is verified, and every page whose command said its summary must be
there, once. In the end everything comes in again, and the archive must be, row for row, the one that a single
undisturbed run makes.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from archives import PAGES, PINNED, SITES, content, fetched_urls, input_ids, page, write_inputs
from commands import Command
from newspaper import Newspaper

KINDS = {"ingest": 6, "poll": 2, "fetch": 2, "reclean": 1, "compact": 1, "pin": 1, "enrich": 1}
"""The commands, and how often each is chosen beside the others."""
POLITE = ("--allow-private", "--delay", "0", "--quiet")


@dataclass
class Soak:
    """folder: where archive and inputs lie. killed: commands that were killed alive, by name."""

    folder: Path
    seed: int
    files: int = 16
    kinds: dict[str, int] = field(default_factory=lambda: dict(KINDS))
    killed: Counter[str] = field(default_factory=Counter)
    acknowledged: set[str] = field(default_factory=set)
    """Ids and addresses of pages whose command said its summary."""

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.inputs = write_inputs(self.folder / "inputs", self.files)
        self.archive = self.folder / "archive"
        self.newspaper = Newspaper()
        self.started = self.rounds = 0
        self.seconds: dict[str, float] = {}
        """What a command of each kind takes on this machine, undisturbed."""

    def run(self, rounds: int, minutes: float = 1e9) -> None:
        """So many rounds, or fewer where the time is over. The instants lie within what a command takes by itself."""
        until = time.monotonic() + 60 * minutes
        for arguments in self.first():
            begun = time.monotonic()
            self.ended(self.start(*arguments))
            self.seconds[arguments[0]] = time.monotonic() - begun
        while self.rounds < rounds and time.monotonic() < until:
            self.round()
            self.rounds += 1
            print(f"\r{self.rounds} rounds, {self.killed.total()} killed", end="", file=sys.stderr, flush=True)
        self.check_the_end()
        self.newspaper.close()

    def first(self) -> Iterator[tuple[str, ...]]:
        """One command of each kind."""
        for _ in range(2):  # the first also starts the server that the others are forked from
            yield ("ingest", "--jobs", "1", str(self.inputs[0]))
        if "poll" in self.kinds:
            yield ("follow", *POLITE, self.newspaper.feed)
        yield from (self.command(kind) for kind in self.kinds if kind != "ingest")

    def round(self) -> None:
        two = [self.start(*self.choose()) for _ in range(2)]
        begun = time.monotonic()
        victims = two if self.chance.random() < 0.3 else self.chance.sample(two, 1)
        instants = [self.chance.random() * self.seconds[command.arguments[3]] for command in victims]
        for at, command in sorted(zip(instants, victims, strict=True), key=lambda pair: pair[0]):
            time.sleep(max(0.0, begun + at - time.monotonic()))
            if command.kill():
                self.killed[command.arguments[3]] += 1
        for command in two:
            self.ended(command)
        self.check()

    def choose(self) -> tuple[str, ...]:
        (kind,) = self.chance.choices(list(self.kinds), list(self.kinds.values()))
        return self.command(kind)

    def command(self, kind: str) -> tuple[str, ...]:
        match kind:
            case "ingest":
                return ("ingest", "--jobs", "1", *map(str, self.chance.sample(self.inputs, self.chance.randint(1, 3))))
            case "poll":
                return ("poll", "--now", *POLITE)
            case "fetch":
                return ("fetch", *POLITE, *self.chance.sample(self.newspaper.pages, self.chance.randint(1, 3)))
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

    def ended(self, command: Command) -> None:
        """It did what it had to, or was killed; what it said is noted."""
        code, kind = command.wait(), command.arguments[3]
        right = 1 if kind == "ingest" else 0  # one line of each input is broken
        assert code in (right, -signal.SIGKILL), f"{command.arguments} ended with {code}: {command.errors}"
        if not command.said or "stored" not in command.said:
            return
        match kind:
            case "ingest":
                files = [Path(a) for a in command.arguments if a.endswith(".jsonl")]
                for number in (int(path.stem.removeprefix("pages-")) for path in files):
                    self.acknowledged |= {str(n) for n in range(number * PAGES, (number + 1) * PAGES)}
            case "poll":
                self.acknowledged |= set(self.newspaper.stories)
            case "fetch":
                self.acknowledged |= {a for a in command.arguments if a.startswith(self.newspaper.base)}

    def check(self) -> None:
        from archiver.verifying import verify

        report = verify(self.archive)
        assert report.ok, str(report)
        there = [*input_ids(self.archive, self.newspaper.base), *fetched_urls(self.archive, self.newspaper.base)]
        assert len(there) == len(set(there)), "a page is there twice"
        assert self.acknowledged <= set(there), f"lost: {sorted(self.acknowledged - set(there))}"

    def check_the_end(self) -> None:
        """The same inputs once more, and the same pins, make what one undisturbed run makes."""
        for archive in (self.archive, self.folder / "undisturbed"):
            self.archive, disturbed = archive, self.archive
            for arguments in self.everything():
                self.ended(self.start(*arguments))
            self.check()
            self.archive = disturbed if archive == disturbed else archive
        there, right = (content(self.folder / name, self.newspaper.base) for name in ("archive", "undisturbed"))
        assert [r["row_id"] for r in there] == [r["row_id"] for r in right]
        assert there == right
        pages = {str(page(n)["id"]) for n in range(self.files * PAGES)}
        assert set(input_ids(self.archive, self.newspaper.base)) == pages

    def everything(self) -> Iterator[tuple[str, ...]]:
        yield ("ingest", *map(str, self.inputs))
        if "poll" in self.kinds:
            yield ("follow", *POLITE, self.newspaper.feed)
            yield ("poll", "--now", *POLITE)
        if "fetch" in self.kinds:
            yield ("fetch", *POLITE, *self.newspaper.pages)
        yield from (("pin", site, PINNED, "--as", "furniture") for site in SITES)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--minutes", type=float, default=1e9, help="no round begins later")
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        soak = Soak(Path(folder), chosen.seed, files=40)
        soak.run(chosen.rounds, chosen.minutes)
        killed = ", ".join(f"{name} {n}" for name, n in sorted(soak.killed.items()))
        print(f"\n{soak.rounds} rounds of two writers, {soak.killed.total()} killed at work ({killed}): "
              f"{len(soak.acknowledged)} acknowledged pages are there, whole, once")  # fmt: skip


if __name__ == "__main__":
    main()
