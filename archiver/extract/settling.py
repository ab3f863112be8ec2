"""What is certain of a page whatever a model says: comments are no body, and an article has one."""

from __future__ import annotations

from collections.abc import Sequence

from archiver.extract.walk import Piece, Place, Walked

COMMENTS = frozenset(
    ".comment .comments .commentlist .comment-list .comments-list .comment-body .comment_body .comment-content "
    ".comment_content .comment-text .comments-area .comments-section .comment-thread .comment-wrapper .disqus "
    ".disqus_thread .fb-comments .usercomments .respond .reply-list .comments__list .comment__body".split()
)
"""Names of elements that hold what readers wrote, by the habits of WordPress, Disqus and most others."""

AGAINST = -12.0
"""Log2 odds that standing in a comment brings at least."""

PROSE = 25
"""Words of a piece from which on it can be the one that a short article is made of."""

HOPE = -4.0
"""Log2 odds below which not even the likeliest piece of a page is taken for its body."""


def settled(walked: Walked, odds: Sequence[float]) -> list[float]:
    """The model's log2 odds, with comments put out; and where no piece is likelier body than not, all are
    raised so that the likeliest piece of prose is: its page has an article, but one that looks like no other."""
    commented = _in_comments(walked.places)
    out = [
        min(value, AGAINST) if piece.place >= 0 and commented[piece.place] else value
        for piece, value in zip(walked.pieces, odds, strict=True)
    ]
    if any(value > 0 for value in out):
        return out
    best = max((v for p, v in zip(walked.pieces, out, strict=True) if _is_prose(p)), default=HOPE)
    return [value - best + 1.0 for value in out] if best > HOPE else out


def _is_prose(piece: Piece) -> bool:
    return piece.text.count(" ") >= PROSE and piece.linked < len(piece.text) / 2


def _in_comments(places: Sequence[Place]) -> list[bool]:
    inside: list[bool] = []
    for place in places:
        above = place.parent >= 0 and inside[place.parent]
        inside.append(above or not COMMENTS.isdisjoint(place.words))
    return inside
