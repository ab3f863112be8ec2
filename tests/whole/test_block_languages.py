"""`archiver explain` tells which blocks are in another language than the article, and what they are."""

from __future__ import annotations

import json
from pathlib import Path

from command_line import run

TEXT = """ښاري شورا د سې‌شنبې په ورځ پرېکړه وکړه چې بېړۍ به په ژمي کې هم ځي.

درې بزګرانو د يوې زړې کوټې لاندې د سکو خزانه وموندله.

Support our newsroom. Every gift helps us to keep our reporters on the road.
"""


def test_a_pashto_article_with_an_english_footer(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(TEXT, encoding="utf-8")
    command = ("-a", tmp_path / "none", "explain", page)
    blocks = json.loads(run(*command, "--json").out)["blocks"]
    assert [block["language"] for block in blocks] == ["ps", "ps", "en"]
    assert "en: 3" in run(*command).out


def test_levels_and_how_sure_the_type_is(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<h2>The mole</h2><ul><li>north<ul><li>at night</ul></ul><p>Closed.", encoding="utf-8")
    told = json.loads(run("-a", tmp_path / "none", "explain", page, "--json").out)
    assert [(block["kind"], block["level"]) for block in told["blocks"]] == [
        ("heading", 2),
        ("list-item", 1),
        ("list-item", 2),
        ("paragraph", None),
    ]
    assert 0 < told["page_type_confidence"] <= 1
