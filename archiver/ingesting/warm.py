"""Imported by the process that workers of an ingest are forked from: what each of them would load is loaded once.

That process must have no threads when it forks, for a child has none of them and may find their locks locked. So
numpy's BLAS and Arrow's jemalloc, which both start one as they are imported, are told not to.
"""

from __future__ import annotations

import gc
import os
import signal
from contextlib import suppress

from archiver import processes

# So short that the n-grams' model is asked for its language.
TEXT = """The night ferry is back in the harbour

The ferry left the harbour on Monday for the first time since the storm, and the mayor said that it would go on
until the end of the summer, when the bridge is to be open again.

Share this on Facebook"""


def _warm() -> None:
    """Take a dump and a page the whole way, so that modules, lexicons and models are there."""
    from archiver.duplicates import sketch
    from archiver.ingesting import mapping, reducing  # noqa: F401
    from archiver.lake.packing import packed
    from archiver.lake.schema import to_table
    from archiver.marking import tasks  # noqa: F401
    from archiver.pipeline import Cleaned, clean, enrich
    from archiver.records import Capture, Origin

    html = "".join(f"<p>{line}</p>" for line in TEXT.splitlines())
    page = f"<html><body>{html}</body></html>".encode()
    for capture in (Capture("text", TEXT, Origin("warm")), Capture("html", page, Origin("warm"))):
        if isinstance(done := clean(capture), Cleaned):
            enrich(done.judged, None, frozenset({"language", "topics"}), {})
    sketch.sketches([TEXT])
    packed(to_table([]))


signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the command's
os.environ.update(OPENBLAS_NUM_THREADS="1", JE_ARROW_MALLOC_CONF="background_thread:false")
processes.set_up()
with suppress(Exception):  # workers that are cold work too, and say what is wrong
    _warm()
gc.freeze()  # the collector leaves it alone, so that workers go on sharing its memory
