"""An export in several files of so many rows each, as Hugging Face `datasets` and Spark read them side by side.

Of the target "corpus/train.parquet" they are corpus/train-00000-of-00012.parquet and so on. They are written in a
folder beside it and put in place when all are there; those of an earlier export of that name go.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa


def write_shards(
    batches: Iterator[pa.RecordBatch], target: Path, rows: int, write: Callable[[Iterator[pa.RecordBatch], Path], int]
) -> tuple[int, list[Path]]:
    """Write rows into files of `rows` each, the last of what is left: how many rows, and the files. write: what writes
    one file and gives how many rows it has. Raises OSError."""
    stem, endings = _parted(target)
    folder = target.with_name(f".{target.name}.{os.getpid()}.partial")
    folder.mkdir()
    try:
        made = list[Path]()
        count = 0
        for shard in _shards(batches, rows):
            made.append(folder / f"{len(made):05}{endings}")
            count += write(shard, made[-1])
        for old in _of_an_earlier_export(target):
            old.unlink()
        names = [target.with_name(f"{stem}-{n:05}-of-{len(made):05}{endings}") for n in range(len(made))]
        for file, name in zip(made, names, strict=True):
            file.replace(name)
        return count, names
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _parted(target: Path) -> tuple[str, str]:
    """ "train.jsonl.gz" -> "train", ".jsonl.gz"."""
    stem, dot, endings = target.name.partition(".")
    return stem, dot + endings


def _of_an_earlier_export(target: Path) -> list[Path]:
    stem, endings = _parted(target)
    name = re.compile(rf"{re.escape(stem)}-\d{{5,}}-of-\d{{5,}}{re.escape(endings)}")
    return [path for path in target.parent.iterdir() if name.fullmatch(path.name)]


def _shards(batches: Iterator[pa.RecordBatch], rows: int) -> Iterator[Iterator[pa.RecordBatch]]:
    """Batches parted after each so many rows; of none one shard without a row. Each has to be read before the next."""
    held = next(batches, None)
    begun = False
    while held is not None or not begun:
        begun = True

        def shard() -> Iterator[pa.RecordBatch]:
            nonlocal held
            left = rows
            while held is not None and left:
                batch, held = held.slice(0, left), held.slice(left)
                left -= batch.num_rows
                if not held.num_rows:
                    held = next(batches, None)
                yield batch

        yield shard()
