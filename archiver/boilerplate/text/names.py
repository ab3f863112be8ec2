# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""Names in a line, known by their letters alone: of people, of months, and the label that a line may begin with.

They vary from page to page where what frames them repeats.
"""

from __future__ import annotations

from archiver.common.expressions import expression

SOMEONE = "_n_"
"""What stands for a name."""
# Words of a name: two at least. Of more than two in capitals throughout it is a headline too.
_LONGEST_NAME = 4
# Characters beyond this are of scripts that know no capitals, or few texts.
_LAST_CAPITAL = "\u052f"
_CAPITAL = "".join(filter(str.isupper, map(chr, range(ord(_LAST_CAPITAL) + 1))))
# Where a search for names is: outside of words with capitals, within one, or behind one and a space.
_OUTSIDE, _WITHIN, _BEHIND = 0, 1, 2
# One word or two in capitals, which a word follows that is not: shorter ones are mostly somebody's initials.
_CAPITALS = expression(rf"[{_CAPITAL}]{{4,}}(?: [{_CAPITAL}]{{2,}})?(?= (?![{_CAPITAL}]{{2}}))")
_SHORTEST_MONTH, _LONGEST_MONTH = 3, 10
# A label ends among so many characters of a line, and has so many words.
_LABEL, _LABEL_WORDS = 60, 4


def nameless(text: str) -> str:
    """A text with SOMEONE for each name in it, as far as the keys of its first and last words know names: two to four
    words with capitals, in scripts that know them."""
    kept = ""
    copied = start = words = 0
    where = _OUTSIDE
    for i, c in enumerate(text + "."):
        if "a" <= c <= "z" and where != _BEHIND:
            continue
        if _is_capital(c):
            if where == _OUTSIDE:
                start = i
                words = 0
            words += where != _WITHIN
            where = _WITHIN
        elif where == _WITHIN and c == " ":
            where = _BEHIND
        elif where == _BEHIND or (where == _WITHIN and not (c.isalnum() and not c.isdecimal())):
            end = i - (where == _BEHIND)
            if 1 < words <= _LONGEST_NAME and not (words > 2 and text[start:end].isupper()):
                kept += text[copied:start] + SOMEONE
                copied = end
            where = _OUTSIDE
    return kept + text[copied:] if copied else text


def _is_capital(c: str) -> bool:
    return "A" <= c <= "Z" or ("\x7f" < c <= _LAST_CAPITAL and c.isupper())


def label_length(text: str) -> int:
    """Words of a label at a line's beginning, which is no name: up to a colon or a bar among the first words ("READ
    MORE: ..."), or in capitals before others that are not ("BREAKING Ferry is late"); 0 where there is none."""
    capitals = _CAPITALS.match(text) if len(text) > 1 and _is_capital(text[1]) else None
    if capitals:
        return 1 + (" " in capitals[0])
    words = 0
    in_word = False
    for c in text[:_LABEL]:
        if c in ":|>›":
            return words
        if not c.isalnum():
            in_word = False
        elif not in_word:
            in_word = True
            words += 1
            if words > _LABEL_WORDS:
                break
    return 0


def is_month(word: str) -> bool:
    """Whether a word may be a month's name."""
    return _SHORTEST_MONTH <= len(word) <= _LONGEST_MONTH and word.isalpha()
