"""XML files of articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from archiver.errors import InputError
from archiver.records import Capture
from archiver.sources import Limits, read

TEXT = "The harbour was closed on Monday because of the ice, the council said."


def written(folder: Path, content: str, **options: object) -> list[Capture | InputError]:
    path = folder / "dump.xml"
    path.write_text(content, encoding="utf-8")
    return list(read([path], **options))  # type: ignore[arg-type]


ONE = f"""<headline>Ice</headline><author>Edith Moor</author><author>Bo Ek</author><pubDate>2024-05-03</pubDate>
<link>https://post.example/%d</link><text>\n <p>{TEXT}</p>\n <p>It <b>opens</b> soon.</p></text>"""
FORMS = {
    "a list of elements": f"<?xml version='1.0'?><!-- all --><dump><m><n>3</n></m><a>{ONE}</a><a>{ONE}</a></dump>",
    "elements named as a text may be": f"<d><article id='1'>{ONE}</article><article id='2'>{ONE}</article></d>",
    "in a name space, with a DOCTYPE": '<!DOCTYPE n SYSTEM "n.dtd" [<!ENTITY x "y">]><n xmlns="http://post.example/">'
    f"<i>{ONE}</i><i>{ONE}</i></n>",
}


@pytest.mark.parametrize("form", FORMS)
def test_each_article_is_a_page(form: str, tmp_path: Path) -> None:
    found = written(tmp_path, FORMS[form].replace("%d", "1", 1).replace("%d", "2", 1))
    assert [isinstance(o, Capture) and (o.url, o.body, o.origin.record) for o in found] == [
        (f"https://post.example/{n}", f"{TEXT}\n\nIt opens soon.", n) for n in (1, 2)
    ], found
    (page, _) = found
    assert isinstance(page, Capture)
    assert (page.stated.title, page.stated.authors) == ("Ice", ("Edith Moor", "Bo Ek"))
    assert page.stated.published is not None
    assert page.stated.published.isoformat() == "2024-05-03"


def test_a_file_may_be_one_article_and_attributes_say_something_of_it(tmp_path: Path) -> None:
    (page,) = written(tmp_path, f'<n itemid="7" date="1996-08-20"><title>Ice</title><text><p>{TEXT}</p></text></n>')
    assert isinstance(page, Capture)
    assert (page.body, page.stated.title) == (TEXT, "Ice")
    assert page.stated.published is not None
    assert page.stated.published.isoformat() == "1996-08-20"


def test_a_text_that_is_markup_in_disguise_is_html(tmp_path: Path) -> None:
    (page,) = written(tmp_path, f"<d><a><content><![CDATA[<p>{TEXT}</p>]]></content></a></d>")
    assert isinstance(page, Capture)
    assert page.kind == "html"


def test_names_can_be_chosen(tmp_path: Path) -> None:
    (page,) = written(tmp_path, f"<d><a><geschichte>{TEXT}</geschichte></a></d>", names={"text": "geschichte"})
    assert isinstance(page, Capture)
    assert page.body == TEXT


def test_what_is_no_dump_or_is_cut_is_told(tmp_path: Path) -> None:
    (unknown,) = written(tmp_path, "<catalogue><item>1</item></catalogue>")
    assert isinstance(unknown, InputError)
    assert (unknown.reason, "<catalogue>" in unknown.message) == ("unknown-xml", True)
    page, cut = written(tmp_path, f"<d><a><text>{TEXT}</text></a><a><text>The har")
    assert isinstance(page, Capture)
    assert isinstance(cut, InputError)
    assert cut.reason == "bad-xml"


def test_entities_that_grow_are_not_unfolded_and_memory_is_that_of_an_article(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "xxxxxxxxxx">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    (refused,) = written(tmp_path, f"<?xml version='1.0'?>{bomb}]><d><a><text>&i;</text></a></d>")
    assert isinstance(refused, InputError)
    small = Limits(page_bytes=100_000)
    many = f"<d>{f'<a><text>{TEXT * 100}</text></a>' * 200}</d>"
    assert all(isinstance(o, Capture) for o in written(tmp_path, many, limits=small))
    (large,) = written(tmp_path, f"<d>{f'<a><x>{TEXT * 100}</x></a>' * 200}</d>", limits=small)
    assert isinstance(large, InputError)
    assert large.reason == "too-large"
