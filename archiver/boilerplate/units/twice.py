# cython: infer_types=True, annotation_typing=False
"""The witness of what stands twice on one page, run after run: a footer that came twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from archiver.boilerplate import weights
from archiver.boilerplate.witnesses.testimony import Testimony

# So many blocks twice in a row are longer than a chorus.
_LONG_RUN = 4
# Bits of a phrase that makes a run which stands twice on a page an appeal rather than a chorus.
_SAYS_FURNITURE = 6.0


def repeated_runs(
    keys: Sequence[int], blocks: Sequence[int], spoken: Callable[[int], Testimony | None]
) -> dict[int, Testimony]:
    """Runs of units that stand twice on one page, one right after the other: a footer that came twice.

    keys, blocks: of each unit its key and its block's number. spoken: the lexicon's testimony on a unit, by number. A
    run in which that says nothing may be a chorus.
    """
    said: dict[int, Testimony] = {}
    for repeats in _repeated(keys):
        for i, j in pairwise(repeats):
            if i not in said and keys[i:j] == keys[j : 2 * j - i]:
                run = range(i, j)
                _tell(said, run, len({blocks[n] for n in run}), spoken)
    return said


def _repeated(keys: Sequence[int]) -> list[list[int]]:
    """The places of each key that stands at several, in the order of the first."""
    first: dict[int, int] = {}
    found: dict[int, list[int]] = {}
    for i, key in enumerate(keys):
        before = first.setdefault(key, i)
        if before != i:
            if key in found:
                found[key].append(i)
            else:
                found[key] = [before, i]
    return sorted(found.values())


def _tell(said: dict[int, Testimony], run: range, blocks: int, spoken: Callable[[int], Testimony | None]) -> None:
    speaks = any(t is not None and t.bits >= _SAYS_FURNITURE for t in map(spoken, run))
    plain = "page.tandem-long" if blocks >= _LONG_RUN else "page.tandem-plain"
    bits = weights.bits("page.tandem" if speaks else plain)
    what = "a block" if blocks == 1 else f"a run of {blocks} blocks"
    words = f"{what} that stands twice in a row on this page"
    for i in run:
        said[i] = said[i + len(run)] = Testimony("page-repetition/1", bits, words)
