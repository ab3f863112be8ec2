"""The body model: of each piece of a page, the odds that it is part of the article's body.

Two forests of boosted trees: one looks at each piece (features.py), one looks again with what the first
found of the pieces around (context_features.py). bench/extract/train.py makes the weights; docs/decisions/extract.md
has the figures, on sites that were not in the training.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cache

from msgspec import Struct
from msgspec.json import decode

from archiver.common.data_files import files
from archiver.extract.model.columns import Features
from archiver.extract.model.context_features import BOTH, add_context_features
from archiver.extract.model.features import features_of
from archiver.extract.model.menus import log2_odds, menus, parted
from archiver.extract.model.place_features import Vocabulary
from archiver.extract.model.trees import Forest, from_bytes
from archiver.extract.page.kinship import kin_of
from archiver.extract.page.pieces import Walked


class Stated(Struct, frozen=True):
    """What a page says of itself, as far as the model asks; "" where it says nothing."""

    title: str = ""
    summary: str = ""
    article_body: str = ""


class BodyModel(Struct, frozen=True):
    """vocabulary: what words of markup say. first, second: the two forests."""

    vocabulary: Vocabulary
    first: Forest
    second: Forest

    def log2_odds(self, walked: Walked, stated: Stated) -> list[float]:
        """Log2 odds of each piece that it is body."""
        in_menu = menus(walked.pieces)
        rest, features = features_beside_menus(walked, self.vocabulary, stated, in_menu)
        return log2_odds(in_menu, self.second_look(rest, features))

    def second_look(self, rest: Walked, features: Features) -> array[float]:
        """Natural log odds of the pieces beside menus, by both forests."""
        if not features.count:
            return array("d")
        first = self.first.log_odds(features.values, features.count, features.room)
        add_context_features(rest, features, first)
        return self.second.log_odds(features.values, features.count, features.room)


def features_beside_menus(
    walked: Walked, vocabulary: Vocabulary, stated: Stated, in_menu: Sequence[bool]
) -> tuple[Walked, Features]:
    """The page without its menus, and the features of its pieces, with room for the second look's; what training
    and use have in common."""
    beside, within = parted(walked.pieces, in_menu)
    rest = Walked(walked.places, beside, kin=kin_of(walked))
    features = features_of(
        rest,
        vocabulary,
        menus=within,
        title=stated.title,
        summary=stated.summary,
        article_body=stated.article_body,
        width=BOTH,
    )
    return rest, features


@cache
def body_model() -> BodyModel:
    """The model that comes with the package."""
    data = files("archiver.extract.model") / "data"
    vocabulary = decode((data / "vocabulary.json").read_bytes())
    first, second = (from_bytes((data / f"{name}.forest").read_bytes()) for name in ("first", "second"))
    return BodyModel(Vocabulary(vocabulary), first, second)
