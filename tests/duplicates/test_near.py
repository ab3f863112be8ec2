"""Near-duplicates: sketches, heads, and marks that depend on the articles alone."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archiver.duplicates import near, sketch
from archiver.duplicates.bitmaps import Bitmaps, Lists, bitmap
from archiver.duplicates.shingles import Hashes, shingles
from archiver.lake.sketches import lookup
from archiver.lake.sketches.index import SketchIndex
from archiver.lake.sketches.tables import CONTENTS
from archiver.marking import follow, heads

WORDS = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in ("n", "r", "st", "lo", "ka")]
EPOCH = datetime(2024, 1, 1, tzinfo=UTC)


def text(number: int, edits: int = 0, words: int = 60) -> str:
    """Text number n, with some of its words replaced."""
    chance = random.Random(number)
    found = [chance.choice(WORDS) for _ in range(words)]
    for edit in range(edits):
        found[chance.randrange(words)] = f"edit{edit}"
    return " ".join(found)


def test_shingles_do_not_depend_on_the_batch() -> None:
    texts = [text(n, words=n) for n in range(40)]
    hashes, starts = shingles(texts)
    for n, one in enumerate(texts):
        alone, _ = shingles([one])
        assert hashes[starts[n] : starts[n + 1]].tolist() == alone.tolist()
        assert len(alone) == max(0, n - 2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The ferry, they said, is late.", "“THE FERRY they said: is—late”"),
        ("one two\nthree four", "One two three, four!"),
        ("我们今天去学校。", "我们今天，去学校"),
        ("کشتی دیر کرد امروز", "کشتی دیر کرد؛ امروز"),
    ],
)
def test_punctuation_case_and_lines_make_no_difference(one: str, other: str) -> None:
    first, second = sketch.shingle_sets([one, other])
    assert len(first) and sketch.jaccard(first, second) == 1.0


def test_scripts_without_spaces_are_cut_into_characters() -> None:
    first, second = sketch.shingle_sets(["我们今天去学校", "我们今天不去学校"])
    assert (len(first), len(second)) == (5, 6)
    assert sketch.jaccard(first, second) == 3 / 8  # 我们今 们今天 去学校


def test_what_is_stored_does_not_change_with_a_release() -> None:
    """These numbers lie in archives' indexes: another rensa, or another rule, must be another `made_by`."""
    (found,) = sketch.sketches(["the quick brown fox jumps over the lazy dog and runs into the dark green forest"])
    assert found is not None
    assert found.places[:6].hex() == "675622347a79", sketch.made_by()


def test_short_texts_are_not_compared() -> None:
    assert sketch.sketches(["No comment.", ""]) == [None, None]


class Files:
    """A table's files, in memory."""

    def __init__(self) -> None:
        self.tables: dict[str, pa.Table] = {}

    def read(self, name: str, columns: list[str] | None = None) -> pa.Table:
        return self.tables[name].select(columns) if columns else self.tables[name]

    def put(self, name: str, articles: Iterable[Article]) -> None:
        rows = [
            {
                "id": a[0],
                "text": text(a[1], a[2]),
                "is_current": True,
                "published": None if a[3] is None else EPOCH + timedelta(hours=a[3]),
                "fetched_at": None,
                "near_duplicate_of": None,
                "similarity": None,
            }
            for a in articles
        ]
        self.tables[name] = pa.Table.from_pylist(rows, SCHEMA)


Article = tuple[str, int, int, int | None]
"""id, number of the text, words edited, hour of publication."""
TIME = pa.timestamp("us", "UTC")
SCHEMA = pa.schema(
    {
        "id": pa.string(),
        "text": pa.string(),
        "is_current": pa.bool_(),
        "published": TIME,
        "fetched_at": TIME,
        "near_duplicate_of": pa.string(),
        "similarity": pa.float64(),
    }
)

Marks = dict[str, tuple[str | None, float | None]]


def marks_of(index: SketchIndex) -> Marks:
    """What the index says of each article that is nearly the same as an earlier one."""
    return {m.id: (m.near_duplicate_of, m.similarity) for m in index.wrong()}


