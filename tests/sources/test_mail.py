"""Mailboxes of newsletters, and letters in files of their own."""

from __future__ import annotations

import mailbox
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from archiver.errors import InputError
from archiver.records import Capture
from archiver.sources import Limits, read
from archiver.sources.limits import MIB

BODY = "Åsa Berg opened the bridge.\nFrom Monday on the ferry sails no more.\nWhat then, nobody knows.\n"


def letter(number: int, html: bool = True, charset: str = "utf-8") -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Hill Weekly – Brücke <news@mail.hill.example>"
    made["Subject"] = f"Letter {number}: Brücke"
    made["Date"] = "Fri, 03 May 2024 10:00:00 +0200"
    made["Message-ID"] = f"<{number}@hill.example>"
    made.set_content(BODY, charset=charset)
    if html:
        made.add_alternative(f"<html><body><p>{BODY}</p></body></html>", subtype="html", charset=charset)
        made.add_attachment(b"<html>No.</html>", maintype="text", subtype="html", filename="a.html")
    return made


def boxed(path: Path, *letters: EmailMessage) -> Path:
    box = mailbox.mbox(path)
    for one in letters:
        box.add(one)
    box.close()
    return path


@pytest.mark.parametrize("name", ["letters.mbox", "Inbox"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_each_letter_is_a_page(name: str, charset: str, tmp_path: Path) -> None:
    path = boxed(tmp_path / name, letter(1, charset=charset), letter(2, html=False, charset=charset), letter(3))
    pages = list(read([path]))
    assert [isinstance(p, Capture) and (p.kind, p.origin.record, p.input_id) for p in pages] == [
        ("html", 1, "<1@hill.example>"), ("text", 2, "<2@hill.example>"), ("html", 3, "<3@hill.example>")
    ]  # fmt: skip
    html, text = pages[:2]
    assert isinstance(html, Capture)
    assert isinstance(text, Capture)
    assert (html.site, html.stated.source, html.stated.title) == (
        "mail.hill.example", "Hill Weekly – Brücke", "Letter 1: Brücke"
    )  # fmt: skip
    assert str(text.body).strip() == BODY.strip()  # nothing cut at "From ", and its mark taken off
    assert isinstance(html.body, bytes)
    assert BODY in html.body.decode(html.charset or "")
    assert html.stated.published is not None
    assert html.stated.published.at == datetime(2024, 5, 3, 8, tzinfo=UTC)


def test_a_letter_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(letter(1, html=False).as_bytes())
    (page,) = read([tmp_path / "a.eml"], site="letters.example")
    assert isinstance(page, Capture)
    assert (page.body, page.site, page.origin.record) == (BODY, "letters.example", None)


def test_a_page_that_a_browser_saved_under_the_name_of_a_letter_has_its_address(tmp_path: Path) -> None:
    saved = (
        b"From: <Saved by Blink>\nSnapshot-Content-Location: https://a.example/1\nSubject: Ice\n"
        b"Content-Type: text/html\n\n<html><p>The harbour was closed.</p></html>\n"
    )
    (tmp_path / "a.eml").write_bytes(saved)
    (page,) = read([tmp_path / "a.eml"])
    assert isinstance(page, Capture)
    assert page.url == "https://a.example/1"


def test_letters_that_hold_no_page_cost_themselves_alone(tmp_path: Path) -> None:
    empty = EmailMessage()
    empty["Subject"] = "Nothing"
    picture = EmailMessage()
    picture.set_content(b"\x89PNG\r\n", maintype="image", subtype="png")
    found = list(read([boxed(tmp_path / "a.mbox", empty, letter(2), picture, letter(4))]))
    assert [o.reason if isinstance(o, InputError) else o.origin.record for o in found] == ["no-page", 2, "no-page", 4]


def test_a_letter_larger_than_a_page_may_be_and_what_is_no_mailbox(tmp_path: Path) -> None:
    large = EmailMessage()
    large.set_content("x" * 70 + "\n" + ("y" * 70 + "\n") * 30_000)
    *_, error = read([boxed(tmp_path / "a.mbox", large)], limits=Limits(page_bytes=MIB))
    assert isinstance(error, InputError)
    assert error.reason == "too-large"
    (tmp_path / "b.mbox").write_text("The harbour was closed.\n")
    (other,) = read([tmp_path / "b.mbox"])
    assert isinstance(other, InputError)
    assert other.reason == "bad-mbox"
