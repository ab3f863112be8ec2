"""Exports of newspapers' databases, and dumps of text browsers and of scanned columns; texts of our own writing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from archiver.extract.text import extract
from archiver.pipeline import Cleaned, clean
from archiver.records import Capture, Origin, page_text
from archiver.sources import read
from archiver.words.markdown import said

STORIES = [
    ("Winter ferry stays after close vote", "Lie, Ann", "The harbour board voted to keep the ferry to the islands."),
    ("Cod quota cut for third year", "van Ek, Tor B.", "Fishermen say that they have never seen so many cod at sea."),
    ("Library opens on Sundays", "Moe, Per", "From April on the library will be open on Sundays from noon to five."),
]
MORE = "It was the first decision of the kind in nine years, and it was not taken lightly by anybody who was there."


def nexis() -> str:
    return "".join(
        f"""                    {n} of 3 DOCUMENTS

                    Vest Tribune

              March {n + 3}, 2006 Wednesday
                    Final Edition

{title}

BYLINE: {" ".join(reversed(name.split(", ")))}, Staff Writer

SECTION: NEWS; Pg. A{n}

LENGTH: 214 words

DATELINE: VESTHAVN

BODY:

   {text}

   {MORE}

LOAD-DATE: March {n + 4}, 2006

PUBLICATION-TYPE: Newspaper

"""
        for n, (title, name, text) in enumerate(STORIES, 1)
    )


def proquest() -> str:
    return "".join(
        f"""____________________________________________________________

Document {n} of 3

{title}

Author: {name}

Publication info: Vest Tribune ; Vesthavn [Vesthavn]. 0{n + 3} Mar 2006: A.2.

Full text: {text}

{MORE}

Subject: Ferries; Islands

Publication title: Vest Tribune

Publication date: 0{n + 3} Mar 2006

ProQuest document ID: 40011223{n}

Database: ProQuest Central

"""
        for n, (title, name, text) in enumerate(STORIES, 1)
    )


def factiva() -> str:
    return "".join(
        f"NEWS\n{title}\n\nBy {' '.join(reversed(name.split(', ')))}\n214 words\n{n + 3} March 2006\nVest Tribune\n"
        f"VETR\nEnglish\n\n{text}\n\n{MORE}\n\nDocument VETR000020060304e2340000{n}\n\n"
        for n, (title, name, text) in enumerate(STORIES, 1)
    )


@pytest.mark.parametrize("export", [nexis, proquest, factiva])
def test_an_export_is_divided_into_its_articles(export: Callable[[], str], tmp_path: Path) -> None:
    file = tmp_path / "export.txt"
    file.write_text(export())
    captures = [one for one in read([str(file)]) if isinstance(one, Capture)]
    assert [title for title, _, _ in STORIES] == [
        next(title for title, _, _ in STORIES if title in str(capture.body)) for capture in captures
    ]


@pytest.mark.parametrize("export", [nexis, proquest])
def test_fields_of_an_export_are_read(export: Callable[[], str], tmp_path: Path) -> None:
    file = tmp_path / "export.txt"
    file.write_text(export())
    for n, capture in enumerate(read([str(file)])):
        assert isinstance(capture, Capture)
        cleaned = clean(capture)
        assert isinstance(cleaned, Cleaned)
        title, name, text = STORIES[n]
        document, said = extract(str(capture.body)), cleaned.judged.document.metadata
        assert said.published is not None
        assert (said.published.isoformat(), said.title) == (f"2006-03-0{n + 4}", title)
        assert said.authors == (" ".join(reversed(name.split(", "))),)
        kept = [block.text for block in document.blocks if not block.body_odds]
        assert any(line.endswith(text) for line in kept) and MORE in kept
        assert not any("Vest Tribune" in line for line in kept)
        assert " ".join(page_text(document.blocks).split()) == " ".join(str(capture.body).split())


def test_facts_behind_an_article_are_no_fields_of_it() -> None:
    facts = "Title: The Sea\nAuthor: Tor Ek\nPages: 312\nDate: 2025"
    said = extract(f"A book of the sea\n\n{MORE}\n\n{MORE} And so on.\n\n{facts}").metadata
    assert said.authors == () and said.title != "The Sea"


def test_facts_before_an_article_are_no_head_of_it() -> None:
    document = extract(f"About the ferry\n\nLocation: Vesthavn\nLength: 40 metres\n\n{MORE}\n\n{MORE}")
    assert "Length: 40 metres" in [block.text for block in document.blocks if not block.body_odds]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("By [8]Jo Page", "By Jo Page"),
        ("[3]Skip to content", "Skip to content"),
        ("#[1]Vest » Feed [2]Vest » Comments", "#[1]Vest » Feed Vest » Comments"),
        ("as was shown.[3] Later", "as was shown.[3] Later"),  # a note's mark
        ("[2024] was a year", "[2024] was a year"),
        ("see [3], [4] and [5].", "see [3], [4] and [5]."),
    ],
)
def test_numbers_of_links_are_no_words(line: str, words: str) -> None:
    assert said(line) == words


def test_columns_read_from_paper_are_joined() -> None:
    column = """THE VEST TIMES, WEDNESDAY, MARCH 4, 1908.           PAGE 3

  Vesthavn, March 3. - The har-
bour board of this town voted
on Tuesday night to keep the win-
ter ferry to the outer islands, end-
ing a dispute which has divided the
town since the autumn.
  Four members voted for the pro-
posal and three against. The chair-
man said that the vote was hard.

THE VEST TIMES, WEDNESDAY, MARCH 4, 1908.           PAGE 4

  The board will look at the mat-
ter again in two years.
"""
    lines = [block.text for block in extract(column).blocks]
    assert len(lines) == 5
    assert lines[1].startswith("Vesthavn, March 3. - The har-bour board of this town voted on Tuesday")
    assert lines[1].endswith("town since the autumn.")


def test_one_article_of_an_export_keeps_its_text() -> None:
    found = clean(Capture(kind="text", body=factiva().split("Document VETR")[0], origin=Origin("export")))
    assert isinstance(found, Cleaned) and MORE in found.judged.text
