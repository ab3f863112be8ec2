# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""Whether a tag may say who wrote: a question of a few bytes, for outline.py to ask of all tags of a page."""

from __future__ import annotations

from archiver.extract.markup import finding

_GROUPS = tuple(
    tuple(group.encode().split())
    for group in (
        "aut Aut", "yline", "rite", "eporter", "ontributor ttribution", "ournalist fatter kribent muhabir", "itemprop",
        "/prof /people/ team/ /av/",
    )
)  # fmt: skip
"""In one of these lies all that may say who wrote (bylines.py): a tag without any is not looked at again."""


def may_say(page: bytes, at: int, end: int, size: int) -> bool:
    """Whether one of _GROUPS stands there. size: of the page."""
    groups, number = _may_hold(page, at, finding.whole_steps(at, end, size)), 0
    while groups >> number:
        if groups >> number & 1:
            needles = _GROUPS[number]
            for needle in needles:
                if finding.stands_in(page, at, end, needle):
                    return True
        number += 1
    return False


def _may_hold(page: bytes, at: int, end: int) -> int:
    """Of which groups three letters stand there, as bits. All places are asked at once, by a loop without a branch, of
    which compilers make steps of sixteen."""
    found = 0
    for i in range(at, end):
        a, b, c = page[i], page[i + 1], page[i + 2]
        found |= (
            (((a == ord("a")) | (a == ord("A"))) & (b == ord("u")) & (c == ord("t")))
            | (((a == ord("y")) & (b == ord("l")) & (c == ord("i"))) << 1)
            | (((a == ord("r")) & (b == ord("i")) & (c == ord("t"))) << 2)
            | (((a == ord("e")) & (b == ord("p")) & (c == ord("o"))) << 3)
            | (((a == ord("i")) & (b == ord("b")) & (c == ord("u"))) << 4)
            | (
                (
                    ((a == ord("r")) & (b == ord("n")) & (c == ord("a")))
                    | ((a == ord("f")) & (b == ord("a")) & (c == ord("t")))
                    | ((a == ord("k")) & (b == ord("r")) & (c == ord("i")))
                    | ((a == ord("u")) & (b == ord("h")) & (c == ord("a")))
                )
                << 5
            )
            | (((a == ord("m")) & (b == ord("p")) & (c == ord("r"))) << 6)
            | (
                (
                    ((a == ord("/")) & (b == ord("p")) & ((c == ord("r")) | (c == ord("e"))))
                    | ((a == ord("a")) & (b == ord("m")) & (c == ord("/")))
                    | ((a == ord("/")) & (b == ord("a")) & (c == ord("v")))
                )
                << 7
            )
        )
    return found
