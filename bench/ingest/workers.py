"""`make bench-workers`: what more workers bring, and what a Dask cluster costs beside them, on text dumps.

Wall clock, so the machine must be quiet; by turns, medians. Start-up (a run over five pages) is taken off, for what is
asked is how the work grows with the workers; it is shown apart. Memory is the greatest resident set of any process of
the run.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
from run import FEW, dumps, write_dumps

ARCHIVER = str(Path(sys.executable).parent / "archiver")


class Watch:
    """Resident sets in MiB, looked at five times a second: of the greatest of some processes, and of those below them.

    now, most: both numbers.
    """

    def __init__(self, roots: list[int]) -> None:
        self.now = self.most = (0.0, 0.0)
        self._roots, self._stop = roots, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._stop.wait(0.2):
            roots, below = [0.0], [0.0]
            for root in self._roots:
                with contextlib.suppress(psutil.Error):
                    process = psutil.Process(root)
                    roots.append(process.memory_info().rss / 2**20)
                    below += [child.memory_info().rss / 2**20 for child in process.children(recursive=True)]
            self.now = max(roots), max(below)
            self.most = max(self.most[0], self.now[0]), max(self.most[1], self.now[1])


@contextlib.contextmanager
def cluster(workers: int) -> Iterator[tuple[str, list[int]]]:
    """A scheduler with so many workers on loopback, of one thread each."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "scheduler.json")
        dask = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0"]
        worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", str(file), "--nthreads", "1"]
        worker += ["--no-dashboard", "--no-nanny", "--local-directory", folder]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        started = [subprocess.Popen([*dask, "--no-dashboard", "--scheduler-file", str(file)], **quiet)]  # type: ignore[call-overload]
        started += [subprocess.Popen(worker, **quiet) for _ in range(workers)]  # type: ignore[call-overload]
        try:
            while not (file.exists() and file.read_text().endswith("}")):
                time.sleep(0.1)
            time.sleep(3)  # until the workers have found it
            yield json.loads(file.read_text())["address"], [process.pid for process in started]
        finally:
            for process in started:
                process.kill()
                process.wait()


def run(source: Path, how: list[str], beside: list[int]) -> tuple[float, float]:
    """(seconds, MiB) of one run."""
    with tempfile.TemporaryDirectory() as out:
        command = [ARCHIVER, "ingest", "--json", "--without", "people", *how, "-a", str(Path(out, "a")), str(source)]
        start = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        with Watch([process.pid, *beside]) as watch:
            if process.wait():
                sys.exit(f"{' '.join(command)}: exit code {process.returncode}")
        return time.monotonic() - start, max(watch.most)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--folds", type=int, default=2, help="so many times 2,000 pages")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, cluster(options.workers) as (address, pids):
        few, every = Path(folder, "few.jsonl"), Path(folder, "all.jsonl")
        pages = [(f"{fold}-{site}", f"{fold} {text}") for fold in range(options.folds) for site, text in dumps()]
        write_dumps(few, pages[:FEW])
        write_dumps(every, pages)
        ways = {
            "1 process": ["-j", "1"],
            f"{options.workers} processes": ["-j", str(options.workers)],
            f"Dask, {options.workers} workers": ["--scheduler", address],
        }
        found: dict[str, list[tuple[float, float, float]]] = {way: [] for way in ways}
        for _ in range(options.times):
            for way, how in ways.items():
                beside = pids[1:] if "--scheduler" in how else []
                once, _size = run(few, how, beside)
                seconds, size = run(every, how, beside)
                found[way].append((seconds - once, once, size))
    print(f"\n| {len(pages):,} dumps | s | pages/s | times one | five pages, s | MiB in a process |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    base = statistics.median(seconds for seconds, _, _ in found["1 process"])
    for way, runs in found.items():
        seconds, once, size = (statistics.median(column) for column in zip(*runs, strict=True))
        print(
            f"| {way} | {seconds:.1f} | {len(pages) / seconds:.0f} | {base / seconds:.2f} | {once:.1f} | {size:.0f} |"
        )


if __name__ == "__main__":
    main()
