"""What the documents point to is there: files, headings, and modules that they name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
NOTEBOOK = ROOT / "docs" / "notebook"  # of its day: modules that are gone may be named there
HISTORY = {ROOT / "CHANGELOG.md"}

_LINK = re.compile(r"\]\((?!https?:)([^)\s#]*)(?:#([^)\s]+))?\)")
_MODULE = re.compile(r"`([\w/]+\.(?:py|pxd|tsv))`")


def _anchors(page: Path) -> set[str]:
    """Of each heading the name by which a link finds it, as GitHub makes it."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for path, anchor in _LINK.findall(page.read_text(encoding="utf-8")):
        target = page.parent / path if path else page
        assert target.exists(), path
        if anchor:
            assert anchor in _anchors(target), f"{path}#{anchor}"


@pytest.mark.parametrize(
    "page", [p for p in PAGES if NOTEBOOK not in p.parents and p not in HISTORY], ids=lambda p: str(p.relative_to(ROOT))
)
def test_modules_that_are_named_exist(page: Path) -> None:
    there = [path for folder in ("archiver", "bench", "tests", "docs") for path in (ROOT / folder).rglob("*.*")]
    names = {str(path.relative_to(ROOT)) for path in there} | {path.name for path in ROOT.iterdir()}
    for name in _MODULE.findall(page.read_text(encoding="utf-8")):
        assert any(one == name or one.endswith("/" + name) for one in names), name
