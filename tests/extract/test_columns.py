"""The columns that a model is told of are what their names say: their places are numbers in the code."""

from __future__ import annotations

import math

import pytest

from archiver.extract.model.columns import NAMES
from archiver.extract.model.features import features_of
from archiver.extract.model.place_features import Vocabulary
from archiver.extract.page.scan import scan

PAGE = """<body class=page><nav><a href=/>Home</a></nav><main><article><h1>The night ferry is back</h1>
<p>The ferry left at ten, said <b>Ann Berg</b>. "At last!"</p><p>Filed under:</p>
<ul><li>a@island.example<li>The night ferry is back</ul></article></main>"""
HOME, TITLE, PROSE, LABEL, MAIL, AGAIN = range(6)


def column(name: str) -> list[float]:
    walked = scan(PAGE).walked
    features = features_of(walked, Vocabulary({"page": 1.0, "main": 2.0, "nav": -3.0}), title="The night ferry is back")
    at = NAMES.index(name) * features.room
    return list(features.values[at : at + features.count])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("tokens", {HOME: math.log1p(1), TITLE: math.log1p(5)}),
        ("links", {HOME: 1, TITLE: 0}),
        ("link_share", {HOME: 1, PROSE: 0}),
        ("bold_share", {PROSE: 8 / 48, TITLE: 0}),
        ("ends", {PROSE: 1, TITLE: 0}),
        ("stops", {PROSE: 2, LABEL: 0}),
        ("quotes", {PROSE: 2, TITLE: 0}),
        ("colon", {LABEL: 1, PROSE: 0}),
        ("mail", {MAIL: 1, LABEL: 0}),
        ("first_lower", {MAIL: 1, PROSE: 0}),
        ("level", {TITLE: 1, PROSE: 0}),
        ("nav", {HOME: 1, TITLE: 0}),
        ("article", {HOME: 0, TITLE: 1}),
        ("words_all", {HOME: 1 - 3, TITLE: 1 + 2}),
        ("words_min", {HOME: -3, TITLE: 0}),
        ("words_max", {HOME: 1, TITLE: 2}),
        ("in_best", {HOME: 0, PROSE: 1}),
        ("position", {HOME: 0, LABEL: 3 / 6}),
        ("title_overlap", {TITLE: 1, HOME: 0}),
        ("after_title", {TITLE: 0, HOME: -math.log1p(1)}),
        ("from_h1", {PROSE: math.log1p(1)}),
        ("has_body", {HOME: 0, PROSE: 0}),
        ("body_overlap", {PROSE: -1}),
        ("repeated", {TITLE: 0, AGAIN: 1}),
        ("same_path", {MAIL: math.log1p(2), HOME: math.log1p(1)}),
        ("ends+1", {TITLE: 1, PROSE: 0, AGAIN: -1}),
    ],
)
def test_a_column_has_what_its_name_says(name: str, expected: dict[int, float]) -> None:
    found = column(name)
    assert {piece: found[piece] for piece in expected} == pytest.approx(expected, abs=1e-6)
