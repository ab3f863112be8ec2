"""Full-text search: what is found, in which script, how the index follows the archive."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from command_line import run
from hypothesis import given
from hypothesis import strategies as st

import archiver
import archiver.lake
from archiver.errors import QueryError
from archiver.explore.search import Search
from archiver.explore.search.folding import LONGEST, fold, located, places, terms
from archiver.explore.search.question import Clause, clauses, period
from archiver.explore.search.snippets import LENGTH, snippet

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("search") / "archive"
    archiver.ingest(SEEDS, path, jobs=1)
    return path


def titles(archive: Path, words: str) -> list[str]:
    rows = {row["id"]: row for row in archiver.open_archive(archive).articles(["id", "title", "text"])}
    total, hits = Search(archive).find(words, limit=50)
    assert total == len(hits)
    return [rows[hit.id]["title"] or rows[hit.id]["text"] for hit in hits]


def test_the_index_agrees_with_reading_every_text(archive: Path) -> None:
    rows = list(archiver.open_archive(archive).articles())
    search = Search(archive)
    said = {row["id"]: set(terms(f"{row['title'] or ''}\n{row['text']}")) for row in rows}
    for row in rows:
        for word in sorted(set(terms(row["text"])))[:: max(1, len(row["text"]) // 300)]:
            expected = {article for article, words in said.items() if word in words}
            assert {hit.id for hit in search.find(word, limit=99)[1]} == expected


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ('"night ferry"', "Night ferry returns after eleven years, for one summer at least"),
        ("title:soup", "School kitchen wins its argument about soup"),
        ("PALUDIER moines", "Le dernier paludier de l'île aux Moines-Blancs forme enfin une apprentie"),
        ("stadtbad burger", "Bürger kaufen ihr Stadtbad zurück"),
        ("كتابخانه", "کتابخانهٔ سیار بامیان به روستاهای دوردست یکاولنگ رسید"),
    ],
)
def test_what_is_found(archive: Path, words: str, title: str) -> None:
    found = titles(archive, words)
    assert any(title[:40] in other for other in found)


def test_person_and_topic_and_without(archive: Path) -> None:
    assert len(titles(archive, "person:trump")) == 1
    assert titles(archive, "person:ferry") == []
    politics = titles(archive, "topic:politics")
    assert politics
    assert len(titles(archive, "topic:politics -taliban")) < len(politics)
    with pytest.raises(QueryError, match="must not"):
        Search(archive).find("-taliban")


def test_a_title_weighs_more(archive: Path) -> None:
    assert "soup" in titles(archive, "soup")[0]


def test_it_follows_the_archive(tmp_path: Path) -> None:
    dump = tmp_path / "one.txt"
    dump.write_text("The quagga was seen again near the harbour on Monday, said the keeper of the zoo.\n" * 3)
    archiver.ingest(dump, tmp_path / "a", jobs=1)
    assert Search(tmp_path / "a").find("quagga")[0] == 1
    dump.write_text("Nobody believed the keeper; a second quagga would have had to be photographed.\n" * 3)
    archiver.ingest(dump, tmp_path / "a", jobs=1)
    assert Search(tmp_path / "a").find("quagga")[0] == 2
    archiver.lake.Lake.open(tmp_path / "a").compact()
    assert Search(tmp_path / "a").find("quagga")[0] == 2


@pytest.mark.parametrize("damage", ["gone", "state", "torn"])
def test_a_damaged_index_is_built_anew(archive: Path, tmp_path: Path, damage: str) -> None:
    import shutil

    copy = tmp_path / "archive"
    shutil.copytree(archive, copy)
    before = Search(copy).find("harbour")[0]
    folder = copy / "derived/search"
    if damage == "gone":
        shutil.rmtree(folder)
    elif damage == "state":
        (folder / "state.json").write_text("{")
    else:
        (folder / "meta.json").write_text("{")
    assert Search(copy).find("harbour")[0] == before > 0


def test_the_command(archive: Path) -> None:
    first = json.loads(run("-a", archive, "--json", "search", "soup").out.splitlines()[0])
    assert "soup" in first["snippet"].lower()
    assert "article" in run("-a", archive, "search", "xylophagous").out


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café", "CAFE"),
        ("کتاب", "كتاب"),
        ("مَدرَسَة", "مدرسه"),
        ("Ｆｕｌｌ", "full"),
        ("ÎLE", "ile"),
        ("straße", "STRASSE"),
        ("Żółkiewski", "zolkiewski"),
        ("IĞDIR", "Iğdır"),
        ("Rønne", "ronne"),
        ("जहाज़", "जहाज"),  # with and without its nukta
        ("Cafe\u0301", "café"),
    ],
)
def test_spellings_that_are_one_word(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_scripts_without_spaces_and_with_joiners() -> None:
    assert terms("می‌رود") == ["می", "رود"]
    assert terms("東京都港区") == ["東京", "京都", "都港", "港区"]
    assert terms("iPhone14を買う") == ["iphone14", "を買", "買う"]


@pytest.mark.parametrize(
    "words", ["काम किमी कम", "மலை மழை", "কাজ কাজী", "ਕੰਮ ਕਿਮੀ", "ክፍል ትምህርት", "Cafe\u0301 Zu\u0308rich", "كَتَبَ"]
)
def test_signs_on_letters_are_part_of_their_word(words: str) -> None:
    assert len(set(terms(words))) == len(terms(words)) == len(words.split())


@given(st.text(max_size=200))
def test_terms_lie_where_they_are_said_to_lie(text: str) -> None:
    for term, start, end in located(text):
        assert 0 <= start < end <= len(text)
        assert term == fold(text[start:end][:LONGEST])
    assert terms(text) == [term for term, _, _ in located(text)]
    wanted = set(terms(text)[::2])
    assert places(text, wanted) == [found for found in located(text) if found[0] in wanted]


@given(
    st.text(st.sampled_from("ab x. \né漢"), max_size=900), st.sets(st.sampled_from(["a", "b", "ab", "漢"]), max_size=3)
)
def test_a_snippet_is_a_piece_of_the_text(text: str, wanted: set[str]) -> None:
    marks = snippet(text, wanted)
    plain = "".join(m.text for m in marks).removeprefix("…\u00a0").removesuffix("\u00a0…")
    assert plain in text
    assert len(plain) <= LENGTH
    assert all(fold(m.text) in wanted for m in marks if m.found)
    assert bool(marks) == any(term in wanted or ("漢" in wanted and "漢" in term) for term in terms(text))


def test_a_question_is_read() -> None:
    assert clauses('title:"Night Ferry" -harbour 12:30 “two words”') == (
        Clause(("night", "ferry"), "title"),
        Clause(("harbour",), wanted=False),
        Clause(("12", "30")),
        Clause(("two", "words")),
    )


def test_or_joins_what_stands_beside_it() -> None:
    assert clauses("(storm OR flood*) -sport") == (
        Clause(("storm",), others=(Clause(("flood",), begins=True),)),
        Clause(("sport",), wanted=False),
    )
    assert clauses("a OR b OR title:c d") == (
        Clause(("a",), others=(Clause(("b",)), Clause(("c",), "title"))),
        Clause(("d",)),
    )
    assert clauses("OR ferry or OR") == (Clause(("or",)), Clause(("ferry",)), Clause(("or",)), Clause(("or",)))
    for wrong in ("a OR -b", "-a OR b", "a*", "title:a*"):
        with pytest.raises(QueryError):
            clauses(wrong)


@pytest.mark.parametrize(
    ("words", "same"),
    [
        ("ferr*", "ferry OR ferries"),
        ('"night ferr*"', '"night ferry"'),
        ("title:sou* OR soup", "soup"),
        ("person:trum* OR ferry", "ferry OR person:trump"),
        ("council -ferr*", "council -ferry -ferries"),
    ],
)
def test_beginnings_and_alternatives(archive: Path, words: str, same: str) -> None:
    assert sorted(titles(archive, words)) == sorted(titles(archive, same)) != []
    assert set(titles(archive, "soup OR ferry")) == {*titles(archive, "soup"), *titles(archive, "ferry")}


def test_what_begins_so_is_marked(archive: Path) -> None:
    _, hits = Search(archive).find("ferr* OR soup")
    marked = [mark.text.lower() for hit in hits for mark in hit.snippet if mark.found]
    assert {"ferry", "soup"} <= set(marked) and all(word == "soup" or word.startswith("ferr") for word in marked)


@given(st.text(max_size=60))
def test_no_question_breaks(text: str) -> None:
    with suppress(QueryError):
        clauses(text)


def test_periods_are_read() -> None:
    assert period("2024-02") == (date(2024, 2, 1), date(2024, 2, 29))
    assert period("2023") == (date(2023, 1, 1), date(2023, 12, 31))
    assert period("2024-01..2024-03-05") == (date(2024, 1, 1), date(2024, 3, 5))
    assert (period("2024.."), period("..2024")) == ((date(2024, 1, 1), None), (None, date(2024, 12, 31)))
    for wrong in ("", "May", "2024-13", "2024..2023", "2024-01-01-01", "٢٠٢٤", "0", "2024...2025"):
        with pytest.raises(QueryError):
            period(wrong)


@pytest.mark.parametrize("asked", ["2026-05", "2026-05..2026-08", "..2026-04", "2026-09.."])
def test_dates_find_what_was_published_then(archive: Path, asked: str) -> None:
    since, until = period(asked)
    rows = archiver.open_archive(archive).articles(["id", "published"])
    expected = {
        row["id"]
        for row in rows
        if row["published"] and (since or date.min) <= row["published"].date() <= (until or date.max)
    }
    assert expected
    assert {hit.id for hit in Search(archive).find(f"date:{asked}", limit=99)[1]} == expected


STORIES = ["山火事が北の村に広がった。", "登山者が雪山で見つかった。", "海の上に橋がかかった。"]


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three stories in Japanese, and one in English that four papers have, the last with another word."""
    folder = tmp_path_factory.mktemp("copies")
    story = (
        "The harbour master resigned on Tuesday after a dispute about mooring fees that had lasted all winter long, "
        "and her successor wants to let boats from the south berth for nothing."
    )
    texts = [(f"{n}.example", text) for n, text in enumerate(STORIES)]
    texts += [(f"paper{n}.example", story) for n in range(3)]
    texts.append(("paper3.example", story.replace("Tuesday", "Wednesday")))
    lines = [
        {"url": f"https://{site}/a", "text": text, "title": f"In {site}", "published": f"2024-05-{n + 1:02d}"}
        for n, (site, text) in enumerate(texts)
    ]
    (folder / "pages.jsonl").write_text("\n".join(map(json.dumps, lines)))
    archiver.ingest(folder / "pages.jsonl", folder / "archive", jobs=1, looks_for=frozenset())
    return folder / "archive"


