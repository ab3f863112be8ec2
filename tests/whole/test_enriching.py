"""`archiver enrich`: what was left out is found later, once, and as ingest would have found it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from command_line import run
from msgspec.structs import replace
from sites import dump, page

from archiver.enrich import VERSIONS
from archiver.enriching import Enriched, enrich_stored
from archiver.ingesting import EVERYTHING, ingest
from archiver.lake import Lake
from archiver.records import Capture, Metadata

WITHOUT_MOST = frozenset({"language"})


def captures() -> list[Capture]:
    return [*(dump(n) for n in range(6)), *(page(n, day=n) for n in range(4))]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    ingest(captures(), tmp_path / "archive", jobs=1, looks_for=WITHOUT_MOST)
    return tmp_path / "archive"


def rows(archive: Path) -> list[dict[str, Any]]:
    """All rows, without when they were stored and where their bytes lie."""
    found = sorted(Lake.open(archive).scan(), key=lambda r: r["row_id"])
    for row in found:
        for name in ("ingested_at", "raw", "captures"):
            del row[name]
    return found


def edited(archive: Path, **fields: Any) -> None:
    """All stored rows with other values in some fields, as an older version may have left them."""
    with Lake.open(archive).writing() as writer:
        writer.commit([{**row, **fields} for row in Lake.open(archive).scan()])


def test_the_result_is_that_of_ingest(archive: Path, tmp_path: Path) -> None:
    ingest(captures(), tmp_path / "at-once", jobs=1)
    assert rows(archive) != rows(tmp_path / "at-once")
    assert enrich_stored(archive, jobs=1) == Enriched(enriched=10)
    assert rows(archive) == rows(tmp_path / "at-once")


def test_nothing_is_done_twice(archive: Path) -> None:
    enrich_stored(archive, jobs=1)
    version = Lake.open(archive).version
    assert enrich_stored(archive, jobs=1) == Enriched(unchanged=10)
    assert Lake.open(archive).version == version


def test_each_record_is_told_and_not_each_commit(archive: Path) -> None:
    told: list[tuple[int, int]] = []
    enrich_stored(archive, jobs=1, batch_pages=4, tell=lambda done, total: told.append((done, total)))
    assert told == [(done, 10) for done in range(1, 11)]


def test_a_killed_run_goes_on(archive: Path, tmp_path: Path) -> None:
    program = (
        "import os, signal, sys\n"
        "from archiver.enriching import enrich_stored\n"
        "def die(done, total, result):\n"
        "    if done == 6: os.kill(os.getpid(), signal.SIGKILL)\n"
        "enrich_stored(sys.argv[1], jobs=1, batch_pages=3, advance=die)\n"
    )
    killed = subprocess.run([sys.executable, "-c", program, archive], check=False)
    assert killed.returncode < 0
    assert enrich_stored(archive, jobs=1) == Enriched(enriched=4, unchanged=6)
    ingest(captures(), tmp_path / "at-once", jobs=1)
    assert rows(archive) == rows(tmp_path / "at-once")


def test_what_was_left_out_stays_out_until_it_is_asked_for(archive: Path) -> None:
    enrich_stored(archive, looks_for=EVERYTHING - {"people"}, jobs=1)
    assert all(row["people"] is None and row["topics"] is not None for row in rows(archive))
    assert enrich_stored(archive, jobs=1).enriched == 10
    assert all(row["people"] is not None for row in rows(archive))


def test_an_older_version_is_found_anew_and_the_other_parts_stay(archive: Path) -> None:
    enrich_stored(archive, jobs=1)
    good = rows(archive)
    others = [note for note in good[0]["enrich_version"].split() if not note.startswith("topics")]
    edited(archive, enrich_version=" ".join([*others, "topics/1"]), topics=[], keyphrases=["as it was"])
    assert enrich_stored(archive, jobs=1).enriched == 10
    assert [r["topics"] for r in rows(archive)] == [r["topics"] for r in good]
    assert all(r["keyphrases"] == ["as it was"] for r in rows(archive))


def test_info_says_where_an_older_version_looked(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was left out on purpose is no advice."""
    assert not [line for line in advice(archive) if "enrich" in line]
    monkeypatch.setitem(VERSIONS, "language", VERSIONS["language"] + 1)
    assert [line for line in advice(archive) if "10 pages" in line and "`archiver enrich`" in line]


def advice(archive: Path) -> list[str]:
    found: list[str] = json.loads(run("-a", archive, "--json", "info").out)["advice"]
    return found


def test_a_note_for_all_parts_together_names_none(archive: Path) -> None:
    edited(archive, enrich_version="enrich/1")
    assert enrich_stored(archive, looks_for=WITHOUT_MOST, jobs=1).enriched == 10
    assert {r["enrich_version"].split("/")[0] for r in rows(archive)} == {"language"}


def test_another_language_has_all_parts_found_again(archive: Path) -> None:
    enrich_stored(archive, jobs=1)
    good = rows(archive)
    lacking = " ".join(w for w in good[0]["enrich_version"].split() if not w.startswith("language"))
    edited(archive, enrich_version=lacking, language="ps", people=[])
    enrich_stored(archive, jobs=1)
    assert rows(archive) == good


def test_only_one_site(archive: Path) -> None:
    assert enrich_stored(archive, site="fjordposten", jobs=1) == Enriched(enriched=6)


def test_what_is_stated_beside_a_text_has_it_enriched_again(tmp_path: Path) -> None:
    """The same text, first with no section, then from a capture that comes first and has one."""
    plain = dump(1, day=3)
    told = replace(dump(1, day=1), stated=Metadata(section="Sport"))
    for name, order in (("a", [plain, told]), ("b", [told, plain])):
        for capture in order:
            ingest([capture], tmp_path / name, jobs=1)
    assert rows(tmp_path / "a") == rows(tmp_path / "b")
    assert rows(tmp_path / "a")[0]["topics"][0]["label"] == "sport"


def test_the_command(archive: Path) -> None:
    first, second = (run("-a", archive, "--json", "enrich", "--jobs", 1).out for _ in range(2))
    assert json.loads(first) == {"enriched": 10, "unchanged": 0, "failed": 0}
    assert json.loads(second) == {"enriched": 0, "unchanged": 10, "failed": 0}
