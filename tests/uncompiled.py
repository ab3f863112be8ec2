"""Compiled modules as Python runs them: what the tests of compiled modules compare with."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType


def source(package: ModuleType, name: str) -> ModuleType:
    """A module of a package as Python runs it, whether or not it is compiled. name: below the package, with slashes."""
    path = Path(str(package.__file__)).parent / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"source_of_{package.__name__}_{path.stem}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module
