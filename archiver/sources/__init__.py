"""Sources: files, archives and streams come in; each page in them leaves as a `Capture`.

    naming.py     what a person named (paths, folders, globs, "-") becomes a list of openable inputs
    item.py       an opened input, and what the user said of all; limits.py, progress.py: how much, how far
    streams.py    the bytes of an input, unpacked, counted and kept within limits
    sniff.py      which form the bytes have: asked of the bytes first, of the name second
    members.py    archives (.zip, .tar, .wacz) and what lies in them
    charset.py    bytes of a text become a str, and what had to be guessed is said; narrowing.py: UTF-16 and 32
    dumps.py      text files of one article or of many; separators.py: where one ends; sites.py: whose they are
    jsonl.py      JSON pages, one a line or in a list; json_values.py: one after the other
    tables.py     tables of pages: CSV, TSV; columnar.py: Parquet, Arrow; xml_records.py: XML
    named_fields.py what an object or a row states of a page; field_names.py: what others call its fields
    mail.py       newsletters: mailboxes, letters
    warc.py       WARC and WET records; arc.py: the form before; warc_records.py, window.py: on behind damage
    whole_records.py   of our own WARC files all records that are whole, for repair
    content.py      HTTP transfer and content codings of their pages
    saved.py      pages as a browser saved them (.html, .mhtml)
    nesting.py      HTML that is nested too deep for any parser
    feed_files.py   feeds whose entries hold whole articles
    reading.py    all of it, joined: `read`
    slices.py     inputs cut into tasks that any process can do
    feeds/        feeds, sitemaps, WordPress: how sites say what they have published
    fetch/        pages fetched politely

Nothing is imported until it is asked for, for the command line must start fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archiver.sources.limits import Limits
    from archiver.sources.progress import Progress, measure
    from archiver.sources.reading import read

__all__ = ["Limits", "Progress", "measure", "read"]

_HOMES = {"Limits": "limits", "Progress": "progress", "measure": "progress", "read": "reading"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
