"""The body model: of each piece of a page, the odds that it is part of the article's body.

Two forests of boosted trees: one looks at each piece (features.py), one looks again with what the first
found of the pieces around (context.py). bench/extract/train.py makes the weights; docs/decisions/extract.md
has the figures, on sites that were not in the training.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from archiver.extract.context import look_again
from archiver.extract.features import Looked, Vocabulary, look
from archiver.extract.menus import ODDS, menus
from archiver.extract.trees import Forest
from archiver.extract.walk import Walked

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Stated:
    """What a page says of itself, as far as the model asks; "" where it says nothing."""

    title: str = ""
    summary: str = ""
    article_body: str = ""


@dataclass(frozen=True)
class BodyModel:
    """vocabulary: what words of markup say. first, second: the two forests."""

    vocabulary: Vocabulary
    first: Forest
    second: Forest

    def log2_odds(self, walked: Walked, stated: Stated) -> Array:
        """Log2 odds of each piece that it is body, (pieces,)."""
        in_menu = menus(walked.pieces)
        odds = np.full(len(in_menu), ODDS, np.float32)
        rest, looked = self.look(walked, stated, in_menu)
        if rest.pieces:
            first = self.first.log_odds(looked.rows)
            again = look_again(rest, looked.paths, looked.tokens, first)
            second = self.second.log_odds(np.concatenate([looked.rows, again], axis=1))
            odds[~np.array(in_menu)] = second / np.float32(np.log(2))
        return odds

    def look(self, walked: Walked, stated: Stated, in_menu: Sequence[bool]) -> tuple[Walked, Looked]:
        """The page without its menus, and the features of its pieces."""
        return look_beside_menus(walked, self.vocabulary, stated, in_menu)


def look_beside_menus(
    walked: Walked, vocabulary: Vocabulary, stated: Stated, in_menu: Sequence[bool]
) -> tuple[Walked, Looked]:
    """The page without its menus, and the features of its pieces; what training and use have in common."""
    pairs = list(zip(walked.pieces, in_menu, strict=True))
    rest = Walked(walked.places, [piece for piece, menu in pairs if not menu])
    looked = look(
        rest,
        vocabulary,
        menus=[piece for piece, menu in pairs if menu],
        title=stated.title,
        summary=stated.summary,
        article_body=stated.article_body,
    )
    return rest, looked


@cache
def body_model() -> BodyModel:
    """The model that comes with the package."""
    data = files("archiver.extract") / "data"
    vocabulary = json.loads((data / "vocabulary.json").read_text(encoding="utf-8"))
    with (data / "body.npz").open("rb") as file:
        arrays = dict(np.load(file))
    return BodyModel(Vocabulary(vocabulary), _forest(arrays, "first"), _forest(arrays, "second"))


def _forest(arrays: Mapping[str, NDArray[np.float32]], name: str) -> Forest:
    questions = arrays[f"{name}_questions"].astype(np.int16)
    return Forest(questions, arrays[f"{name}_borders"], arrays[f"{name}_leaves"], float(arrays[f"{name}_bias"][0]))
