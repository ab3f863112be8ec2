"""Where a larger model sees persons, brought together with where a name can be (spans.py)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from archiver.enrich.people.names import fold
from archiver.enrich.people.spans import Span, strip_possessive

Marks = Sequence[tuple[int, int]]
"""Where a text names a person: (start, end) in characters, in order, none over another."""


def with_marks(found: Sequence[Span], marks: Marks, text: str) -> list[Span]:
    """The spans, cut to what is marked of them; and a span for each mark where there was none.

    A span that runs over a mark's edges is a name and what stands beside it ("Kubaner Frank Sanchez"), and is cut,
    unless the mark is one word: then the model may have seen a part of the name only.
    """
    starts = [span.start for span in found]
    spans = list(found)
    for start, end in marks:
        near = range(max(bisect_right(starts, start) - 1, 0), bisect_left(starts, end))
        over = [at for at in near if found[at].end > start]
        words = _words(text[start:end])
        if not over:
            if words:
                spans.append(_bare(words, start, end))
        elif len(over) == 1 and 1 < len(words) < len(spans[over[0]].words):
            spans[over[0]] = replace(spans[over[0]], words=words, key=_key(words), start=start, end=end)
    return sorted(spans, key=lambda span: span.start)


def share_marked(mentions: Sequence[Span], marks: Marks) -> float:
    """Of a form's mentions the share that a mark lies on, 0 to 1."""
    starts = [start for start, _ in marks]
    return sum(_is_marked(mention, marks, starts) for mention in mentions) / len(mentions)


def _is_marked(mention: Span, marks: Marks, starts: list[int]) -> bool:
    at = bisect_left(starts, mention.end) - 1  # the last mark that begins before the mention's end
    return at >= 0 and marks[at][1] > mention.start


def _words(marked: str) -> tuple[str, ...]:
    """A mark's words without a possessive; none where it is a letter or a sign."""
    words = tuple(word for w in marked.split() if (word := strip_possessive(w.strip("\"“”„«»,;:()[]"))))
    return words if sum(map(str.isalpha, "".join(words))) > 1 else ()


def _bare(words: tuple[str, ...], start: int, end: int) -> Span:
    """A span of which only the model knows, so that nothing is said of what stands round it."""
    return Span(words, start, end, "", False, "", "", "", False, False, "|", False, _key(words))


def _key(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(fold(word) for word in words)
