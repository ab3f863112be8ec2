"""`make bench-warc`: how fast a WARC file in which nothing is an article is passed through, beside fastwarc itself.

Each kind of file is written anew: records as crawls have them (request, response, metadata), none of them an article.
Processor time of one process, median of nine; both in one run, by turns.
"""

from __future__ import annotations

import argparse
import io
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from fastwarc.warc import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archiver.sources import read

KINDS = {
    "images, scripts, redirects, 404s": [
        ("200 OK", "image/jpeg"), ("200 OK", "application/javascript"),
        ("301 Moved", "text/html"), ("404 Not Found", "text/html"),
    ],
    "404 pages only": [("404 Not Found", "text/html; charset=utf-8")],
}  # fmt: skip


def write(path: Path, answers: list[tuple[str, str]], count: int, packed: bool) -> None:
    rng = random.Random(7)
    vocabulary = [bytes(rng.choices(b"abcdefghijklmnoprstuvwy", k=rng.randint(2, 11))) for _ in range(20_000)]
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=packed)
        for number in range(count):
            status, kind = answers[number % len(answers)]
            url = f"https://site{number % 50}.example/{number}"
            body = b" ".join(rng.choices(vocabulary, k=int(rng.lognormvariate(8, 0.8))))
            http = StatusAndHeaders(status, [("Content-Type", kind), ("Server", "nginx")], protocol="HTTP/1.1")
            asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "x")], is_http_request=True)
            for record in (
                writer.create_warc_record(url, "request", payload=io.BytesIO(), http_headers=asked),
                writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=http),
                writer.create_warc_record(url, "metadata", payload=io.BytesIO(b"fetchTimeMs: 3\r\n")),
            ):
                writer.write_record(record)


def own(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in ArchiveIterator(file))


def ours(path: Path) -> int:
    return sum(1 for _ in read([path]))


def seconds(run: Callable[[Path], int], path: Path) -> float:
    began = time.process_time()
    run(path)
    return time.process_time() - began


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--records", type=int, default=4000)
    count = arguments.parse_args().records
    print("| file | MB | fastwarc | archiver | of fastwarc's speed |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for name, answers in KINDS.items():
            for packed in (True, False):
                path = Path(folder) / ("a.warc.gz" if packed else "a.warc")
                write(path, answers, count, packed)
                assert ours(path) == 0 and own(path) == 3 * count
                pairs = [(seconds(own, path), seconds(ours, path)) for _ in range(9)]
                theirs, here = (statistics.median(column) for column in zip(*pairs, strict=True))
                size, form = path.stat().st_size / 1e6, "gzip" if packed else "plain"
                speed = f"{size / theirs:,.0f} MB/s | {size / here:,.0f} MB/s | {theirs / here:.0%}"
                print(f"| {name}, {form} | {size:,.0f} | {speed} |", flush=True)


if __name__ == "__main__":
    main()
