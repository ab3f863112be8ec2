"""The archive is a pure function of what came in: any order, any batches, any re-runs."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sites import BACKGROUND, CLOSES, FOOTERS, OPENINGS, TURNS, WRITERS, dump, headed, page

from archiver.ingesting import Summary, ingest
from archiver.lake import Lake
from archiver.records import Capture, Origin

PAGES = [
    *(dump(n) for n in range(7)),
    *(dump(n, "Hill Weekly") for n in range(20, 23)),
    dump(2, day=3),  # a text again, later
    dump(21, "Hill Weekly", day=1),
    *(page(n, day=n) for n in range(3)),
    page(1, day=40),
    *(headed(n) for n in range(5)),
]
LANGUAGE_ONLY = frozenset({"language"})

# Where a capture's bytes lie and when it was stored tell of the run and not of the page.
OF_THE_RUN = ("ingested_at", "raw")


def store(captures: Sequence[Capture], archive: Path) -> Summary:
    return ingest(captures, archive, jobs=1, looks_for=LANGUAGE_ONLY)


def records(archive: Path) -> dict[str, dict[str, Any]]:
    """All rows by row id: whole records, but for what is of the run."""
    rows = {}
    for row in Lake.open(archive).scan():
        plain = {name: value for name, value in row.items() if name not in OF_THE_RUN}
        plain["raw sha256"] = row["raw"]["sha256"]
        plain["captures"] = [{**c, "raw": c["raw"]["sha256"]} for c in row["captures"]]
        rows[row["row_id"]] = plain
    return rows


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    archive = tmp_path_factory.mktemp("at-once")
    store(PAGES, archive)
    return records(archive)


@st.composite
def runs(draw: st.DrawFn) -> list[list[int]]:
    """A random order of the pages, cut into batches, with some pages ingested again in between."""
    order = draw(st.permutations(range(len(PAGES))))
    cuts = sorted(draw(st.sets(st.integers(1, len(PAGES) - 1), max_size=4)))
    batches = [list(order[a:b]) for a, b in zip([0, *cuts], [*cuts, len(PAGES)], strict=True)]
    again = draw(st.lists(st.integers(0, len(PAGES) - 1), max_size=3))
    position = draw(st.integers(0, len(batches)))
    return [*batches[:position], again, *batches[position:]] if again else batches


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=runs())
def test_any_order_and_batches_give_the_same_records(
    at_once: dict[str, dict[str, Any]], batches: list[list[int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder)
        for batch in batches:
            store([PAGES[i] for i in batch], archive)
        found = records(archive)
    assert found.keys() == at_once.keys()
    for row_id, row in at_once.items():
        assert found[row_id] == row


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    first = store(PAGES, tmp_path)
    version = Lake.open(tmp_path).version
    again = store(PAGES, tmp_path)
    assert first.stored + first.updated == len(PAGES)
    assert (again.unchanged, again.stored, again.updated) == (len(PAGES), 0, 0)
    assert Lake.open(tmp_path).version == version


def test_a_site_is_clean_and_keeps_its_background(at_once: dict[str, dict[str, Any]]) -> None:
    texts = [row["text"] for row in at_once.values() if row["site"] == "fjordposten"]
    assert len(texts) == 7
    assert not [line for text in texts for line in FOOTERS["Fjordposten"] if line in text]
    assert sum(BACKGROUND in text for text in texts) == 1
    assert all(text.count("\n") >= 2 for text in texts)


def test_a_dump_has_the_title_date_and_author_that_stand_under_its_menus(at_once: dict[str, dict[str, Any]]) -> None:
    rows = {row["input_path"]: row for row in at_once.values() if row["site"] == "mill gazette"}
    assert len(rows) == 5
    for number in range(5):
        row, head = rows[f"headed-{number}.txt"], str(headed(number).body).split("\n")
        assert (row["title"], row["authors"], row["published"].day) == (head[2], [WRITERS[number % 3]], number + 1)
        assert head[2] not in row["text"] and row["text"].endswith(head[-1])
        assert [b["rule"] for b in row["blocks"] if b["text"] == head[2]] == ["title/1"]
        assert {e["field"] for e in row["evidence"]} >= {"title", "authors", "published"}


def test_the_same_body_elsewhere_is_a_near_duplicate(at_once: dict[str, dict[str, Any]]) -> None:
    """PAGES has three bodies in two papers; which was first is not known of most, and then told by the id."""
    current = {row["id"]: row for row in at_once.values() if row["is_current"]}
    copies = [row for row in current.values() if row["near_duplicate_of"]]
    assert copies
    for row in copies:
        head = current[row["near_duplicate_of"]]
        assert head["site"] != row["site"]
        assert 0.7 <= row["similarity"] <= 1.0
        assert set(head["text"].split("\n")) & set(row["text"].split("\n"))
    assert not [r for r in at_once.values() if r["near_duplicate_of"] and not r["is_current"]]


def test_an_index_of_near_duplicates_that_is_damaged_or_gone_is_built_anew(
    at_once: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    store(PAGES[:-3], tmp_path)
    index = tmp_path / "derived" / "duplicates.sqlite"
    content = bytearray(index.read_bytes())
    content[100:] = bytes(len(content) - 100)
    index.write_bytes(content)
    store(PAGES[-3:-1], tmp_path)
    index.unlink()
    store(PAGES[-1:], tmp_path)
    assert records(tmp_path) == at_once


def test_lines_round_a_headline_are_judged_by_all_pages_of_the_site(tmp_path: Path) -> None:
    heads = ["The night ferry is back in the harbour", "A school opens its doors in the north",
             "Rain breaks the long drought at last", "The old bridge closes for the winter"]  # fmt: skip
    texts = [f'{head}\n\n{"Much was said of it. " * 9}\n\nShare "{head}" with your friends' for head in heads]
    pages = [Capture("text", text, Origin(str(n)), site="x") for n, text in enumerate(texts)]
    store(pages, tmp_path / "at-once")
    for one in pages:
        store([one], tmp_path / "one-by-one")
    assert records(tmp_path / "one-by-one") == records(tmp_path / "at-once")


@pytest.mark.parametrize("more", [4, 8, 17])
def test_a_line_of_the_first_pages_is_judged_by_those_that_came_later_without_it(tmp_path: Path, more: int) -> None:
    """They share nothing with the first, so none is judged again for their sake: it is that there are so many."""
    texts = [*OPENINGS, *TURNS, *CLOSES][: 4 + more]
    bodies = [*(f"{text}\nPart of our series on the quays of Tarn." for text in texts[:4]), *texts[4:]]
    pages = [Capture("text", body, Origin(f"{n}.txt"), site="tarn") for n, body in enumerate(bodies)]
    store(pages, tmp_path / "at-once")
    store(pages[:4], tmp_path / "first")
    before = records(tmp_path / "first")
    store(pages[4:], tmp_path / "first")
    after = records(tmp_path / "first")
    assert after == records(tmp_path / "at-once")
    assert {row_id: after[row_id] for row_id in before} != before, "else the later pages told nothing of the line"


def test_a_row_that_is_written_anew_says_when_it_was_first_stored(tmp_path: Path) -> None:
    pages = [dump(n) for n in range(8)]
    store(pages[:2], tmp_path)
    first = {row["row_id"]: row["ingested_at"] for row in Lake.open(tmp_path).scan()}
    before = records(tmp_path)
    store(pages[2:], tmp_path)
    after = records(tmp_path)
    assert any(after[row_id] != before[row_id] for row_id in first), "else none was written anew"
    now = {row["row_id"]: row["ingested_at"] for row in Lake.open(tmp_path).scan()}
    assert {row_id: now[row_id] for row_id in first} == first
    assert min(now[row_id] for row_id in now.keys() - first.keys()) > max(first.values())
