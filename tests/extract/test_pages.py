"""What today's content systems put into a page, and what is to be made of it; pages of our own writing."""

from __future__ import annotations

from datetime import date

import pytest

from archiver.extract.dates.written import date_line
from archiver.extract.html import extract
from archiver.records import Document

FIRST = "The harbour board voted on Tuesday night to keep the winter ferry to the outer islands, after a long dispute."
SECOND = "Four members voted for the proposal and three against; the chairwoman called it the hardest of her years."
THIRD = "The ferry costs the town four million a year, a third of it for fuel, and most of the rest for those on board."
LAST = "The board will look at the matter again in two years, and until then the timetable stays as it is."
HEADLINE = "Winter ferry stays after close vote"


def page(body: str, *, title: str = HEADLINE, head: str = "", logo: str = "", url: str | None = None) -> Document:
    top = f"<header>{logo}<ul><li><a href=/n>News</a><li><a href=/s>Sport</a></ul></header>"
    source = f"<html lang=en><head><title>{title}</title>{head}</head><body>{top}<main>{body}</main></body></html>"
    return extract(source.encode(), url=url or "https://news.example/2026/ferry")


def article(body: str, **more: str) -> Document:
    return page(f"<article><h1>{HEADLINE}</h1><p>{FIRST}</p><p>{SECOND}</p>{body}</article>", **more)


def body_of(document: Document) -> list[str]:
    return [block.text for block in document.blocks if (block.body_odds or 0) > 0]


@pytest.mark.parametrize(
    ("title", "logo", "source"),
    [
        (f"{HEADLINE} - The Coast Post", '<a href="/" rel=home>The Coast Post</a>', "The Coast Post"),
        (f"{HEADLINE} | Berg &amp; Tal", '<a href="https://news.example/"><b>Berg &amp; Tal</b></a>', "Berg & Tal"),
        (f"Harbour Diary: {HEADLINE}", "<a href='/'>Harbour Diary</a>", "Harbour Diary"),
        (f"{HEADLINE} - Coast Post", '<a href=/><img src=l.png alt="Coast Post"></a>', "Coast Post"),
        (f"{HEADLINE} - News Example", "", None),
        (f"{HEADLINE} | Sport", "<a href=/>The Coast Post</a>", None),  # a section: its link leads there
        (f"Video: {HEADLINE}", "<a href=/>Video</a>", None),
    ],
)
def test_the_publisher_is_what_the_title_calls_the_front_page(title: str, logo: str, source: str | None) -> None:
    said = article(f"<p>{THIRD}</p><p>{LAST}</p>", title=title, logo=logo).metadata
    assert (said.source, said.title) == (source, HEADLINE)


def test_a_logo_in_the_first_heading_is_no_headline() -> None:
    logo = "<h1><a href=/>The Vest Standard</a></h1>"
    said = page(f"<h2>{HEADLINE}</h2><p>{FIRST}</p><p>{SECOND}</p>", title=f"{HEADLINE} - The Vest Standard", logo=logo)
    assert (said.metadata.title, said.metadata.source) == (HEADLINE, "The Vest Standard")


def test_the_host_tells_the_publisher_in_the_title() -> None:
    said = article(f"<p>{LAST}</p>", title=f"Vest Times: {HEADLINE}", url="https://www.vest-times.example/1").metadata
    assert (said.source, said.title) == ("Vest Times", HEADLINE)


def test_footnotes_are_text() -> None:
    mark = '<sup id=r1><a href="#n1">1</a></sup>'
    notes = '<hr><ol class=footnotes><li id=n1>The town got its rights in 1742. <a href="#r1">^</a></ol>'
    texts = body_of(article(f"<p>{THIRD}{mark}</p><p>{LAST}</p>{notes}"))
    assert texts[-1] == "The town got its rights in 1742. ^"
    without = body_of(article(f"<p>{THIRD}</p><p>{LAST}</p>{notes}"))  # nothing leads there
    assert "1742" not in without[-1]


