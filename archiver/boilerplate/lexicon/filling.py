# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""Where what fills a slot may end: of slots that are asked often, what their expressions say (slots.py), step by step.

Behind a slot no letter or digit stands (way.py), so that it may end before anything else, and at a text's end. Ends are
given in the order in which the slot's expression would try them: as far as can be first.
"""

from __future__ import annotations

from collections.abc import Callable

from archiver.boilerplate.lexicon.frames import past_marks
from archiver.boilerplate.lexicon.slots import BUTTONS, LEADS, NETWORKS, SLOTS
from archiver.common.expressions import expression

# Marks between two networks or buttons of a row, at most.
_JOINT = 5
# Of a name: further words at most, behind the first.
_FURTHER, _FURTHER_OF_PERSON = 6, 5
# Characters of a date.
_SHORTEST_DATE, _LONGEST_DATE = 5, 40
_THOUSAND = 3
_ANDS = frozenset("and und et y og och en e و и ve".split())
_LEADS = frozenset(LEADS.split("|"))


def numbers(text: str, at: int) -> list[int]:
    """Of a number, with thousands apart or with further figures behind a dot or comma."""
    end = _past_digits(text, at)
    if end == at:
        return []
    found = [end]
    further = end
    while further + 1 < len(text) and text[further] in ".,٬'’" and text[further + 1].isdecimal():
        further = _past_digits(text, further + 1)
        found.append(further)
    if end - at <= _THOUSAND:
        while end + _THOUSAND < len(text) and text[end] == " " and _are_digits(text, end + 1, end + 1 + _THOUSAND):
            end += 1 + _THOUSAND
            found.append(end)
    return [end for end in reversed(found) if _is_end(text, end)]


def names(text: str, at: int) -> list[int]:
    """Of a name of up to seven words, "&" and bars between them not counted."""
    if at == len(text) or not (text[at].isalnum() or text[at] == "_"):
        return []
    end = _past_name(text, at + 1)
    for _ in range(_FURTHER):
        start = end + 1
        if start >= len(text) or text[end] != " ":
            break
        if start + 2 < len(text) and text[start] in "&|/" and text[start + 1] == " " and _is_of_name(text[start + 2]):
            start += 2
        elif not _is_of_name(text[start]):
            break
        end = _past_name(text, start)
    return [one for one in range(end, at, -1) if _is_of_name(text[one - 1]) and _is_end(text, one)]


def persons(text: str, at: int) -> list[int]:
    """Of two to six words that begin with letters."""
    if at == len(text) or not _is_letter(text[at]):
        return []
    end = _past_person(text, at)
    least = end + 2
    for _ in range(_FURTHER_OF_PERSON):
        if end + 1 >= len(text) or text[end] != " " or not _is_letter(text[end + 1]):
            break
        end = _past_person(text, end + 1)
    return [one for one in range(end, least - 1, -1) if text[one - 1] != " " and _is_end(text, one)]


def dates(text: str, at: int) -> list[int]:
    """Of words, figures and the marks of a date."""
    if at == len(text) or not text[at].isalnum():
        return []
    end, most = at, min(len(text), at + _LONGEST_DATE)
    while end < most and (text[end].isalnum() or text[end] in "_.,:/ -"):
        end += 1
    return [one for one in range(end, at + _SHORTEST_DATE - 1, -1) if _ends_date(text[one - 1]) and _is_end(text, one)]


def network(text: str, at: int) -> list[int]:
    """Of the name of one network."""
    return _phrase_ends(text, at, _NETWORKS)


def networks(text: str, at: int) -> list[int]:
    """Of names of networks, one behind another."""
    found: set[int] = set()
    pending = [at]
    while pending:
        for end in _phrase_ends(text, pending.pop(), _NETWORKS):
            if end not in found:
                found.add(end)
                start = _past_joint(text, end)
                pending.append(_past_word(text, start, _ANDS))
    return sorted(found, reverse=True)


def buttons(text: str, at: int) -> list[int]:
    """Of a row of two buttons and networks or more."""
    found: set[int] = set()
    pending = [(at, True)]
    met = set(pending)
    while pending:
        at, is_first = pending.pop()
        for start in {at, _past_word(text, at, _LEADS)}:
            for end in _item_ends(text, start):
                if not is_first:
                    found.add(end)
                further = (_past_joint(text, end), False)
                if further not in met:
                    met.add(further)
                    pending.append(further)
    return sorted(found, reverse=True)


def _item_ends(text: str, at: int) -> list[int]:
    """Of a button, or of that and the word that leads on to the next one."""
    found = _phrase_ends(text, at, _ITEMS)
    for end in found.copy():
        if end < len(text) and text[end] == " ":
            further = _word_end(text, end + 1)
            if text[end + 1 : further] in _LEADS:
                found.append(further)
    return found


def _phrase_ends(text: str, at: int, phrases: dict[str, tuple[str, ...]]) -> list[int]:
    """Of those phrases that stand there."""
    found: list[int] = []
    for phrase in phrases.get(text[at : _word_end(text, at)], ()):
        end = at + len(phrase)
        if text.startswith(phrase, at) and (end == len(text) or not (text[end].isalnum() or text[end] == "_")):
            found.append(end)
    return sorted(found, reverse=True)


def _past_joint(text: str, at: int) -> int:
    """Where what is joined to a word that ends there begins; the text's length where nothing is."""
    end = past_marks(text, at)
    return end if 1 <= end - at <= _JOINT else len(text)


