"""What comes in, in files of a few pages; and what an archive of it has to be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SITES = ("fjordposten", "hill weekly", "dale times")
FURNITURE = "Support the {site}: every amount helps. Account 1503 20 45678."
PINNED = "Letters to the editor are welcome at the old address."
PAGES = 3
"""Pages in a file."""


def page(number: int) -> dict[str, Any]:
    """Page `number`, as a line of JSON: every third one an edition of the page before, with other words."""
    site = SITES[number % 3]
    article = number - 3 if number % 9 == 8 else number
    body = [
        f"The council of ward {article} met on day {article * 7 % 31} to speak about the quay.",
        f"Its members could not agree, and number {number} of the minutes says so in {number + 3} words.",
        f"A decision about pier {article % 5} is due before midsummer, said clerk {article}.",
    ]
    text = "\n".join([*body, FURNITURE.format(site=site), PINNED])
    url = f"https://{site.replace(' ', '-')}.example/{article}"
    return {"id": str(number), "site": site, "url": url, "text": text, "fetched_at": f"2024-05-{number % 28 + 1:02}"}


def write_inputs(folder: Path, files: int) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for k in range(files):
        path = folder / f"pages-{k:03}.jsonl"
        lines = [json.dumps(page(n)) for n in range(k * PAGES, (k + 1) * PAGES)]
        path.write_text("\n".join([*lines, "{broken"]) + "\n")
        paths.append(path)
    return paths


NOWHERE = "nothing was fetched"


def input_ids(archive: Path, fetched: str = NOWHERE) -> list[str]:
    """The ids of all captures that the archive has, sorted: each that was acknowledged must be there once.

    fetched: how the addresses begin of pages that are left out.
    """
    from archiver.lake import Lake

    rows = [row for row in Lake.open(archive).scan(["captures", "url"]) if not _is_fetched(row, fetched)]
    return sorted(c["input_id"] for row in rows for c in row["captures"])


def fetched_urls(archive: Path, fetched: str) -> list[str]:
    """The addresses of rows that begin so: a page that was asked for twice has two captures, and one row."""
    from archiver.lake import Lake

    return [row["url"] for row in Lake.open(archive).scan(["url"]) if _is_fetched(row, fetched)]


def _is_fetched(row: dict[str, Any], fetched: str) -> bool:
    return (row["url"] or "").startswith(fetched)


OF_FETCHING = ("fetched_at", "last_fetched_at", "captures", "raw")
"""What a record says of when, and how often, its page was asked for."""


def content(archive: Path, fetched: str = NOWHERE) -> list[dict[str, Any]]:
    """All rows, without when they were stored, where their bytes lie and which of several runs brought them.

    fetched: how the addresses begin of pages that were fetched, whose times of fetching are left out as well.
    """
    from archiver.lake import Lake

    rows = [{k: v for k, v in row.items() if k != "ingested_at"} for row in Lake.open(archive).scan()]
    for row in rows:
        for place in (row, *row["captures"]):
            place["raw"] = place["raw"] and place["raw"]["sha256"]
        if _is_fetched(row, fetched):
            row.update(dict.fromkeys(OF_FETCHING))
    return sorted(rows, key=lambda row: str(row["row_id"]))
