"""Forms of names: when one form can be short for another, or another spelling of it.

A form is a tuple of folded words ("atta", "mohammad", "noor"). Nothing here looks at a text: that a form
can be short for another does not yet say that it is.
"""

from __future__ import annotations

import re

from archiver.enrich.people.names import fold

Key = tuple[str, ...]

_HONOURS = frozenset("mbe obe cbe kbe mp mep md phd qc kc".split())
_GENERATIONS = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
_SHORT = {
    "joseph": "joe", "michael": "mike", "robert": "bob", "rob": "bob", "william": "bill", "james": "jim",
    "thomas": "tom", "daniel": "dan", "christopher": "chris", "benjamin": "ben", "samuel": "sam", "edward": "ed",
    "anthony": "tony", "matthew": "matt", "nicholas": "nick", "andrew": "andy", "richard": "dick", "david": "dave",
    "stephen": "steve", "steven": "steve", "jeffrey": "jeff", "gregory": "greg", "timothy": "tim", "alexander": "alex",
    "peter": "pete", "rudolph": "rudy", "bernard": "bernie", "susan": "sue", "katherine": "kate", "jennifer": "jen",
}  # fmt: skip
_SOUNDS = tuple((re.compile(pattern), letter) for pattern, letter in (
    (r"iy$|yy$|ij$|ii$|yi$|y$", "i"), (r"ph", "f"), (r"kh|ch|gh", "h"), (r"ou|oo", "u"), (r"w", "v"),
    (r"ck|q|c", "k"), (r"y|j", "i"), (r"(.)\1", r"\1"),
))  # fmt: skip


def key_of(name: str) -> Key:
    """The form of a name as written: "J. Biden MP" -> ("j", "biden"); "Cal Ripken Junior" -> (..., "jr")."""
    words = [fold(word).strip(".,") for word in name.split()]
    kept = [_GENERATIONS.get(w, w) if i > 1 else w for i, w in enumerate(words) if i < 2 or w not in _HONOURS]
    return tuple(w for w in kept if w) or (fold(name),)


def surname(key: Key) -> str:
    """The last word that is no generation: "jr" is not what a text calls somebody."""
    return key[-2] if len(key) > 2 and key[-1] in _GENERATIONS else key[-1]


def is_part(part: Key, whole: Key) -> bool:
    """Whether one form can be short for the other: same surname, and each word found in order.

    A generation tells two people apart: "Donald Trump" is not short for "Donald Trump Jr".
    """
    part, whole = _without_honours(part), _without_honours(whole)
    if part[-1].rstrip(".") != whole[-1].rstrip("."):
        return False
    rest = iter(whole[:-1])
    return all(any(_same_word(word, other) for other in rest) for word in part[:-1])


def _without_honours(key: Key) -> Key:
    return key[:-1] if len(key) > 2 and key[-1].rstrip(".") in _HONOURS else key


def short(word: str) -> str:
    """The usual short form of a given name: "robert" -> "bob"; other words as they are."""
    return _SHORT.get(word, word)


def skeleton(key: Key) -> Key:
    """What the spellings of one foreign name share: Zelensky, Zelenskyy and Zelenskiy have one skeleton."""
    return tuple(map(_sound, key))


def _sound(word: str) -> str:
    for pattern, letter in _SOUNDS:
        word = pattern.sub(letter, word)
    return word


def _same_word(word: str, other: str) -> bool:
    if len(word.rstrip(".")) == 1 or len(other.rstrip(".")) == 1:
        return word[0] == other[0]
    return word == other or (min(len(word), len(other)) >= 3 and short(word) == short(other))
