"""The filter behind `archiver extract`: pages in, JSON lines out, nothing stored, memory flat. It needs no click."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import filterfalse
from typing import IO, Any

from archiver.cli.lines import json_line_of_texts, json_lines
from archiver.common.processes import Done
from archiver.errors import InputError
from archiver.records import Capture, Document


def run(
    inputs: tuple[str, ...] = (),
    *,
    jobs: int = 1,
    blocks: bool = False,
    only_text: bool = False,
    names: dict[str, str] | None = None,
) -> Done:
    """Filter the inputs, or standard input where there are none: 0, or 1 where something could not be read.

    jobs: processes. blocks: with each page's blocks. only_text: plain texts instead of JSON, an empty line between.
    names: as in `sources.read`.
    """
    from archiver.sources import read

    gc.set_threshold(300_000, 50, 100)  # a page's objects are freed as they are left; there are next to no cycles
    work = partial(_extracted, blocks=blocks)
    pages = read(inputs or ("-",), stdin=sys.stdin.buffer, names=names)
    if not inputs:
        pages = filterfalse(_is_nothing, pages)
    results = map(work, pages) if jobs == 1 else _spread(work, pages, jobs)
    failed = sum(_write(result, sys.stdout, only_text) for result in results)
    return Done(1 if failed else 0)


def _spread(
    work: Callable[[Capture | InputError], dict[str, Any]], pages: Iterable[Capture | InputError], jobs: int
) -> Iterator[dict[str, Any]]:
    from archiver.engine import Engine, Lost

    with Engine(jobs) as engine:
        for result in engine.map(work, pages):
            if isinstance(result, Lost):
                result = {"error": f"{_name(result.item)}: the page ended the process that read it"}
            yield result


def _is_nothing(page: Capture | InputError) -> bool:
    """Whether standard input was empty: a filter then gives nothing, and has not failed."""
    return isinstance(page, InputError) and page.reason == "empty" and page.origin.path == "-"


def _name(page: Capture | InputError) -> str:
    return str(page.origin)


def _extracted(page: Capture | InputError, *, blocks: bool) -> dict[str, Any]:
    if isinstance(page, InputError):
        return {"error": str(page)}
    return _with_blocks(page) if blocks else _without(page)


def _without(page: Capture) -> dict[str, Any]:
    from archiver.pipeline import Failed, skim

    found = skim(page)
    if isinstance(found, Failed):
        return {"error": str(found.error)}
    return _record(page, found.document, found.text, found.source)


def _with_blocks(page: Capture) -> dict[str, Any]:
    from archiver.cli.explaining import as_json
    from archiver.pipeline import Failed, clean

    found = clean(page)
    if isinstance(found, Failed):
        return {"error": str(found.error)}
    record = _record(page, found.judged.document, found.judged.text, found.source)
    return {**record, "blocks": as_json(found.judged)["blocks"]}


def _record(page: Capture, document: Document, text: str, source: tuple[str, str] | None) -> dict[str, Any]:
    metadata = document.metadata
    evidence = {e.field: e.origin for e in metadata.evidence}
    if source:
        evidence["source"] = source[1]
    language = metadata.language
    if language is None:
        from archiver.enrich.language import detect

        if found := detect(text):
            language, evidence["language"] = found.code, "detected"
    return {
        "id": page.input_id or str(page.origin),
        "url": metadata.url or page.url,
        "text": text,
        "title": metadata.title,
        "authors": list(metadata.authors),
        "date": metadata.published.isoformat() if metadata.published else None,
        "modified": metadata.modified.isoformat() if metadata.modified else None,
        "source": source[0] if source else None,
        "language": language,
        "section": metadata.section,
        "keywords": list(metadata.keywords),
        "description": metadata.description,
        "page_type": document.page_type,
        "evidence": evidence,
    }


def _write(result: dict[str, Any], out: IO[str], only_text: bool) -> int:
    if "error" in result:
        from archiver.cli.context import complain

        complain(result["error"])
        return 1
    out.write(result["text"] + "\n\n" if only_text else _line(result) + "\n")
    return 0


def _line(result: dict[str, Any]) -> str:
    return next(json_lines((result,))) if "blocks" in result else json_line_of_texts(result)
