"""What stands above a dump's text: days of the Solar Hijri calendar, what lines tell, and which line is the title."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.boilerplate import SiteStatistics, judge, keys_of, observe
from archiver.extract.dates.solar import YEARS, gregorian
from archiver.extract.dates.written import dates_in
from archiver.extract.dump.about import NOTHING, told
from archiver.extract.text import extract
from archiver.pipeline import concluded
from archiver.records import Document, JudgedDocument

BODY = (
    "The council met for four hours on Monday and came to no decision about the bridge over the Tarn.",
    "Engineers had asked for another week to look at the piers, two of which stand on timber.",
)
OTHER = (
    "Nobody expected snow in the second week of May, least of all those who run the swimming pool.",
    "The treasurer said with a shrug that the heating had swallowed what was meant for the roof.",
)


def test_known_days_of_the_solar_hijri_calendar() -> None:
    assert gregorian(1403, 1, 1) == date(2024, 3, 20)
    assert gregorian(1403, 12, 30) == date(2025, 3, 20)
    assert gregorian(1357, 11, 22) == date(1979, 2, 11)
    assert gregorian(1402, 12, 30) is None
    assert gregorian(1403, 7, 31) is None
    assert gregorian(2024, 1, 1) is None


@given(st.dates(date(1850, 1, 1), date(2200, 1, 1)))
def test_each_gregorian_day_is_one_day_of_the_solar_hijri_calendar(day: date) -> None:
    year = day.year - 621
    same = [
        (y, m, d) for y in (year - 1, year) for m in range(1, 13) for d in range(1, 32) if gregorian(y, m, d) == day
    ]
    assert len(same) == 1
    assert same[0][0] in YEARS
    assert day - timedelta(days=1) in {gregorian(y, m, d) for y, m, d in _before(*same[0])}


def _before(year: int, month: int, day: int) -> list[tuple[int, int, int]]:
    """The day before, and what may be: the last of the month or year before."""
    if day > 1:
        return [(year, month, day - 1)]
    year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return [(year, month, max(d for d in range(29, 32) if gregorian(year, month, d)))]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("نوشته‌شده در ۶ حمل ۱۴۰۳ توسط علی یاور", ["2024-03-25"]),
        ("۵ دي ۱۴۰۲", ["2023-12-26"]),
        ("د خپرېدو نېټه: د ۱۴۰۳ د وري ۱۰ 10:01", ["2024-03-29T10:01"]),
        ("۱۴۰۳/۰۱/۰۵", ["2024-03-24"]),
        ("1403/01/05", []),  # which calendar, nobody knows
        ("۳۱ جدی ۱۴۰۲", []),  # there is no such day
        ("Publié le 10 janvier 2024 à 12:38, mis à jour le 11 janvier 2024", ["2024-01-10T12:38", "2024-01-11"]),
        ("Am 03/04/2024", []),
    ],
)
def test_dates_in_a_line(text: str, days: list[str]) -> None:
    assert [moment.isoformat() for _, _, moment in dates_in(text)] == days


@pytest.mark.parametrize(
    ("line", "published", "modified", "authors"),
    [
        ("By Ada Marsh, updated 17 days ago", None, None, ("Ada Marsh",)),
        ("January 19, 2024 13:35 | 20,707 views", "2024-01-19T13:35", None, ()),
        ("von Jo Beck · 8. Januar 2024", "2024-01-08", None, ("Jo Beck",)),
        ("Publisert: 8. august 2024 kl. 16:35. Oppdatert: 9. august 2024", "2024-08-08T16:35", "2024-08-09", ()),
        ("14 janvier 2024 – Léa Marchand", "2024-01-14", None, ("Léa Marchand",)),
        ("علی یاور - ۱۴ ثور ۱۴۰۳", "2024-05-03", None, ("علی یاور",)),
        ("په د ۱۴۰۳ د وري ۱۳ د سلیم تاند له خوا خپور شوی", "2024-04-01", None, ("سلیم تاند",)),
        ("Ada Marsh, Staff Writer", None, None, ("Ada Marsh",)),
        ("Written by Ada Marsh and Tom Reed", None, None, ("Ada Marsh", "Tom Reed")),
        ("New York, January 5, 2024", "2024-01-05", None, ()),
        ("Last updated: January 5, 2024", None, "2024-01-05", ()),
        ("Hospital Hit by Heavy Snow", None, None, ()),
        ("Share it:", None, None, ()),
        ("The band will play at the hall on 3 May 2024 and in the park on all other days of it.", None, None, ()),
    ],
)
def test_what_a_line_tells(line: str, published: str | None, modified: str | None, authors: tuple[str, ...]) -> None:
    found = told(line)
    assert (found.published.isoformat() if found.published else None) == published
    assert (found.modified.isoformat() if found.modified else None) == modified
    assert found.authors == authors


@given(st.text(max_size=200))
def test_any_line_can_be_asked(line: str) -> None:
    found = told(line)
    assert found == NOTHING or any(c.isdigit() for c in line) or found.authors


def _of_site(texts: list[str], number: int) -> JudgedDocument:
    """One of a site's pages, judged with all of them."""
    documents = [extract(text) for text in texts]
    statistics = SiteStatistics()
    for document in documents:
        statistics.add(observe(document))
    own: Document = documents[number]
    facts = statistics.facts(keys_of(own))
    return concluded(judge(own, facts), facts)


def test_a_line_on_the_sites_other_pages_is_no_title() -> None:
    first = "Notes out of a small valley"
    alone = concluded(judge(extract("\n".join((first, *BODY)))), None)
    assert alone.document.metadata.title == first
    texts = ["\n".join((first, *body)) for body in (BODY, OTHER)]
    for number in range(2):
        assert _of_site(texts, number).document.metadata.title is None


def test_a_headline_to_which_another_page_links_is_a_title_still() -> None:
    menu = ("Start here World Culture Weather", "Write to the desk Log in")
    own, other = "Council leaves the bridge closed", "Snow falls on the swimming pool"
    texts = [
        "\n".join((*menu, own, *BODY, "Most read", other)),
        "\n".join((*menu, other, *OTHER, "Most read", own)),
    ]
    for number, title in enumerate((own, other)):
        judged = _of_site(texts, number)
        assert judged.document.metadata.title == title
        assert title not in judged.text.split("\n")[0]


def test_a_title_that_was_stated_stays() -> None:
    from archiver.records import Metadata

    text = "\n".join(("Council leaves the bridge closed", "By Ada Marsh", *BODY))
    document = extract(text, stated=Metadata(title="Told by the feed"))
    judged = concluded(judge(document), None)
    assert judged.document.metadata.title == "Told by the feed"
    assert judged.document.metadata.authors == ("Ada Marsh",)


def test_how_the_text_was_read_is_told_before_what_stands_above_it() -> None:
    """A UTF-16 file's evidence is of "text", which is no field of the metadata."""
    from archiver.records import Evidence, Metadata

    told = Evidence("text", "decoded as utf-16-le")
    text = "\n".join(("Council leaves the bridge closed", "By Ada Marsh", *BODY))
    judged = concluded(judge(extract(text, stated=Metadata(evidence=(told,)))), None)
    assert judged.document.metadata.title == "Council leaves the bridge closed"
    assert judged.document.metadata.evidence[0] == told
    assert {e.field for e in judged.document.metadata.evidence} == {"text", "title", "authors"}
