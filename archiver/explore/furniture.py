"""How much of each site's pages was furniture: sums over the files of the table, each file read once.

A file never changes and is named by its content, so what it adds up to is kept in derived/ under its name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archiver.explore.statistics import Furniture
from archiver.lake.files.derived import folder, write

if TYPE_CHECKING:
    from archiver.lake import Lake

FORMAT = 1
COLUMNS = ["site", "is_current", "blocks.list.element.text", "blocks.list.element.kept"]

Sums = Mapping[str, tuple[int, int, int]]
"""By site ("" for none): current pages, characters of all their blocks, and of the removed ones."""


def shares(lake: Lake) -> list[Furniture]:
    """Every site, those of most pages first."""
    total: dict[str, tuple[int, int, int]] = {}
    for sums in _of_files(lake).values():
        for site, (pages, characters, removed) in sums.items():
            before = total.get(site, (0, 0, 0))
            total[site] = (before[0] + pages, before[1] + characters, before[2] + removed)
    found = [Furniture(s or None, n, removed / max(1, characters)) for s, (n, characters, removed) in total.items()]
    return sorted(found, key=lambda f: (-f.pages, f.site or ""))


def _of_files(lake: Lake) -> dict[str, Sums]:
    path = folder(lake.path) / "furniture.json"
    files, known = lake.table.files(), _known(path)
    sums = {name: known.get(name) or sums_of(lake.table.path / name) for name in files}
    if sums.keys() != known.keys():
        write(path, json.dumps({"format": FORMAT, "files": sums}))
    return sums


def _known(path: Path) -> dict[str, Sums]:
    try:
        stored = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return dict(stored["files"]) if isinstance(stored, dict) and stored.get("format") == FORMAT else {}


def sums_of(path: Path) -> Sums:
    """What a file's current rows add up to."""
    import pyarrow.parquet as pq

    found: dict[str, tuple[int, int, int]] = {}
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(1024, columns=COLUMNS):
            for site, characters, removed in _pages(batch.filter(batch["is_current"])):
                before = found.get(site, (0, 0, 0))
                found[site] = (before[0] + 1, before[1] + characters, before[2] + removed)
    return found


def _pages(rows: Any) -> Iterator[tuple[str, int, int]]:
    """Site, characters of all blocks, and of the removed ones, for each row of a batch."""
    import numpy as np
    import pyarrow.compute as pc

    blocks = pc.list_flatten(rows["blocks"])
    lengths = pc.utf8_length(pc.struct_field(blocks, "text")).to_numpy(zero_copy_only=False)
    kept = pc.struct_field(blocks, "kept").to_numpy(zero_copy_only=False).astype(bool)
    ends = np.cumsum(pc.fill_null(pc.list_value_length(rows["blocks"]), 0).to_numpy(zero_copy_only=False))
    edges = np.concatenate([[0], ends]).astype(np.int64)
    of_all, of_removed = (np.concatenate([[0], np.cumsum(n)])[edges] for n in (lengths, lengths * ~kept))
    sites = rows["site"].to_pylist()
    both = zip(sites, np.diff(of_all).tolist(), np.diff(of_removed).tolist(), strict=True)
    return ((site or "", int(characters), int(removed)) for site, characters, removed in both)