def _past_word(text: str, at: int, words: frozenset[str]) -> int:
    """Past one of those words and the blank behind it, if it stands there."""
    end = _word_end(text, at)
    return end + 1 if end < len(text) and text[end] == " " and text[at:end] in words else at


def copyrights(text: str, at: int) -> list[int]:
    """Of a sign of copyright."""
    return [at + 3] if text.startswith("(c)", at) else _sign(text, at, "©℗")


def separators(text: str, at: int) -> list[int]:
    """Of what parts the steps of a path."""
    return _sign(text, at, ">»›/|→•·«‹")


def colons(text: str, at: int) -> list[int]:
    """Of what stands behind a label."""
    return _sign(text, at, ":：|")


def slashes(text: str, at: int) -> list[int]:
    """Of a slash."""
    return _sign(text, at, "/")


def _sign(text: str, at: int, signs: str) -> list[int]:
    return [at + 1] if at < len(text) and text[at] in signs else []


def by_expression(name: str) -> Callable[[str, int], list[int]]:
    """Of a slot that is asked seldom."""
    pattern = expression(SLOTS[name].pattern)

    def ends(text: str, at: int) -> list[int]:
        match = pattern.match(text, at)
        if match is None:
            return []
        most = _word_end(text, match.end())  # of two currencies it may have found the shorter
        return [end for end in range(most, at, -1) if _is_end(text, end) and pattern.fullmatch(text, at, end)]

    return ends


def _is_end(text: str, at: int) -> bool:
    return at == len(text) or not text[at].isalnum()


def _past_digits(text: str, at: int) -> int:
    while at < len(text) and text[at].isdecimal():
        at += 1
    return at


def _are_digits(text: str, start: int, end: int) -> bool:
    for i in range(start, end):
        if not text[i].isdecimal():
            return False
    return True


def _word_end(text: str, at: int) -> int:
    while at < len(text) and (text[at].isalnum() or text[at] == "_"):
        at += 1
    return at


def _is_of_name(c: str) -> bool:
    return c.isalnum() or c in "_.&'/-"


def _past_name(text: str, at: int) -> int:
    while at < len(text) and _is_of_name(text[at]):
        at += 1
    return at


def _is_letter(c: str) -> bool:
    return c.isalnum() and not c.isdecimal()


def _past_person(text: str, at: int) -> int:
    while at < len(text) and (text[at].isalnum() or text[at] in "_.'-"):
        at += 1
    return at


def _ends_date(c: str) -> bool:
    return c.isalnum() or c == "_" or c == "."


def _by_first_word(*lists: str) -> dict[str, tuple[str, ...]]:
    """Phrases by their first words."""
    found: dict[str, tuple[str, ...]] = {}
    for phrase in "|".join(lists).split("|"):
        first = phrase[: _word_end(phrase, 0)]
        found[first] = (*found.get(first, ()), phrase)
    return found


_NETWORKS, _ITEMS = _by_first_word(NETWORKS), _by_first_word(NETWORKS, BUTTONS)
_BY_NAME: dict[str, Callable[[str, int], list[int]]] = {
    "n": numbers, "name": names, "publisher": names, "person": persons, "date": dates, "day": dates,
    "network": network, "networks": networks, "buttons": buttons, "c": copyrights,
    "sep": separators, "colon": colons, "slash": slashes,
}  # fmt: skip
FILLINGS = [_BY_NAME[name] if name in _BY_NAME else by_expression(name) for name in SLOTS]
"""Of each slot, by its place in SLOTS: where what fills it may end that begins at a place of a folded text."""
