"""`archiver pin`, `site` and `show`: what a person decides, said, listed and taken back; and typing errors."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from sites import BACKGROUND, FOOTERS, dump
from test_order import store

from archiver.cli import main
from archiver.lake import Lake
from archiver.pinning import near_names
from archiver.settings import load

CLOSED = FOOTERS["Fjordposten"][3]
GIFT = FOOTERS["Fjordposten"][1]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    store([dump(n) for n in range(12)], tmp_path)
    return tmp_path


def run(archive: Path, *arguments: str) -> tuple[int, str]:
    """Exit code, and all that the command prints."""
    said = io.StringIO()
    with pytest.raises(SystemExit) as end, redirect_stdout(said), redirect_stderr(said):
        main(["-a", str(archive), *arguments])
    assert isinstance(end.value.code, int)
    return end.value.code, said.getvalue()


def told(archive: Path, *arguments: str) -> Any:
    code, output = run(archive, "--json", *arguments)
    assert code == 0, output
    return json.loads(output)


def kept(archive: Path, line: str) -> int:
    return sum(line in row["text"].split("\n") for row in Lake.open(archive).scan())


def test_a_pin_is_made_listed_and_taken_back(archive: Path) -> None:
    before = {row["row_id"]: row["text"] for row in Lake.open(archive).scan()}
    made = told(archive, "pin", "fjordposten", CLOSED, "--as", "content")
    assert (made["pages"], made["changed"], kept(archive, CLOSED)) == (12, 12, 12)
    assert told(archive, "pin") == {"site": "fjordposten", "text": CLOSED, "kind": "content", "pages": 12}
    assert told(archive, "site", "fjordposten")["pins"] == [told(archive, "pin", "fjordposten")]
    assert CLOSED in run(archive, "pin")[1] and "Pinned:" in run(archive, "site", "fjordposten")[1]
    back = told(archive, "pin", "fjordposten", CLOSED, "--remove")
    assert (back["changed"], back["removed"]) == (12, True)
    assert {row["row_id"]: row["text"] for row in Lake.open(archive).scan()} == before
    assert not (archive / "archiver.toml").read_text().strip()
    assert [line.count("pin") for line in run(archive, "runs")[1].splitlines() if " pin " in line] == [1, 1]


def test_an_unknown_site_or_block_pins_nothing_and_says_what_is_near(archive: Path) -> None:
    code, output = run(archive, "pin", "fjord-posten.example", CLOSED, "--as", "content")
    assert code == 1 and "no pages of a site 'fjord-posten.example' here; near: fjordposten" in output
    code, output = run(archive, "pin", "fjordposten", GIFT[:20], "--as", "content")
    assert code == 1 and f'"{GIFT}" (pages: 12)' in output
    code, output = run(archive, "pin", "fjordposten", "No such line anywhere", "--as", "content")
    assert code == 1 and "no page of fjordposten has the block" in output
    code, output = run(archive, "pin", "fjordposten", CLOSED, "--remove")
    assert code == 1 and "has no pin" in output
    assert not (archive / "archiver.toml").exists() and "pin" not in run(archive, "runs")[1]
    assert run(archive, "site", "fjord posten")[1].count("near: fjordposten") == 1
    assert told(archive, "pin", "soon.example", "To come", "--as", "content", "--ahead")["pages"] == 0
    assert load(archive) == {"pins": {"soon.example": {"content": ["To come"]}}}


def test_the_same_block_with_another_number_is_one_pin(archive: Path) -> None:
    told(archive, "pin", "a.example", "Listen (3 min.)", "--as", "content", "--ahead")
    told(archive, "pin", "a.example", "Listen (4 min.)", "--as", "furniture", "--ahead")
    assert load(archive) == {"pins": {"a.example": {"furniture": ["Listen (4 min.)"]}}}


def test_a_sentence_within_a_paragraph_is_on_its_pages(archive: Path) -> None:
    assert told(archive, "pin", "fjordposten", "Every amount helps.", "--as", "content")["pages"] == 12
    assert told(archive, "pin", "fjordposten", BACKGROUND, "--as", "content")["pages"] == 1


def test_what_is_missing_is_asked_for(archive: Path) -> None:
    assert run(archive, "pin", "fjordposten", CLOSED)[0] == 2
    assert run(archive, "pin", "fjordposten", CLOSED, "--as", "content", "--remove")[0] == 2
    assert run(archive, "pin", "fjordposten", "--as", "content")[0] == 2
    assert "Nothing is pinned" in run(archive, "pin")[1]


def test_a_site_of_dumps_without_dates_says_when_they_were_stored(archive: Path) -> None:
    code, output = run(archive, "site", "fjordposten")
    assert code == 0 and "stored" in output.splitlines()[2]
    piece = told(archive, "site", "fjordposten")["furniture"][0]
    assert piece["since"] is None and piece["stored"][:4].isdigit() and piece["of"] >= piece["pages"]


def test_names_near_a_name() -> None:
    known = ["zan voices", "weserthaler anzeiger verlags gmbh & co", "nimrukh2", "rivierbode.example"]
    assert near_names("zan-voices.com", known)[0] == "zan voices"
    assert near_names("weserthaler anzeiger", known)[0].startswith("weserthaler")
    assert near_names("rivierbode", known) == ["rivierbode.example"]
    assert near_names("wholly different", known) == []


def test_show_finds_an_article_by_its_file_and_lists_in_the_order_of_the_files(archive: Path) -> None:
    code, output = run(archive, "--json", "show")
    rows = [json.loads(line) for line in output.splitlines()]
    assert code == 0 and [row["input_path"] for row in rows] == sorted(f"{n}.txt" for n in range(12))
    assert told(archive, "show", "7.txt")["id"] == rows[9]["id"]
    assert run(archive, "show", ".txt")[0] == 1
