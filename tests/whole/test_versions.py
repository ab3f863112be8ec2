"""The same article fetched again: a version where its words are others, none where the furniture is."""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archiver.cli.commands import group

PAGE = """<!doctype html><html lang="en"><head><title>{title}</title>
<link rel="canonical" href="https://dale.example/ferry"></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>{title}</h1>
<p>The last ferry left the quay on {day}, and forty passengers were still standing in the rain.</p>
<p>The shipping line blames a timetable printed before the bridge was finished; the bridge blames the wind.</p>
</article>
<footer><p>{footer}</p></footer></body></html>"""

FETCHES = (
    ("2024-05-01T08:00:00Z", "Ferry left early", "Sunday", "© 2024 Dale Times. All rights reserved."),
    ("2024-05-01T12:00:00Z", "Ferry left early", "Sunday", "Subscribe to our newsletter and never miss a story."),
    ("2024-05-02T08:00:00Z", "Ferry left early, owner says", "Monday", "© 2024 Dale Times. All rights reserved."),
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import archiver

    folder = tmp_path_factory.mktemp("versions")
    lines = [
        {"url": "https://dale.example/ferry", "fetched_at": at, "html": encoded(title, day, footer)}
        for at, title, day, footer in reversed(FETCHES)
    ]
    (folder / "pages.jsonl").write_text("\n".join(map(json.dumps, lines)))
    archiver.ingest(folder / "pages.jsonl", folder / "archive", jobs=1, looks_for=frozenset())
    return folder / "archive"


def encoded(title: str, day: str, footer: str) -> str:
    return b64encode(PAGE.format(title=title, day=day, footer=footer).encode()).decode()


def run(archive: Path, *arguments: str) -> Result:
    return CliRunner().invoke(group, ["-a", str(archive), *arguments])


def article(archive: Path) -> str:
    return str(json.loads(run(archive, "--json", "show").output.splitlines()[0])["id"])


def test_other_furniture_is_no_version(archive: Path) -> None:
    rows = list(map(json.loads, run(archive, "--json", "show", article(archive), "--versions").output.splitlines()))
    found = [(row["version"], row["is_current"], "Monday" in row["text"]) for row in rows]
    assert found == [(1, False, False), (2, True, True)]
    assert [row["lines_changed"] for row in rows] == [None, 1]


def test_versions_are_listed(archive: Path) -> None:
    lines = run(archive, "show", article(archive)[:8], "--versions").output.splitlines()
    assert lines[0] == "Ferry left early, owner says"
    assert lines[2].split() == ["1", "2024-05-01", "08:00", "34"]
    assert lines[3].split() == ["2", "2024-05-02", "08:00", "34", "1", "headline,", "current"]


def test_diff_shows_words_and_furniture_apart(archive: Path) -> None:
    shown = run(archive, "diff", article(archive)).output
    assert "[-Sunday,-]{+Monday,+}" in shown
    assert "The shipping line" in shown
    found = json.loads(run(archive, "--json", "diff", article(archive), "1", "2").output)
    assert [line["change"] for line in found["edits"]] == ["changed"]
    assert found["old"]["version"] == 1 and found["new"]["version"] == 2


def test_a_version_that_is_not_there(archive: Path) -> None:
    done = run(archive, "diff", article(archive), "1", "7")
    assert done.exit_code and "the versions are 1, 2" in str(done.exception)


def test_a_version_s_times_are_those_of_all_its_pages(tmp_path: Path) -> None:
    """Fetched again with other furniture, the version did not come first then."""
    same = "Ferry left early", "Sunday"
    fetches = [("2024-05-01T08:00:00Z", *same, "© Dale Times."), ("2024-05-03T08:00:00Z", *same, "Subscribe to it.")]
    (row,) = stored(tmp_path, fetches)
    assert (row["fetched_at"][:10], row["last_fetched_at"][:10]) == ("2024-05-01", "2024-05-03")


def test_a_corrected_headline_is_a_version(tmp_path: Path) -> None:
    same = "Sunday", "© 2024 Dale Times. All rights reserved."
    rows = stored(tmp_path, [("2024-05-01T08:00:00Z", "Ferry left early", *same),
                             ("2024-05-02T08:00:00Z", "Ferry left late", *same)])  # fmt: skip
    told = "version", "title", "is_current", "lines_changed", "title_changed"
    assert [[row[name] for name in told] for row in rows] == [
        [1, "Ferry left early", False, None, None], [2, "Ferry left late", True, 0, True]
    ]  # fmt: skip
    archive = tmp_path / "archive"
    shown = run(archive, "show", article(archive), "--versions").output
    assert "headline, current" in shown
    changed = run(archive, "diff", article(archive)).output
    assert "title ~ Ferry left [-early-]{+late+}" in changed and "The text is the same." in changed
    assert "Round it" not in changed  # where the headline stands is no furniture that came or went
    assert run(archive, "verify").exit_code == 0


def stored(folder: Path, fetches: list[tuple[str, str, str, str]]) -> list[dict[str, object]]:
    """The versions of the article of these fetches, which came one by one."""
    import archiver

    for number, (at, title, day, footer) in enumerate(fetches):
        line = {"url": "https://dale.example/ferry", "fetched_at": at, "html": encoded(title, day, footer)}
        (folder / f"{number}.jsonl").write_text(json.dumps(line))
        archiver.ingest(folder / f"{number}.jsonl", folder / "archive", jobs=1, looks_for=frozenset())
    archive = folder / "archive"
    return list(map(json.loads, run(archive, "--json", "show", article(archive), "--versions").output.splitlines()))


def test_an_archive_whose_versions_an_earlier_archiver_numbered_is_sound(tmp_path: Path) -> None:
    """It told versions apart by their texts alone."""
    from archiver.duplicates.versions import number_texts
    from archiver.verifying.records import _placed, _version_faults

    same = "Sunday", "© 2024 Dale Times. All rights reserved."
    times = "2024-05-01T08:00:00Z", "2024-05-02T08:00:00Z"
    stored(tmp_path, [(times[0], "Ferry left early", *same), (times[1], "Ferry left late", *same)])
    import archiver

    rows = [dict(row) for row in archiver.open_archive(tmp_path / "archive").lake.scan(None)]
    assert {row["version"] for row in rows} == {1, 2}
    for row in rows:
        place = number_texts(rows)[row["row_id"]]
        row.update(version=place.version, is_version=place.is_version, is_current=place.is_current)
    assert {row["version"] for row in rows} == {1}
    assert list(_version_faults("a", [_placed(row) for row in rows])) == []
    rows[0]["version"] = 7
    assert len(list(_version_faults("a", [_placed(row) for row in rows]))) == 1
