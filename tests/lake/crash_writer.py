"""The process that test_crash.py kills: commits batch after batch and says the number of each one stored."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from lake_rows import row

BATCH = 5


def raw_body(number: int) -> bytes:
    return f"<p>the bytes of page {number}</p>".encode() * 50


def main(archive: Path, batch: int) -> None:
    from archiver.lake import Lake
    from archiver.records import Capture, Origin

    lake = Lake.open(archive, create=True)
    while True:
        numbers = range(batch * BATCH, (batch + 1) * BATCH)
        with lake.writing() as writer:
            with lake.raw_writer() as raw:
                places = {n: raw.write(Capture("html", raw_body(n), Origin(f"{n}.html"))) for n in numbers}
            writer.commit([row(n, raw=places[n]) for n in numbers])
        print(batch, flush=True)
        batch += 1


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
