"""How pages are set: pure functions, without a server."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.explore.differences import differences
from archiver.explore.languages import language_name
from archiver.web.plots import HEIGHT, WIDTH, lengths, over_time
from archiver.web.reading import Marks
from archiver.web.rendering import shortened
from archiver.web.selection import BadRequest, Selection

WORDS = st.text(st.sampled_from("ab é ن.,-"), max_size=40)
TEXTS = st.lists(WORDS, min_size=1, max_size=8).map("\n".join)
DAYS = st.dates(date(1500, 1, 1), date(9000, 1, 1))


@given(WORDS, st.dictionaries(WORDS, WORDS.filter(bool), max_size=4))
def test_marks_lose_no_character(text: str, people: dict[str, str]) -> None:
    forms = {form: name for form, name in people.items() if form.strip()}
    assert "".join(run.text for run in Marks(forms, {}).runs(text)) == text


def test_the_longest_form_is_marked_and_only_whole_words() -> None:
    marks = Marks({"Ada": "Ada Byron", "Ada Byron": "Ada Byron"}, {"bread": {"label": "food", "id": "1"}})
    runs = list(marks.runs("Ada Byron, not Adam, buys Bread; Ada's breadth."))
    assert [r.text for r in runs if r.person] == ["Ada Byron", "Ada"]
    assert [r.text for r in runs if r.topic] == ["Bread"]


def test_words_of_a_topic_are_marked_with_their_accents_and_capitals() -> None:
    marks = Marks({"Löhne": "Löhne"}, {"lohne": {"label": "labour", "id": "1"}, "پول": {"label": "money", "id": "2"}})
    runs = list(marks.runs("Die LÖHNE und Löhne; İlöhne, پُول پول, lohne."))
    assert [r.text for r in runs if r.topic] == ["LÖHNE", "پول", "lohne"]
    assert [r.text for r in runs if r.person] == ["Löhne"]


def test_every_language_that_may_be_found_has_a_name() -> None:
    from py3langid.langid import _get_identifier

    codes = [str(code) for code in _get_identifier().nb_classes]
    assert len(codes) > 90
    assert [code for code in codes if language_name(code) == code] == []


def test_a_line_as_long_as_a_book_is_compared_at_once() -> None:
    words = [f"word{n % 700}" for n in range(60_000)]
    edited = [*words[:30_000], "in", "between", *words[30_000:]]
    for before, after in ((words, edited), (["ha"] * 60_000, ["ha"] * 60_001)):
        lines = differences(" ".join(before), " ".join(after))
        assert "".join(s.text for s in lines[-1].spans if s.change != "removed") == " ".join(after)


@given(TEXTS, TEXTS)
def test_a_difference_holds_both_texts(before: str, after: str) -> None:
    lines = differences(before, after)
    for side, other in (("removed", "added"), ("added", "removed")):
        shown = ["".join(s.text for s in line.spans if s.change != other) for line in lines if line.change != other]
        assert "\n".join(shown) == (before if side == "removed" else after)


@given(
    st.dictionaries(st.dates(date(1990, 1, 1), date(2030, 1, 1)).map(lambda d: d.replace(day=1)), st.integers(1, 99))
)
def test_a_plot_counts_everything_within_its_frame(counts: dict[date, int]) -> None:
    times = [{"month": month, "articles": counts[month]} for month in sorted(counts)]
    plot = over_time(times)
    if plot is None:
        return
    assert sum(bar.count for bar in plot.bars) == sum(counts.values())
    assert all(0 <= bar.x <= bar.x + bar.width <= WIDTH + 0.1 and 0 <= bar.y <= HEIGHT for bar in plot.bars)
    assert max(bar.height for bar in plot.bars) == HEIGHT
    assert 1 <= sum(bool(bar.label) for bar in plot.bars) <= 10


@given(
    st.builds(
        Selection,
        words=WORDS.map(str.strip),
        source=WORDS.map(str.strip),
        person=WORDS.map(str.strip),
        since=st.none() | DAYS,
        sort=st.sampled_from(["", "newest", "oldest"]),
    )
)
def test_a_selection_survives_its_address(selection: Selection) -> None:
    assert Selection.of(selection.parameters()) == selection


@pytest.mark.parametrize(
    ("given", "since", "until"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("2024-02-03", date(2024, 2, 3), date(2024, 2, 3)),
    ],
)
def test_parts_of_dates(given: str, since: date, until: date) -> None:
    selection = Selection.of({"from": given, "to": given})
    assert (selection.since, selection.until) == (since, until)
    assert until + timedelta(days=1) > since


@pytest.mark.parametrize(
    "text", ["x", "2024-13", "2024-02-30", "0", "99999", "2024-1-1-1", "--", "２０２４", "9999-12"]
)
def test_what_is_no_day_is_told(text: str) -> None:
    with pytest.raises(BadRequest, match="not a day"):
        Selection.of({"from": text})


@given(st.text(max_size=80), st.integers(5, 40))
def test_shortened(text: str, length: int) -> None:
    assert len(shortened(text, length)) <= length + 1


def test_a_month_is_called_by_its_name_where_others_are() -> None:
    def labels(months: int) -> list[str]:
        times = [{"month": date(2024 + k // 12, k % 12 + 1, 1), "articles": 1} for k in range(months)]
        plot = over_time(times)
        assert plot is not None
        return [bar.label for bar in plot.bars if bar.label]

    assert labels(3) == ["Jan 2024", "Feb 2024", "Mar 2024"]
    assert labels(36) == ["2024", "2025", "2026"]


def test_shares_are_drawn_as_shares() -> None:
    rows = [("a", "/a", 0.5, "50%"), ("b", "/b", 0.25, "25%")]
    assert [bar.share for bar in lengths(rows, whole=1)] == [50, 25]
    assert [bar.share for bar in lengths(rows)] == [100, 50]
