"""`make fuzz-bytes`: atheris (libFuzzer) looks for bytes at which a reader raises what it should not.

    python tests/fuzz/run.py [--seconds 60] [TARGET...]

Each target in a process of its own, since libFuzzer ends it. Finds go to build/fuzz/TARGET/ beside what was learned;
one that was mended is kept in tests/cases/fuzz/TARGET/, where test_found.py reads it in every run of the tests.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SEEDS = {
    "feed": [b"<rss version='2.0'><channel><title>t</title><item><guid>1</guid><description>d</description></item>",
             b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "content_html": "<p>x"}]}'],
    "sitemap": [b"<urlset><url><loc>https://a.example/1</loc><lastmod>2024-01-01</lastmod></url></urlset>"],
    "robots": [b"User-agent: *\nDisallow: /a\nSitemap: https://a.example/s.xml\n"],
    "wordpress": [b'[{"id": 1, "link": "https://a.example/1", "content": {"rendered": "<p>x"}, "_embedded": {}}]'],
    "jsonl": [b'{"url": "https://a.example/1", "html": "PHA+eA==", "fetched_at": "2024-01-01T00:00:00Z"}\n'],
    "csv": [b'id,text,date\n1,"a, b\nc",2024-01-01\n2;d\n'],
    "settings": [b'[pins."a.example"]\ncontent = ["x"]\n[limits]\npage_seconds = 60\n'],
}  # fmt: skip
CASES = ROOT / "tests/cases"
FOLDERS = {"warc": ("bad-input/warc-*",), "packed-warc": ("bad-input/warc-*",), "feed": ("bad-input/feeds-*", "feeds")}


def corpus(target: str) -> Path:
    """The target's folder, with seeds to begin from."""
    folder = ROOT / "build/fuzz" / target
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(SEEDS.get(target, [])):
        (folder / f"seed-{number}").write_bytes(seed)
    for place in (folder for pattern in FOLDERS.get(target, ()) for folder in CASES.glob(pattern)):
        for path in place.rglob("*"):
            if path.is_file() and path.suffix != ".json" and path.stat().st_size < 1 << 16:
                (folder / f"{place.name}-{path.name}").write_bytes(path.read_bytes())
    return folder


def fuzz(target: str, arguments: list[str]) -> None:
    """In this process, until it is ended. Does not return."""
    import atheris  # type: ignore[import-not-found, unused-ignore]

    with atheris.instrument_imports(include=["archiver.sources", "archiver.settings"]):
        from targets import TARGETS
    atheris.Setup([target, *arguments], TARGETS[target])
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--in-this-process", nargs="*", help=argparse.SUPPRESS)
    given, rest = parser.parse_known_args()
    if given.in_this_process is not None:
        fuzz(given.targets[0], rest)
    from targets import TARGETS

    found = []
    for target in given.targets or TARGETS:
        folder = corpus(target)
        limits = [f"-max_total_time={given.seconds}", "-timeout=20", "-rss_limit_mb=2000", "-max_len=20000"]
        output = [f"-artifact_prefix={folder}/found-", "-print_final_stats=1", "-verbosity=0"]
        command = [sys.executable, __file__, target, "--in-this-process", *limits, *output, str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        runs = next((line.split()[-1] for line in done.stderr.splitlines() if "number_of_executed" in line), "?")
        print(f"{target}: {runs} runs, {'found something' if done.returncode else 'nothing found'}", flush=True)
        if done.returncode:
            found.append(target)
            print("\n".join(done.stderr.splitlines()[-40:]), flush=True)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
