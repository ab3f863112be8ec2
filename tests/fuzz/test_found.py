"""What `make fuzz-bytes` found and was mended since: one file each, named for what it shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from targets import TARGETS

FOUND = sorted((Path(__file__).parents[1] / "cases/fuzz").glob("*/*"))


@pytest.mark.parametrize("case", FOUND, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_bytes_that_once_raised_what_they_should_not(case: Path) -> None:
    TARGETS[case.parent.name](case.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_no_target_minds_nothing_or_junk(target: str) -> None:
    for data in (b"", b"\0", bytes(range(256)), b"<" * 1000, b"[" * 5000, b'{"a":' * 5000):
        TARGETS[target](data)
