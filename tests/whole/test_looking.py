"""A page that is only looked at (`archiver explain FILE`): judged with what the archive knows of its site."""

from __future__ import annotations

from pathlib import Path

import pytest
from sites import FOOTERS, dump
from test_order import store

from archiver.errors import ArchiveError
from archiver.ingesting import cleaned_with_archive
from archiver.pipeline import Cleaned, clean
from archiver.records import Capture
from archiver.settings import pin

CLOSED = FOOTERS["Fjordposten"][3]


def alone(capture: Capture) -> Cleaned:
    found = clean(capture)
    assert isinstance(found, Cleaned)
    return found


def test_the_sites_other_pages_and_its_pins_are_heard(tmp_path: Path) -> None:
    store([dump(n) for n in range(12)], tmp_path)
    judged = cleaned_with_archive(dump(40), tmp_path).judged
    assert [b.verdict.rule for b in judged.blocks if not b.verdict.kept] == ["site-repetition/1"] * 4
    assert judged.statistics is not None
    pin(tmp_path, "fjordposten", CLOSED, "content")
    assert cleaned_with_archive(dump(40), tmp_path).judged.blocks[-1].verdict.kept
    assert cleaned_with_archive(dump(40, "Hill Weekly"), tmp_path) == alone(dump(40, "Hill Weekly"))


def test_without_an_archive_it_is_judged_alone_and_one_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    assert cleaned_with_archive(dump(40), tmp_path / "none") == alone(dump(40))
    store([dump(1)], tmp_path)
    (log,) = (tmp_path / "articles" / "_delta_log").glob("*1.json")
    log.write_bytes(b"{")
    with pytest.raises(ArchiveError):
        cleaned_with_archive(dump(40), tmp_path)
