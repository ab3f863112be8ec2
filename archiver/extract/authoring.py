# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""Whether a tag may say who wrote: a question of a few bytes, for outline.py to ask of all tags of a page."""

from __future__ import annotations

from archiver.extract import finding

_NEEDLES = tuple(
    b"aut Aut yline rite eporter ontributor ournalist fatter kribent ttribution muhabir itemprop "
    b"/prof /people/ team/ /writer /av/".split()
)
"""In one of these lies all that may say who wrote (bylines.py): a tag without any is not looked at again."""
_THREE = {(needle[0] * 961 + needle[1] * 31 + needle[2]) & 4095 for needle in _NEEDLES}
_BEGINS = bytes(code in _THREE for code in range(4096))
"""Whether one of them may begin with three letters, by a hash of these."""


def _shifts() -> bytes:
    """By a hash of the second and third byte from a place: how many bytes on the next place is where one of them may
    begin (Wu & Manber 1994); 0: it is this one."""
    shifts = bytearray([2] * 1024)
    for first, second, third, *_ in _NEEDLES:
        pair = (first * 37 ^ second) & 1023
        shifts[pair] = min(shifts[pair], 1)
        shifts[(second * 37 ^ third) & 1023] = 0
    return bytes(shifts)


_SHIFTS = _shifts()


def may_say(page: bytes, at: int, end: int) -> bool:
    """Whether one of _NEEDLES stands there."""
    begins, shifts, last = _BEGINS, _SHIFTS, end - 2
    while at < last:
        shift = shifts[(page[at + 1] * 37 ^ page[at + 2]) & 1023]
        if shift:
            at += shift
            continue
        if begins[(page[at] * 961 + page[at + 1] * 31 + page[at + 2]) & 4095]:
            for needle in _NEEDLES:
                if finding.is_at(page, at, min(at + len(needle), end), needle):
                    return True
        at += 1
    return False