def expected(articles: Iterable[Article]) -> Marks:
    """The definition: every pair is looked at."""
    listed = sorted(articles, key=lambda a: (a[3] is None, a[3], a[0]))
    texts = [text(a[1], a[2]) for a in listed]
    sets, sketches = sketch.shingle_sets(texts), [s.places for s in sketch.sketches(texts) if s]
    keys = [set(k) for k in sketch.band_keys(sketches)]
    found: Marks = {}
    for later in range(len(listed)):
        for earlier in range(later):
            similarity = sketch.jaccard(sets[earlier], sets[later])
            meet = keys[earlier] & keys[later]
            if meet and similarity >= sketch.SIMILAR:
                found[listed[later][0]] = listed[earlier][0], similarity
                break
    return found


articles = st.lists(
    st.tuples(
        st.integers(0, 40).map(lambda n: f"article-{n:02}"),
        st.integers(0, 3),
        st.sampled_from([0, 0, 1, 2, 4, 8]),
        st.one_of(st.none(), st.integers(0, 20)),
    ),
    min_size=1,
    max_size=24,
    unique_by=lambda a: a[0],
)


@pytest.mark.parametrize("at_once", [2, 5_000])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(final=articles, before=articles, data=st.data())
def test_marks_depend_on_the_articles_alone(
    at_once: int, final: list[Article], before: list[Article], data: st.DataObject
) -> None:
    """Whatever the files were before, and in whatever steps they became what they are."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name in ((heads, "TEXTS"), (heads, "HELD"), (near, "FIRST"), (near, "MOST")):
            patch.setattr(module, name, min(at_once, getattr(module, name)))
        check_history(final, before, data)


def check_history(final: list[Article], before: list[Article], data: st.DataObject) -> None:
    files = Files()
    with tempfile.TemporaryDirectory() as folder:
        index = SketchIndex(Path(folder) / "derived" / "index.sqlite", sketch.made_by(), sketch.band_keys)
        files.put("old", before)
        follow(index, files, {"old"})
        rest, names = list(data.draw(st.permutations(final))), set[str]()
        while rest:
            size = data.draw(st.integers(1, len(rest)))
            name = f"new-{len(names)}"
            files.put(name, rest[:size])
            rest, names = rest[size:], {*names, name}
            moved = {a[0] for a in final} - {a[0] for a in rest}
            files.put(f"old-{len(names)}", [a for a in before if a[0] not in moved])
            follow(index, files, {*names, f"old-{len(names)}"})
        follow(index, files, names)
        found = marks_of(index)
        index.close()
    assert found == expected(final)


def all_before(row: int) -> Lists:
    return Lists(np.arange(row, dtype=np.int32), np.zeros(1, np.int64), np.full(1, row))


sets = st.sets(st.integers(0, 2**64 - 1), max_size=60).map(lambda found: np.array(sorted(found), np.uint64))


@given(common=sets, several=st.lists(st.tuples(sets, st.sampled_from([1, 40])), min_size=2, max_size=5))
def test_no_similar_pair_is_passed_over(common: Hashes, several: list[tuple[Hashes, int]]) -> None:
    """The bound is exact, for bitmaps of one width and of several (a set of 40 times as many shingles has a wider)."""
    wider = [np.union1d(common, sketch.distinct(np.outer(own, np.arange(1, times + 1, dtype=np.uint64)).ravel()))
             for own, times in several]  # fmt: skip
    found = Bitmaps(len(wider))
    for row, one in enumerate(wider):
        found.put(row, len(one), bitmap(one))
    for row, one in enumerate(wider):
        exact = np.array([sketch.jaccard(one, other) for other in wider])
        for enough in (0.3, 0.7, 1.0):
            left = found.may_be_similar(row, all_before(len(wider)), 0, len(wider), enough)
            assert set(((exact >= enough) & (exact > 0)).nonzero()[0].tolist()) <= set(left)


@pytest.mark.parametrize("size", [60, 400, 2_000, 6_000])
def test_half_similar_texts_are_passed_over(size: int) -> None:
    """Texts of one mould, of whatever length: two thirds of each are in all of them."""
    chance = np.random.default_rng(size)
    mould = chance.integers(0, 2**63, size * 2 // 3).astype(np.uint64)
    alike = [np.union1d(mould, chance.integers(0, 2**63, size // 3).astype(np.uint64)) for _ in range(60)]
    found = Bitmaps(len(alike))
    for row, one in enumerate(alike):
        found.put(row, len(one), bitmap(one))
    assert round(sketch.jaccard(alike[0], alike[1]), 1) == 0.5
    rows = range(len(alike))
    left = sum(len(found.may_be_similar(row, all_before(row), 0, row, sketch.SIMILAR)) for row in rows)
    assert left <= 60 * 59 / 2 / 50


def test_of_a_file_written_anew_only_new_texts_are_sketched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As after a commit that rewrites a file for the sake of one row: one text is new, and one row says otherwise."""
    path, files = tmp_path / "derived" / "index.sqlite", Files()
    first: list[Article] = [(f"article-{n:02}", n, 0, n) for n in range(20)]
    files.put("one", first)
    index, sketched = SketchIndex(path, sketch.made_by(), sketch.band_keys), []
    sketches_of = sketch.sketches

    def counted(texts: Sequence[str]) -> list[sketch.Sketch | None]:
        sketched.append(len(texts))
        return sketches_of(texts)

    monkeypatch.setattr(sketch, "sketches", counted)
    follow(index, files, {"one"})
    files.put("two", [(*first[0][:3], 30), (*first[1][:1], 2, 0, 1), (*first[2][:1], 90, 0, 2), *first[3:]])
    follow(index, files, {"two"})
    assert sketched == [20, 1] and index.parts() == {"two"}
    anew = SketchIndex(tmp_path / "anew" / "index.sqlite", sketch.made_by(), sketch.band_keys)
    follow(anew, files, {"two"})
    for what in CONTENTS:
        assert list(index.content(what)) == list(anew.content(what)), what
    assert marks_of(index) == marks_of(anew)
    index.close()
    anew.close()


