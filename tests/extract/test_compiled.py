"""The compiled walk and features give what their source gives (modules marked `# cython:`)."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import archiver.extract
from archiver.extract import features, walk
from archiver.extract.markup import parse

WEIGHTS = features.Vocabulary({".entry": 2.0, "entry": 0.5, "nav": -1.5, "li": -0.5, "p": 1.0})


def source(name: str) -> ModuleType:
    """A module of the extractor as Python runs it, whether or not it is compiled."""
    path = Path(archiver.extract.__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"source_of_{name}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


WALK, FEATURES = source("walk"), source("features")
FRAGMENTS = st.sampled_from(
    [
        "<div class='entry post_Body' id=Main>", "</div>", "<p>", "</p>", "<br>", "<ul><li>", "</li></ul>", "<b>",
        "</b>", "<a href=/x>", "</a>", "<h2>", "</h2>", "<pre>", "</pre>", "<span hidden>", "</span>",
        "<ruby>字<rt>じ</rt></ruby>",
        "<table><tr><td>a<td>b<tr><td>c</table>", "<table><tr><td><div>", "</table>", "<img src=x>",
        "<script>x</script>",
        "<nav>", "</nav>", "<blockquote>", "</blockquote>", "<p style='display:none'>", "Two votes were cast. ",
        "soft\u00adly ",
        "12.03.2024, 10:30 ", "“No,” she said: ", " ",
    ]
)  # fmt: skip
PAGES = st.lists(FRAGMENTS, max_size=60).map("".join)


def fields(walked: Any) -> list[list[tuple[Any, ...]]]:
    """Places and pieces as plain tuples: the two modules have a class of their own each."""
    return [[tuple(getattr(x, n) for n in x.__slots__) for x in each] for each in (walked.places, walked.pieces)]


@pytest.mark.parametrize(("module", "name"), [(WALK, "walk"), (FEATURES, "features")])
def test_the_source_is_what_is_compared(module: ModuleType, name: str) -> None:
    assert module.__file__ is not None and module.__file__.endswith(f"{name}.py")


@settings(max_examples=60, deadline=None)
@given(PAGES)
def test_the_walk_is_the_same(page: str) -> None:
    root = parse(page).root
    assert fields(walk.walk(root)) == fields(WALK.walk(root))


@settings(max_examples=60, deadline=None)
@given(PAGES, st.sampled_from(["", "Two votes were cast"]))
def test_the_features_are_the_same(page: str, stated: str) -> None:
    walked = walk.walk(parse(page).root)
    told = {"title": stated, "summary": stated, "article_body": stated}
    ours, other = features.look(walked, WEIGHTS, **told), FEATURES.look(walked, WEIGHTS, **told)
    assert ours.paths == other.paths
    np.testing.assert_array_equal(ours.rows, other.rows)
