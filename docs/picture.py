"""Draws docs/explain.svg, the picture of `archiver explain` in README, from what it really prints.

usage: python docs/picture.py ARCHIVE ID
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from rich.console import Console

from archiver.cli.explain import _head
from archiver.cli.explaining import print_page
from archiver.cli.show import find
from archiver.ingesting import explained
from archiver.lake import Lake


def main() -> None:
    lake = Lake.open(sys.argv[1])
    row = next(r for r in find(lake, sys.argv[2]) if r["is_current"])
    out = Console(record=True, width=116, file=io.StringIO(), force_terminal=True)
    why = next((e["origin"] for e in row["evidence"] if e["field"] == "source"), None)
    head = _head(row)
    print_page(explained(lake, row), out, head=head | ({"source": f"{head['source']}  ({why})"} if why else {}))
    out.save_svg(str(Path(__file__).parent / "explain.svg"), title=f"archiver explain {sys.argv[2][:8]}")


if __name__ == "__main__":
    main()
