"""`archiver fetch --list FILE`: addresses as editors and spreadsheets write them."""

from __future__ import annotations

import click
import pytest

from archiver.cli.fetch import _listed

ADDRESSES = ["https://a.example/grüße", "b.example/2"]
TEXT = "\r\n".join([ADDRESSES[0], "", f"  {ADDRESSES[1]} ", ""])


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_list_is_read_in_its_charset(tmp_path, charset):
    (tmp_path / "list.txt").write_bytes(TEXT.encode(charset))
    assert _listed(tmp_path / "list.txt") == ADDRESSES


def test_what_is_no_text_is_told(tmp_path):
    (tmp_path / "list.xlsx").write_bytes(b"PK\x03\x04" + bytes(range(32)) * 100)
    with pytest.raises(click.BadParameter, match=r"list\.xlsx is no text"):
        _listed(tmp_path / "list.xlsx")
