# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""What a model is told of each piece of a page, as columns of numbers: which there are, and room for them."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from archiver.extract.markup.roles import ROLES
from archiver.extract.model.leaves import STEP
from archiver.extract.page.pieces import Piece
from archiver.extract.page.wording import Wording

STRUCTURE = {
    tag: 1 << bit
    for bit, tag in enumerate(
        ("article", "main", "aside", "nav", "header", "footer", "form", "figure", "section", "li", "table",
         "blockquote", "button", "p", "details", "dl")
    )
}  # fmt: skip
"""Elements of which a column each says whether a piece stands in one."""

TEXT_NAMES = (
    "tokens chars word_length links link_share bold_share ends stops commas quotes digits upper dates colon "
    "bar copyright mail first_lower kind level after_break short_token".split()
)
PLACE_NAMES = [
    *STRUCTURE,
    "depth",
    "words_own",
    "words_parent",
    "words_grand",
    "words_all",
    "words_min",
    "words_max",
]
BOX_NAMES = [
    f"{name}{n}" for n in (1, 2, 3) for name in ("box_tokens", "box_good", "box_pieces", "box_links", "box_share")
] + ["best_share", "in_best", "best_depth"]
PAGE_NAMES = (
    "position before_tokens before_good after_good pieces page_good same_path same_path_tokens "
    "same_path_links title_overlap after_title from_h1 body_overlap has_body summary_overlap repeated".split()
)
AROUND = ("tokens", "link_share", "ends", "kind", "in_best", "good")
AROUND_AT = (-3, -2, -1, 1, 2, 3)
NAMES = [
    *TEXT_NAMES,
    *PLACE_NAMES,
    *BOX_NAMES,
    *PAGE_NAMES,
    *(f"{n}{a:+d}" for a in AROUND_AT for n in AROUND),
    *(f"to_{role}" for role in ROLES),
]
"""The columns of the first look, in order."""

WIDTH = len(NAMES)
PLACES, BOXES, PAGE = len(TEXT_NAMES), len(TEXT_NAMES) + len(PLACE_NAMES), len(TEXT_NAMES + PLACE_NAMES + BOX_NAMES)
AROUNDS = PAGE + len(PAGE_NAMES)
ROLES_AT = AROUNDS + len(AROUND) * len(AROUND_AT)
LINKED, ENDS, KIND, IN_BEST = (NAMES.index(name) for name in ("link_share", "ends", "kind", "in_best"))


def room_for(count: int) -> int:
    """Numbers of a column for so many pieces: whole steps (leaves.py), and half a one, so that columns do not begin at
    places of memory that a processor keeps apart badly."""
    return (count + STEP - 1) // STEP * STEP + STEP // 2


class Features:
    """values: of each piece, column by column, `room` numbers to one; of `width` columns WIDTH are filled. tokens:
    words of each piece. good: those of full sentences outside links. groups: the same number for pieces that are
    siblings, by the innermost four elements round them. spots: the place of each piece. wording, starts: the words of
    all pieces, and where each piece's begin among them.
    """

    def __init__(self, pieces: Sequence[Piece], width: int) -> None:
        self.count = len(pieces)
        self.width = width
        self.room = room_for(self.count)
        self.values = array("f", (0,)) * (width * self.room)
        self.tokens = array("d", (0,)) * self.count
        self.good = array("d", (0,)) * self.count
        self.groups = array("i", (0,)) * self.count
        self.spots = array("i", (0,)) * self.count
        self.wording = Wording(self._place(pieces) + 1)
        self.starts = array("i", (0,)) * (self.count + 1)

    def _place(self, pieces: Sequence[Piece]) -> int:
        """Fill the pieces' spots; how many characters they have."""
        spots, size = self.spots, 0
        for i, piece in enumerate(pieces):
            spots[i] = piece.place
            size += len(piece.text)
        return size
