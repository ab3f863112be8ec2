"""Lists fold articles of nearly the same text, say so, and show them when asked; of many hits they say "at least"."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import archiver
from archiver.explore.search import key
from archiver.web import hits
from archiver.web.catalogue import Catalogue
from archiver.web.listing import listing, overview
from archiver.web.selection import BadRequest, Selection

STORY = (
    "The harbour master resigned on Tuesday after a dispute about mooring fees that had lasted all winter long, "
    "and her successor wants to let boats from the south berth for nothing."
)
OTHERS = ["Soup will be had at the school again.", "A beekeeper has won her case.", "The ferry left early on Sunday."]


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Four papers have one story, the last with another word in it; three have one of their own."""
    folder = tmp_path_factory.mktemp("folding")
    texts = [*OTHERS, *[STORY] * 3, STORY.replace("Tuesday", "Wednesday")]
    lines = [
        {"url": f"https://paper{n}.example/a", "text": text, "title": f"No {n}", "published": f"2024-05-{n + 1:02d}"}
        for n, text in enumerate(texts)
    ]
    (folder / "pages.jsonl").write_text("\n".join(map(json.dumps, lines)))
    archiver.ingest(folder / "pages.jsonl", folder / "archive", jobs=1, looks_for=frozenset())
    found = Catalogue(folder / "archive")
    found.open_search()
    return found


def titles(catalogue: Catalogue, **selection: str) -> list[str]:
    return [row["title"] for row in listing(catalogue, Selection(**selection)).articles]


def test_the_earliest_stands_for_all(catalogue: Catalogue) -> None:
    assert titles(catalogue) == ["No 3", "No 2", "No 1", "No 0"]
    found = listing(catalogue, Selection())
    assert (found.total, found.listed, found.folded, found.pages) == (7, 4, 3, 1)


def test_they_are_listed_one_by_one_when_asked(catalogue: Catalogue) -> None:
    found = listing(catalogue, Selection(words="harbour", copies="1"))
    assert (found.total, found.listed, found.folded) == (4, 4, 0)
    assert Selection.of({"copies": "1"}).query() == "?copies=1"
    with pytest.raises(BadRequest):
        Selection.of({"copies": "yes"})


def test_where_the_earliest_is_not_among_the_hits_another_stands_for_it(catalogue: Catalogue) -> None:
    assert titles(catalogue, words="wednesday") == ["No 6"]
    assert titles(catalogue, site="paper5.example") == ["No 5"]


def test_facets_count_all(catalogue: Catalogue) -> None:
    sources = overview(catalogue, Selection(words="harbour")).facets["source"]
    assert sum(row["articles"] for row in sources) == 4


def test_of_many_hits_the_first_are_listed_and_all_are_counted(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hits, "MOST", 2)
    for sort in ("", "newest", "oldest"):
        selection = Selection(words="south", sort=sort)
        found = listing(catalogue, selection)
        assert (found.total, found.complete, found.folded) == (4, False, 0)
        assert not overview(catalogue, selection).complete
    assert titles(catalogue, words="berth", sort="newest", copies="1") == ["No 6", "No 5"]
    assert titles(catalogue, words="berth", sort="oldest", copies="1") == ["No 3", "No 4"]


@settings(max_examples=24, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(["harbour", "the", "soup", "ferry"]),
    st.sampled_from(["", "paper1.example", "paper4.example"]),
    st.sampled_from([None, "2024-05-03"]),
)
def test_a_search_is_restricted_as_the_catalogue_is(
    catalogue: Catalogue, words: str, site: str, since: str | None
) -> None:
    """What the index answers at once is what filtering all hits of the words would give."""
    whole = catalogue.search.matches(words, limit=99)
    selection = Selection.of({"q": words, "site": site, **({"from": since} if since else {})})
    condition, values = selection.conditions()
    keys = {key(row["id"]) for row in catalogue.rows(f"SELECT id FROM article WHERE {condition}", values)}
    found = listing(catalogue, selection.but(copies="1"))
    assert {key(row["id"]) for row in found.articles} == keys & set(whole.keys)
    assert found.total == len(keys & set(whole.keys))
