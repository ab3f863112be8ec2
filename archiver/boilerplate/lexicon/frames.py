# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""Where a phrase may begin and end in a folded text, as the frames of templates.py say. Marks are what is no letter and
no digit."""

from __future__ import annotations

# Marks between two words at most.
_JOINT = 5
# What a sentence or an item of a row of links begins behind, and ends before.
_BEFORE_ITEM, _BEHIND_ITEM = ".!?:»|·\n]", "|·»\n"
_STOPS, _CLOSING = ".!?", "\"'»)"
_ENDS_SENTENCE, _ENDS_ANYWHERE = ".!?:", ".!:"
# Of "{rest}" (slots.py): signs at most, and what it has none of.
_REST, _NOT_IN_REST = 200, ".!?\n"


def next_line(text: str, at: int) -> int:
    """Where what is all of a line and begins with a word may begin: at its first letter or digit; -1 behind that."""
    return -1 if at > 0 else past_marks(text, 0)


def next_item(text: str, word: str, at: int) -> int:
    """Where from there on a sentence or item of a row may begin with a word: at the text's beginning, or with a sign
    before it that ends another; -1 where there is none. What stands before `at` is another's already."""
    found = text.find(word, at)
    while found >= 0 and not _is_item(text, found, at):
        found = text.find(word, found + 1)
    return found


def next_anywhere(text: str, word: str, at: int) -> int:
    """Where from there on a word stands that no letter, digit or "_" is joined to; -1 where there is none."""
    found = text.find(word, at)
    while found > 0 and _is_joined(text, found - 1):
        found = text.find(word, found + 1)
    return found


def next_sign_of_line(text: str, at: int) -> int:
    """As `next_line`, of what may begin with a mark."""
    return at if at < len(text) and at <= past_marks(text, 0) else -1


def next_sign_of_item(text: str, at: int, least: int) -> int:
    """As `next_item`, of what may begin with any sign. What stands before `least` is another's already."""
    while at < len(text):
        if _is_item(text, at, least):
            return at
        at += 1
    return -1


def next_sign_anywhere(text: str, at: int) -> int:
    """As `next_anywhere`, of what may begin with any sign."""
    while 0 < at < len(text) and _is_joined(text, at - 1):
        at += 1
    return at if at < len(text) else -1


def line_end(text: str, at: int) -> int:
    """The text's end, if there is nothing but marks behind that; else -1."""
    return len(text) if past_marks(text, at) == len(text) else -1


def item_end(text: str, at: int) -> int:
    """Where a sentence or item ends whose words end there, with its stops; -1 where it goes on."""
    end = at
    while end < len(text) and text[end] in _ENDS_SENTENCE:
        end += 1
    if end > at or past_marks(text, at) == len(text):
        return end
    while end < len(text) and text[end] not in _BEHIND_ITEM:
        if not text[end].isspace():
            return -1
        end += 1
    return at


def anywhere_end(text: str, at: int) -> int:
    """Where words end that end there, with their stops; -1 where something is joined to them."""
    if at < len(text) and _is_joined(text, at):
        return -1
    while at < len(text) and text[at] in _ENDS_ANYWHERE:
        at += 1
    return at


def rest_of_line(text: str, at: int) -> int:
    """The text's end, if behind leading words that end there nothing stands but marks, or a joint and "{rest}", which
    is a line's last slot; else -1."""
    end = len(text)
    while end > at and not text[end - 1].isalnum():
        end -= 1
    for start in range(joint_end(text, at), at, -1):
        least = max(end, start + 1)
        if least <= min(len(text), start + _REST) and _past_rest(text, start, least) == least:
            return len(text)
    return len(text) if end == at else -1


def rest_of_item(text: str, at: int) -> int:
    """Where a sentence or item ends that has "{rest}" behind leading words that end there, or nothing; -1 where it goes
    on. As much as can be is the rest."""
    for start in range(joint_end(text, at), at, -1):
        for least in range(_past_rest(text, start, min(len(text), start + _REST)), start, -1):
            end = item_end(text, least)
            if end >= 0:
                return end
    return item_end(text, at)


def joint_end(text: str, at: int) -> int:
    """Where the marks end that may join a token to what ends there."""
    return min(past_marks(text, at), at + _JOINT)


def _past_rest(text: str, at: int, end: int) -> int:
    """Where what may be a rest ends, from there on and before an end."""
    while at < end and text[at] not in _NOT_IN_REST:
        at += 1
    return at


def past_marks(text: str, at: int) -> int:
    """Where the next letter or digit stands; the text's length where there is none."""
    while at < len(text) and not text[at].isalnum():
        at += 1
    return at


def _is_item(text: str, at: int, least: int) -> bool:
    """Whether an item may begin there, with marks before it that stand from `least` on."""
    while at >= least:
        if _begins_item(text, at):
            return True
        if at == 0 or text[at - 1].isalnum():
            return False
        at -= 1
    return False


def _begins_item(text: str, at: int) -> bool:
    if at == 0 or text[at - 1] in _BEFORE_ITEM:
        return True
    return at > 1 and text[at - 1] in _CLOSING and text[at - 2] in _STOPS


def _is_joined(text: str, at: int) -> bool:
    return text[at] == "_" or text[at].isalnum()
