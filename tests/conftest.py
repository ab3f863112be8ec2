"""How the property tests draw: the same examples in every run, so that a change and not chance fails a run of CI.

`make fuzz` draws new ones, and more of them where a test sets no number of its own; what it finds becomes a case.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.append(str(Path(__file__).parent))  # `uncompiled` and `command_line`, for tests of several folders

settings.register_profile("settled", derandomize=True, deadline=None)  # time says nothing on a shared machine
settings.register_profile("explore", derandomize=False, max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "settled"))

LONGEST = {"test_workers.py", "test_tutorials.py"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first: at the end no worker is left alone with one of them."""
    items.sort(key=lambda item: item.path.name not in LONGEST)
