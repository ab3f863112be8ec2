"""What was acknowledged is there, whole, once: whatever is killed, fails, is full or may not be written."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from archives import PAGES, input_ids, page, write_inputs
from commands import Command
from soak import KINDS, Soak

from archiver.lake import Lake
from archiver.verifying import verify

HERE = Path(__file__).parent


def test_two_writers_killed_at_random_instants(tmp_path: Path) -> None:
    """A few of the rounds of `make soak`."""
    few = {kind: often for kind, often in KINDS.items() if kind not in ("poll", "fetch")}  # these take seconds to start
    soak = Soak(tmp_path, seed=1, files=6, kinds=few)
    soak.run(6)
    assert soak.started > 12


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of one file, with a second file to come."""
    folder = tmp_path_factory.mktemp("begun")
    write_inputs(folder / "inputs", 3)
    assert ingest(folder, folder, 0).wait() == 1
    return folder


def run(folder: Path, *arguments: str, **more: object) -> Command:
    return Command(["--archive", str(folder / "archive"), "--json", *arguments], folder / "out", **more)  # type: ignore[arg-type]


def ingest(begun: Path, folder: Path, number: int, **more: object) -> Command:
    """Into the archive of `folder`, from the inputs of `begun`."""
    return run(folder, "ingest", "--jobs", "1", str(begun / "inputs" / f"pages-{number:03}.jsonl"), **more)


def ids(*files: int) -> list[str]:
    return sorted(str(page(n)["id"]) for file in files for n in range(file * 3, file * 3 + 3))


