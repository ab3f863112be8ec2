"""What a process needs for its first page, loaded: modules, lexicons, models.

A worker that loads them while it is at a page has that in the page's time.
"""

from __future__ import annotations

from functools import cache

# So short that the n-grams' model is asked for its language.
TEXT = """The night ferry is back in the harbour

The ferry left the harbour on Monday for the first time since the storm, and the mayor said that it would go on
until the end of the summer, when the bridge is to be open again.

Share this on Facebook"""


@cache
def load() -> None:
    """Take a dump and a page the whole way. Once in a process."""
    from archiver.duplicates import sketch
    from archiver.ingesting import mapping, reducing  # noqa: F401
    from archiver.lake.parquet.packing import packed
    from archiver.lake.rows.schema import to_table
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
