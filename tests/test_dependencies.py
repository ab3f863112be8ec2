"""What is compiled anew when a .pxd changes: Cython finds it by expressions, which do not see every way of writing."""

from __future__ import annotations

import re
from pathlib import Path

import archiver

ROOT = Path(archiver.__file__).parents[1]
TAKEN = re.compile(r"^from ([\w.]+) cimport (.+)$", re.MULTILINE)


def test_a_module_is_taken_whole_in_the_way_that_cython_sees() -> None:
    """`cimport a.b as b`, for behind `from a cimport b` the build does not look for a/b.pxd."""
    unseen = []
    for path in sorted((ROOT / "archiver").rglob("*.pxd")):
        for package, names in TAKEN.findall(path.read_text(encoding="utf-8")):
            folder = ROOT.joinpath(*package.split("."))
            modules = [name for name in re.findall(r"\w+", names) if (folder / f"{name}.pxd").exists()]
            unseen += [f"{path.name}: {package}.{name}" for name in modules]
    assert not unseen
