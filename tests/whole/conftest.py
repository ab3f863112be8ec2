from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # `sites`, the pages of these tests, and `clusters`

from clusters import Cluster, started


@pytest.fixture
def cluster(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Cluster]:
    """A scheduler and three workers as processes on loopback. param: an option of the workers."""
    pytest.importorskip("distributed")
    with started(tmp_path, getattr(request, "param", "--no-nanny")) as running:
        yield running
