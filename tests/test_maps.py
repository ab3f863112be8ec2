"""Each package's docstring is a map of its modules, and docs/architecture.md one of archiver's own."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import archiver

ROOT = Path(archiver.__file__).parent
PACKAGES = sorted(path.parent for path in ROOT.rglob("__init__.py") if path.parent != ROOT)
EACH = pytest.mark.parametrize("package", PACKAGES, ids=[str(path.relative_to(ROOT)) for path in PACKAGES])
# A line of a map: one or more names, white space, what is there.
LINE = re.compile(r"^ *([\w/]+(?:\.py)?(?:, [\w/]+(?:\.py)?)*)  +\S", re.MULTILINE)


def modules(package: Path) -> set[str]:
    return {path.stem for path in package.glob("*.py")} - {"__init__", "__main__"}


def map_of(package: Path) -> str:
    return ast.get_docstring(ast.parse((package / "__init__.py").read_text(encoding="utf-8"))) or ""


@EACH
def test_every_module_is_on_its_packages_map(package: Path) -> None:
    assert modules(package) <= set(re.findall(r"\w+", map_of(package)))


@EACH
def test_what_a_map_begins_its_lines_with_is_there(package: Path) -> None:
    names = [name for names in LINE.findall(map_of(package)) for name in names.split(", ")]
    homes = (package, ROOT)
    assert not [n for n in names if not any((home / n).exists() or (home / f"{n}.py").exists() for home in homes)]


def test_archivers_own_modules_and_packages_are_in_docs_architecture() -> None:
    told = (ROOT.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    there = {f"{path.name}/" for path in PACKAGES if path.parent == ROOT} | {f"{name}.py" for name in modules(ROOT)}
    assert there <= set(re.findall(r"\w+(?:\.py|/)", told))
