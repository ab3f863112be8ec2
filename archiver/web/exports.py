"""Any result list as a file: CSV, JSON lines, Parquet, or Markdown in a zip."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from archiver.explore.export import write
from archiver.web.listing import ids
from archiver.web.pages import catalogue_of, parameters_of
from archiver.web.selection import EXPORTED, BadRequest, Selection
from archiver.web.stored import whole_rows

FORMATS = {
    "csv": ("csv", "text/csv; charset=utf-8"),
    "jsonl": ("jsonl", "application/x-ndjson"),
    "parquet": ("parquet", "application/vnd.apache.parquet"),
    "zip": ("markdown", "application/zip"),
}
"""Ending of the address to format of `explore.export`, and media type."""


def download(request: Request) -> Response:
    """The first EXPORTED articles of a selection, in its order."""
    ending = request.path_params["ending"]
    if ending not in FORMATS:
        raise HTTPException(404, f"There is no such format; there are {', '.join(FORMATS)} and atom.")
    form, media_type = FORMATS[ending]
    catalogue = catalogue_of(request)
    chosen = ids(catalogue, Selection.of(parameters_of(request)), EXPORTED + 1)
    if len(chosen) > EXPORTED:
        raise BadRequest(f"more than {EXPORTED:,} articles: narrow the search, or use `archiver export` on the archive")
    folder = Path(tempfile.mkdtemp(prefix="archiver-"))
    try:
        write(whole_rows(catalogue, chosen), folder / "articles", form)
        path = _zipped(folder / "articles") if form == "markdown" else folder / "articles"
    except BaseException:
        shutil.rmtree(folder)
        raise
    gone = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
    return FileResponse(path, media_type=media_type, filename=f"articles.{ending}", background=gone)


def _zipped(folder: Path) -> Path:
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for file in sorted(folder.iterdir()):
            out.write(file, file.name)
    return path
