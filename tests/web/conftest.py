"""`archiver serve` on loopback, before an archive of seeds and of hostile rows."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

sys.path.insert(0, str(Path(__file__).parent))  # serving.py, web_rows.py

from serving import address, archive

__all__ = ["address", "archive"]


@pytest.fixture(scope="session")
def site(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=30) as client:
        yield client
