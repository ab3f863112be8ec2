"""The archive and the server of tests/web."""

from __future__ import annotations

import sys
from pathlib import Path

WEB = Path(__file__).parents[1] / "web"
sys.path.insert(0, str(WEB))

from serving import address, archive  # noqa: E402

__all__ = ["address", "archive"]