def test_a_single_character_is_found_inside_words(copies: Path) -> None:
    search = Search(copies)
    texts = {row["id"]: row["text"] for row in archiver.open_archive(copies).articles(["id", "text"])}
    for character in "山海雪村":
        total, hits = search.find(character)
        assert {texts[hit.id] for hit in hits} == {text for text in STORIES if character in text}
        assert all(any(m.found and m.text == character for m in hit.snippet) for hit in hits) and total


def test_copies_are_folded_and_counted(copies: Path) -> None:
    search = Search(copies)
    total, hits = search.find("harbour master")
    assert (total, len(hits), hits[0].copies) == (4, 1, 3)
    assert len(search.find("harbour master", fold=False)[1]) == 4
    (only,) = search.find("harbour Wednesday")[1]  # the copy that has the word stands for itself
    assert only.copies == 3
    assert search.find("harbour", limit=1, offset=1)[1] == []
    assert len(search.find("date:2024-05", limit=2, offset=2)[1]) == 2


@pytest.mark.parametrize("nothing", ["", " ", '"', '""'])
def test_a_search_for_nothing_is_not_understood(tmp_path: Path, nothing: str) -> None:
    done = run("-a", tmp_path, "search", nothing)
    assert done.code == 2
    assert "at least one word" in done.err
