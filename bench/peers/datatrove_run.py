"""WARC files to Parquet with datatrove: the pipeline of its own examples, one task, in this process.

Runs in the peers' environment (`make bench-setup`), not in archiver's.
"""

from __future__ import annotations

import sys
from pathlib import Path

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.extractors import Trafilatura
from datatrove.pipeline.readers import WarcReader
from datatrove.pipeline.writers import ParquetWriter

if __name__ == "__main__":
    warc, out = map(Path, sys.argv[1:])
    steps = [
        WarcReader(str(warc.parent), glob_pattern=warc.name, default_metadata={}),
        Trafilatura(favour_precision=True, timeout=10),
        ParquetWriter(str(out / "parquet")),
    ]
    LocalPipelineExecutor(pipeline=steps, tasks=1, logging_dir=str(out / "logs")).run()
