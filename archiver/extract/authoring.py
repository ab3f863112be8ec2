# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""Whether a tag may say who wrote: a question of a few bytes, for outline.py to ask of all tags of a page."""

from __future__ import annotations

from archiver.extract import finding

_NEEDLES = tuple(
    b"aut Aut yline rite eporter ontributor ournalist fatter kribent ttribution muhabir itemprop "
    b"/prof /people/ team/ /writer /av/".split()
)
"""In one of these lies all that may say who wrote (bylines.py): a tag without any is not looked at again."""

def may_say(page: bytes, at: int, end: int) -> bool:
    """Whether one of _NEEDLES stands there."""
    if not _may_hold(page, at, end):
        return False
    for needle in _NEEDLES:
        if finding.stands_in(page, at, end, needle):
            return True
    return False


def _may_hold(page: bytes, at: int, end: int) -> bool:
    """Whether three letters of one of them stand there. All places are asked at once, by a loop without a branch, of
    which compilers make steps of sixteen."""
    found = 0
    for i in range(at, end - 2):
        a, b, c = page[i], page[i + 1], page[i + 2]
        found |= (
            (((a == ord("a")) | (a == ord("A"))) & (b == ord("u")) & (c == ord("t")))
            | ((a == ord("y")) & (b == ord("l")) & (c == ord("i")))  # byline
            | ((a == ord("r")) & (b == ord("i")) & (c == ord("t")))  # writer
            | ((a == ord("e")) & (b == ord("p")) & (c == ord("o")))  # reporter
            | ((a == ord("i")) & (b == ord("b")) & (c == ord("u")))  # contributor, attribution
            | ((a == ord("r")) & (b == ord("n")) & (c == ord("a")))  # journalist
            | ((a == ord("f")) & (b == ord("a")) & (c == ord("t")))  # forfatter
            | ((a == ord("k")) & (b == ord("r")) & (c == ord("i")))  # skribent
            | ((a == ord("u")) & (b == ord("h")) & (c == ord("a")))  # muhabir
            | ((a == ord("m")) & (b == ord("p")) & (c == ord("r")))  # itemprop
            | ((a == ord("/")) & (b == ord("p")) & ((c == ord("r")) | (c == ord("e"))))
            | ((a == ord("a")) & (b == ord("m")) & (c == ord("/")))  # team/
            | ((a == ord("/")) & (b == ord("a")) & (c == ord("v")))
        )
    return found != 0