@pytest.mark.parametrize("command", [("enrich",), ("compact",), ("poll",), ("fetch", "--quiet")])
def test_any_command_that_writes_finishes_what_a_killed_run_has_left(
    begun: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """Killed between its commit and the marks of near-duplicates."""
    folder = Path(shutil.copytree(begun, tmp_path / "x"))
    whole = Path(shutil.copytree(begun, tmp_path / "whole"))
    for place in (folder, whole):
        write_copies(place / "again.jsonl")
    run(folder, "ingest", "--jobs", "1", str(folder / "again.jsonl"), setup=ended_before_marking).wait()
    assert run(whole, "ingest", "--jobs", "1", str(whole / "again.jsonl")).wait() == 0
    assert marks(folder) == [] and len(marks(whole)) == 3
    assert run(folder, *command).wait() == 0
    assert marks(folder) == marks(whole)


def write_copies(path: Path) -> None:
    """The first pages, each as another site has it."""
    pages = [
        {**page(n), "id": f"copy {n}", "site": f"copier {n}", "url": f"https://copier-{n}.example/"}
        for n in range(PAGES)
    ]
    path.write_text("".join(json.dumps(one) + "\n" for one in pages))


def ended_before_marking() -> None:
    from archiver import marking

    marking.mark_near_duplicates = lambda *_, **__: os._exit(77)  # type: ignore[assignment,misc]


def marks(folder: Path) -> list[tuple[str, str]]:
    rows = Lake.open(folder / "archive").scan(["id", "near_duplicate_of"])
    return sorted((row["id"], row["near_duplicate_of"]) for row in rows if row["near_duplicate_of"])


# ── a disk that is full, or may not be written ────────────────────────────────────────────────


def no_file_larger(limit: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


@pytest.mark.parametrize("limit", [0, 300, 4096, 20_000, 66_000])
def test_files_that_cannot_grow(begun: Path, tmp_path: Path, limit: int) -> None:
    """The kernel refuses to write on, also to Delta and SQLite."""
    folder = Path(shutil.copytree(begun, tmp_path / "x"))
    full = ingest(begun, folder, 1, setup=partial(no_file_larger, limit))
    assert full.wait() == 1
    assert input_ids(folder / "archive") in (ids(0), ids(0, 1))
    again = ingest(begun, folder, 1)
    assert again.wait() == 1 and again.said, again.errors
    assert input_ids(folder / "archive") == ids(0, 1)
    assert verify(folder / "archive").ok


MOUNTED = """
set -e
mount -t tmpfs -o size=$1 tmpfs "$2"
cp -r "$3/." "$2"
shift 3
exec "$@"
"""


def on_a_small_disk(begun: Path, tmp_path: Path, size: str, script: str) -> str:
    """Run a script of Python in a mount namespace of its own, in which the archive lies on a small disk."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["unshare", "-rm", "sh", "-c", MOUNTED, "sh", size, str(disk), str(begun), sys.executable, "-c", script]
    done = subprocess.run([*command, str(disk)], capture_output=True, text=True, cwd=HERE, env=os.environ)
    assert done.returncode == 0, done.stderr
    return done.stdout


FULL = """
import subprocess, sys
from pathlib import Path
disk = Path(sys.argv[1])
def archiver(*arguments):
    done = subprocess.run([sys.executable, "-m", "archiver", "-a", str(disk / "archive"), "--json", *arguments],
                          capture_output=True, text=True)
    assert "Traceback" not in done.stderr and "internal error" not in done.stderr, done.stderr
    return done
ballast = disk / "ballast"
free = __import__("shutil").disk_usage(disk).free
ballast.write_bytes(b"x" * (free - int(sys.argv[2]) if len(sys.argv) > 2 else free - 30_000))
full = archiver("ingest", "--jobs", "1", *map(str, sorted((disk / "inputs").glob("*"))))
assert full.returncode == 1 and not full.stdout, full.stdout + full.stderr
assert "space" in full.stderr or "full" in full.stderr, full.stderr
ballast.unlink()
assert archiver("verify").returncode == 0, archiver("verify").stdout
again = archiver("ingest", "--jobs", "1", *map(str, sorted((disk / "inputs").glob("*"))))
assert '"stored": 0' not in again.stdout and archiver("verify").returncode == 0, again.stderr
print(archiver("verify").stdout)
"""

READ_ONLY = """
import json, subprocess, sys
from pathlib import Path
sys.path.append("..")
from command_line import run
disk = Path(sys.argv[1])
subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
def archiver(*arguments):
    done = run("-a", disk / "archive", "--json", *arguments)
    assert "internal error" not in done.err, done.err
    return done
article = archiver("query", "SELECT id, url FROM articles ORDER BY id LIMIT 1").out
found = json.loads(article.splitlines()[0])
for command in (["show"], ["show", found["url"]], ["explain", found["id"]], ["runs"], ["quarantine"], ["verify"],
                ["site", "fjordposten"], ["query", "SELECT 1"]):
    done = archiver(*command)
    assert done.code == 0, (command, done.err)
for command in (["ingest", str(disk / "inputs" / "pages-001.jsonl")], ["compact"], ["reclean", "--apply"],
                ["pin", "fjordposten", "x", "--as", "content", "--ahead"], ["enrich"], ["verify", "--repair"],
                ["fetch", "https://a.example/"], ["poll"], ["follow", "https://a.example/feed"]):
    done = archiver(*command)
    assert done.code == 1 and "ead-only" in done.err, (command, done.err)
print("sound")
"""


def test_a_full_disk(begun: Path, tmp_path: Path) -> None:
    assert '"rows": 9' in on_a_small_disk(begun, tmp_path, "4m", FULL)


def test_a_read_only_disk_can_be_read(begun: Path, tmp_path: Path) -> None:
    assert "sound" in on_a_small_disk(begun, tmp_path, "4m", READ_ONLY)


def test_without_a_place_for_temporary_files(begun: Path, tmp_path: Path) -> None:
    """A full /tmp, or none: what is stored needs none."""
    folder = Path(shutil.copytree(begun, tmp_path / "x"))
    environment = {**os.environ, "TMPDIR": str(tmp_path / "nowhere"), "SQLITE_TMPDIR": str(tmp_path / "nowhere")}
    path = str(folder / "inputs" / "pages-001.jsonl")
    command = [sys.executable, "-m", "archiver", "-a", str(folder / "archive"), "ingest", "--jobs", "1", path]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.returncode == 1 and "3 stored" in done.stdout, done.stderr
    assert input_ids(folder / "archive") == ids(0, 1)