def test_keys_that_met_are_told_alike_however_they_are_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, index = Files(), SketchIndex(tmp_path / "derived" / "index.sqlite", sketch.made_by(), sketch.band_keys)
    files.put("one", [(f"article-{n:02}", n // 3, n % 3, n) for n in range(30)])
    follow(index, files, {"one"})
    keys = sketch.band_keys([found for _, found in sorted(index.sketches(range(1, 31)).items())]).ravel()
    found = []
    for looked_through in (1, 10**9):  # all that met, each of those that are asked for
        monkeypatch.setattr(lookup, "LOOKED_THROUGH", looked_through)
        under, texts = index.meetings(keys)
        found.append(sorted(zip(under.tolist(), texts.tolist(), strict=True)))
    assert found[0] == found[1] and {text for _, text in found[0]} == set(range(1, 31))
    index.close()


def test_a_text_that_goes_from_one_article_to_another_is_known_again(tmp_path: Path) -> None:
    """It is known when the files are read, forgotten with the first of them and there again with the second."""
    files, index = Files(), SketchIndex(tmp_path / "derived" / "index.sqlite", sketch.made_by(), sketch.band_keys)
    files.put("before", [("a", 1, 0, 1)])
    follow(index, files, {"before"})
    files.put("after-1", [("a", 2, 0, 1)])
    files.put("after-2", [("b", 1, 0, 2), ("c", 1, 1, 3)])
    follow(index, files, {"after-1", "after-2"})
    assert marks_of(index).keys() == {"c"} and marks_of(index)["c"][0] == "b"
    index.close()


def test_a_damaged_index_is_built_anew(tmp_path: Path) -> None:
    path = tmp_path / "derived" / "index.sqlite"
    path.parent.mkdir()
    path.write_bytes(b"no database" * 100)
    index = SketchIndex(path, sketch.made_by(), sketch.band_keys)
    assert index.parts() == set()
    index.close()


def test_another_maker_begins_anew(tmp_path: Path) -> None:
    path, files = tmp_path / "derived" / "index.sqlite", Files()
    files.put("one", [("a", 1, 0, 1), ("b", 1, 1, 2)])
    index = SketchIndex(path, "one", sketch.band_keys)
    follow(index, files, {"one"})
    assert set(marks_of(index)) == {"b"}
    index.close()
    again = SketchIndex(path, "other", sketch.band_keys)
    assert again.parts() == set()
    again.close()
