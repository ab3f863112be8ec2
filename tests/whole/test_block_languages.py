"""`archiver explain` tells which blocks are in another language than the article."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

TEXT = """ښاري شورا د سې‌شنبې په ورځ پرېکړه وکړه چې بېړۍ به په ژمي کې هم ځي.

درې بزګرانو د يوې زړې کوټې لاندې د سکو خزانه وموندله.

Support our newsroom. Every gift helps us to keep our reporters on the road.
"""


def test_a_pashto_article_with_an_english_footer(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(TEXT, encoding="utf-8")
    command = [sys.executable, "-m", "archiver", "-a", str(tmp_path / "none"), "explain", str(page)]
    blocks = json.loads(subprocess.run([*command, "--json"], capture_output=True, check=True).stdout)["blocks"]
    assert [block["language"] for block in blocks] == ["ps", "ps", "en"]
    assert "en: 3" in subprocess.run(command, capture_output=True, check=True).stdout.decode()
