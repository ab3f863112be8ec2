"""Stored pages looked at again: pins, a diff first, and extraction anew from the raw bytes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sites import FOOTERS, TITLES, body, dump, page

from archiver.ingesting import ingest
from archiver.lake import Lake
from archiver.learned import learned_of, sites
from archiver.recleaning import reclean
from archiver.records import Capture, Origin
from archiver.settings import load_pins, pin
from archiver.verifying import verify

LANGUAGE = frozenset({"language"})


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    captures: list[Capture] = [*(dump(n) for n in range(6)), *(page(n, day=n) for n in range(4))]
    ingest(captures, tmp_path, jobs=1, looks_for=LANGUAGE)
    return tmp_path


def texts(archive: Path, site: str) -> list[str]:
    return sorted(r["text"] for r in Lake.open(archive).scan() if r["site"] == site)


def test_nothing_changes_by_the_same_rules(archive: Path) -> None:
    before = list(Lake.open(archive).scan())
    result = reclean(archive, apply=True)
    assert (result.judged, result.changes) == (10, [])
    assert sorted(Lake.open(archive).scan(), key=lambda r: r["row_id"]) == sorted(before, key=lambda r: r["row_id"])


def test_extracting_anew_from_the_raw_bytes_gives_the_same(archive: Path) -> None:
    before = {r["row_id"]: (r["text"], r["title"], r["url"]) for r in Lake.open(archive).scan()}
    assert reclean(archive, from_raw=True, apply=True).changes == []
    assert {r["row_id"]: (r["text"], r["title"], r["url"]) for r in Lake.open(archive).scan()} == before


def test_extracting_anew_looks_for_the_publisher_anew(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """But not of pages whose site is known by that name."""

    def sources() -> list[tuple[str, str]]:
        return sorted((r["site"], r["source"]) for r in Lake.open(archive).scan())

    before = sources()
    with monkeypatch.context() as another_version:
        another_version.setattr("archiver.enrich.source.source_name", lambda *_: ("The Dale", "og:site_name"))
        reclean(archive, from_raw=True, apply=True)
    assert set(sources()) == {("dale-times.example", "The Dale"), ("fjordposten", "Fjordposten")}
    reclean(archive, from_raw=True, apply=True)
    assert sources() == before


def test_a_pin_shows_its_diff_first_and_then_wins(archive: Path) -> None:
    line = FOOTERS["Fjordposten"][3]
    pin(archive, "fjordposten", line, "content")
    before = texts(archive, "fjordposten")
    result = reclean(archive, site="fjordposten")
    assert len(result.changes) == 6
    assert {(b.text, b.kept, b.rule) for c in result.changes for b in c.blocks} == {(line, True, "pinned/1")}
    assert texts(archive, "fjordposten") == before  # not yet
    reclean(archive, site="fjordposten", apply=True)
    assert all(text.endswith(line) for text in texts(archive, "fjordposten"))
    ingest([dump(9)], archive, jobs=1, looks_for=LANGUAGE)
    assert all(text.endswith(line) for text in texts(archive, "fjordposten"))


@pytest.mark.parametrize("from_raw", [False, True])
def test_batches_make_no_difference(archive: Path, tmp_path_factory: pytest.TempPathFactory, from_raw: bool) -> None:
    """Neither do those that other batches' commits have changed since they were listed."""
    found = []
    for size in (1, 3, 1000):
        copy = Path(shutil.copytree(archive, tmp_path_factory.mktemp("copies") / "archive"))
        for line in (FOOTERS["Fjordposten"][3], "Ferry"):
            pin(copy, "fjordposten", line, "content")
        result = reclean(copy, apply=True, batch_pages=size, from_raw=from_raw, keep=2)
        assert (result.judged, result.changed, len(result.changes)) == (10, 6, 2)
        assert verify(copy).ok
        rows = [{k: v for k, v in row.items() if k != "ingested_at"} for row in Lake.open(copy).scan()]
        found.append(sorted(rows, key=lambda row: str(row["row_id"])))
    assert found[0] == found[1] == found[2]


def test_pins_are_written_into_the_settings_beside_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "archiver.toml").write_text(
        '# ours\n[pins."a.example"]\ncontent = ["Kept."]\n\n[limits]\npage_seconds = 9\n'
    )
    pin(tmp_path, "b.example", 'A "quoted" line', "furniture")
    pin(tmp_path, "a.example", "Kept.", "furniture")
    text = (tmp_path / "archiver.toml").read_text()
    assert text.startswith("# ours")
    assert "[limits]\npage_seconds = 9" in text
    pins = load_pins(tmp_path)
    assert pins.by_site == {"a.example": ((), ("Kept.",)), "b.example": ((), ('A "quoted" line',))}


def test_what_has_been_learned_of_a_site(archive: Path) -> None:
    lake = Lake.open(archive)
    assert {row["site"]: row["pages"] for row in sites(lake)} == {"fjordposten": 6, "dale-times.example": 4}
    learned = learned_of(lake, "fjordposten")
    assert {piece.text for piece in learned.furniture} == set(FOOTERS["Fjordposten"])
    assert all(piece.pages == 6 and "6 of 6 pages" in piece.evidence for piece in learned.furniture)
    dale = learned_of(lake, "dale-times.example")
    since = {piece.since for piece in dale.furniture}
    assert all(since)


def test_lines_that_vary_in_a_part_are_one_piece_of_furniture(tmp_path: Path) -> None:
    def saved(number: int) -> Capture:
        title = f"{TITLES[number]} today"
        lines = [title, *body(number), f"Share “{title}” with a friend", f"READ MORE: {TITLES[number - 1]}"]
        lines += FOOTERS["Fjordposten"]
        return Capture("text", "\n".join(lines), Origin(f"{number}.txt"), site="fjordposten")

    ingest([saved(number) for number in range(5)], tmp_path / "archive", jobs=1, looks_for=frozenset())
    learned = learned_of(Lake.open(tmp_path / "archive"), "fjordposten")
    found = {piece.text: (piece.pages, piece.of) for piece in learned.furniture}
    assert found == dict.fromkeys((*FOOTERS["Fjordposten"], "Share “…” with a friend", "READ MORE: …"), (5, 5))


def test_damage_is_found_and_named(archive: Path) -> None:
    lake = Lake.open(archive)
    assert verify(lake).ok
    raw = next((archive / "raw").glob("*.warc.gz"))
    content = bytearray(raw.read_bytes())
    content[len(content) // 2] ^= 0xFF
    raw.write_bytes(content)
    report = verify(Lake.open(archive))
    assert not report.ok
    assert raw.name in str(report)
    part = archive / "articles" / min(lake.table.files())
    part.write_bytes(part.read_bytes()[:-10])
    assert part.name in str(verify(Lake.open(archive)))
