"""Imported by the process that workers of an ingest are forked from: what each of them would load is loaded once.

That process must have no threads when it forks, for a child has none of them and may find their locks locked. So
numpy's BLAS and Arrow's jemalloc, which both start one as they are imported, are told not to.
"""

from __future__ import annotations

import gc
import os
import signal
from contextlib import suppress

from archiver.common import processes
from archiver.ingesting.loaded import load

signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the command's
os.environ.update(OPENBLAS_NUM_THREADS="1", JE_ARROW_MALLOC_CONF="background_thread:false")
processes.set_up()
with suppress(Exception):  # workers that are cold work too, and say what is wrong
    load()
gc.freeze()  # the collector leaves it alone, so that workers go on sharing its memory
