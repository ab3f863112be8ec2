"""An address that cannot be taken apart is no reason to lose its page, or those beside it."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from command_line import run

BODY = [f"The harbour bridge reopened on Friday after {n} years of repairs, the council said." for n in range(5)]
DUMP = "\n\n".join(["Harbour bridge reopens", "By Anna Smith", "3 May 2024", *BODY])
HTML = f"<html><title>Harbour bridge reopens</title><h1>Harbour bridge reopens</h1><p>{'<p>'.join(BODY)}</html>"


@pytest.mark.parametrize("url", ["http://[harbour-bridge-reopens/1", "https://exa\u2100mple.org/harbour-bridge-reopens"])
def test_pages_at_no_address_are_stored_with_it(tmp_path: Path, url: str) -> None:
    pages = [{"text": DUMP, "url": url}, {"html": base64.b64encode(HTML.encode()).decode(), "url": url + "2"},
             {"text": f"{DUMP}\n\n{url}3", "id": "in the text"}]  # fmt: skip
    (tmp_path / "pages.jsonl").write_text("\n".join(map(json.dumps, pages)))
    (tmp_path / "dump.txt").write_text(DUMP.replace("By Anna", f"{url}4\nBy Anna"))
    done = run("-a", tmp_path / "a", "ingest", tmp_path / "pages.jsonl", tmp_path / "dump.txt")
    assert (done.code, done.err) == (0, "")
    found = run("-a", tmp_path / "a", "--json", "query", "SELECT title, url FROM articles").out
    assert [json.loads(line)["title"] for line in found.splitlines()] == ["Harbour bridge reopens"] * 4