def test_what_is_folded_away_between_paragraphs_is_text() -> None:
    def fold(name: str) -> str:
        return (
            f"<div class={name}><div class={name}-item><h3 class={name}-header><button>Who uses it?</button></h3>"
            f"<div class={name}-collapse><div>Between eleven and ninety people a day, most of them pupils.</div></div>"
            "</div></div>"
        )

    assert body_of(article(f"{fold('accordion')}<p>{THIRD}</p><p>{LAST}</p>")) == [
        FIRST,
        SECOND,
        "Who uses it?",
        "Between eleven and ninety people a day, most of them pupils.",
        THIRD,
        LAST,
    ]
    behind = body_of(article(f"<p>{THIRD}</p><p>{LAST}</p>{fold('accordion')}"))
    assert behind[-1] == LAST


def test_headings_and_lists_by_turns_between_text_are_text() -> None:
    sides = (
        "<div class=pros-cons><div class=pros><h4>Pros</h4><ul><li>Dry after an hour<li>A hood that stays</ul></div>"
        "<div class=cons><h4>Cons</h4><ul><li>Heavy<li>Expensive</ul></div></div>"
    )
    texts = body_of(article(f"{sides}<h2>What we found</h2><p>{THIRD}</p><p>{LAST}</p>"))
    assert texts[2:8] == ["Pros", "Dry after an hour", "A hood that stays", "Cons", "Heavy", "Expensive"]


def test_cards_below_headings_that_lead_elsewhere_are_an_index() -> None:
    card = "<article><h2><a href=/{}>Story of the day</a></h2><p class=meta>By Jo Page</p><p>{}</p></article>"
    cards = "".join(card.format(n, text) for n, text in enumerate((FIRST, SECOND, THIRD, LAST, FIRST, SECOND)))
    document = page(f"<h1>Tag: ferry</h1>{cards}", title="ferry Archives")
    assert (document.page_type, article(f"<p>{THIRD}</p><p>{LAST}</p>").page_type) == ("index", "article")


def test_a_live_blog_is_told_by_its_headline() -> None:
    text = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><p>{LAST}</p>" * 2
    assert page(f"<article><h1>Ferry vote - live updates</h1>{text}</article>").page_type == "liveblog"
    other = "<h1><a href=/x>Council - live updates</a></h1>"  # another story
    assert page(f"<article><h1>{HEADLINE}</h1>{text}</article>{other}").page_type == "article"


def test_a_paywall_needs_no_statement_that_the_page_is_an_article() -> None:
    wall = "<div class=paywall><h2>Weiterlesen mit KB+</h2><p>Jetzt testen, danach 9,90 Euro im Monat.</p></div>"
    assert page(f"<article><h1>{HEADLINE}</h1><p>{FIRST}</p>{wall}</article>").page_type == "paywall"


def test_html_in_a_script_may_have_its_slashes_escaped() -> None:
    text = "\\u003Cp\\u003E" + "\\u003C\\u002Fp\\u003E\\u003Cp\\u003E".join((FIRST, SECOND, THIRD, LAST))
    script = f'<script>window.state={{"body":"{text}\\u003C\\u002Fp\\u003E"}}</script>'
    assert body_of(page(f"<div class=loader>Loading</div>{script}")) == [FIRST, SECOND, THIRD, LAST]


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("<div class=byline>Written By: Ann Lee Updated: 4 May 2026, 08:15</div>", ("Ann Lee",)),
        ("<div class=author>ავტორი: ნინო ბერიძე</div>", ("ნინო ბერიძე",)),
        ("<meta name=author content='Super User'><p class=author>By Ann Lee</p>", ("Ann Lee",)),
        ("<p><a href=/n>News</a> <a>Sport</a> <a>Weather</a> <a>Classifieds</a></p><p>4 May 2026</p>", ()),
    ],
)
def test_bylines(byline: str, names: tuple[str, ...]) -> None:
    document = page(f"<article><h1>{HEADLINE}</h1>{byline}<p>{FIRST}</p><p>{SECOND}</p><p>{LAST}</p></article>")
    assert document.metadata.authors == names


@pytest.mark.parametrize(
    "line",
    [
        "4 มี.ค. 2569 08:15",
        "4 มีนาคม 2569",
        "4 มีนาคม 2026",
        "4 მარტი 2026",
        "4 মার্চ 2026",
        "4 ມີນາ 2026",
        "4 մարտի, 2026",
        "4 сакавіка 2026",
        "4 ማርች 2026",
        "4 மார்ச் 2026",
    ],
)
def test_dates_of_further_scripts(line: str) -> None:
    found = date_line(line)
    assert found is not None and found.at.date() == date(2026, 3, 4)
