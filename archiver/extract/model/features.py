"""What a model is told of each piece of a page: numbers about its text, its place and its neighbours.

All of it is of the page's form: no word of any language is looked at, but words of markup (tags, classes,
ids) are, by the log odds that `vocabulary` has learned for them from pages of many sites, and by what they are known
to mean (roles.py). The second look adds what the first found of the pieces around (context_features.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from archiver.extract.model.columns import WIDTH, Features
from archiver.extract.model.page_features import add_neighbour_features, add_page_features, add_sibling_features
from archiver.extract.model.place_features import Vocabulary, add_box_features, add_place_features
from archiver.extract.model.role_features import add_role_features
from archiver.extract.model.text_features import add_text_features
from archiver.extract.page.kinship import kin_of
from archiver.extract.page.pieces import Piece, Walked


def features_of(
    walked: Walked,
    vocabulary: Vocabulary,
    *,
    menus: Sequence[Piece] = (),
    title: str = "",
    summary: str = "",
    article_body: str = "",
    width: int = WIDTH,
) -> Features:
    """Features of each piece of a page.

    menus: pieces of the page that are not looked at, only counted where they stand (menus.py).
    title, summary, article_body: as the page states them of itself (JSON-LD, OpenGraph); "" where not.
    width: columns to make room for.
    """
    features = Features(walked.pieces, width)
    if walked.pieces:
        add_text_features(features, walked.pieces)
        add_place_features(features, walked.places, vocabulary)
        add_box_features(features, walked.places, menus)
        add_page_features(features, walked.pieces, title, summary, article_body)
        add_sibling_features(features, walked.pieces, kin_of(walked))
        add_neighbour_features(features)
        add_role_features(features, walked.places)
    return features
