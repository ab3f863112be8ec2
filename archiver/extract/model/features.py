"""What a model is told of each piece of a page: numbers about its text, its place and its neighbours.

All of it is of the page's form: no word of any language is looked at, but words of markup (tags, classes,
ids) are, by the log odds that `vocabulary` has learned for them from pages of many sites, and by what they are known
to mean (roles.py). The second look adds what the first found of the pieces around (context.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from archiver.extract.page.kinship import kin_of
from archiver.extract.model.page_features import look_around, look_at_page, look_at_siblings
from archiver.extract.model.place_features import Vocabulary, look_at_boxes, look_at_places
from archiver.extract.model.role_features import look_at_roles
from archiver.extract.model.text_features import look_at_texts
from archiver.extract.model.columns import WIDTH, Looked
from archiver.extract.page.pieces import Piece, Walked


def look(
    walked: Walked,
    vocabulary: Vocabulary,
    *,
    menus: Sequence[Piece] = (),
    title: str = "",
    summary: str = "",
    article_body: str = "",
    width: int = WIDTH,
) -> Looked:
    """Features of each piece of a page.

    menus: pieces of the page that are not looked at, only counted where they stand (menus.py).
    title, summary, article_body: as the page states them of itself (JSON-LD, OpenGraph); "" where not.
    width: columns to make room for.
    """
    looked = Looked(walked.pieces, width)
    if walked.pieces:
        look_at_texts(looked, walked.pieces)
        look_at_places(looked, walked.places, vocabulary)
        look_at_boxes(looked, walked.places, menus)
        look_at_page(looked, walked.pieces, title, summary, article_body)
        look_at_siblings(looked, walked.pieces, kin_of(walked))
        look_around(looked)
        look_at_roles(looked, walked.places)
    return looked
