# cython: infer_types=True
"""What a text of a language is read with: the words that tell a person's name from what stands round it."""

from __future__ import annotations

import functools

from archiver.enrich.people.cues import cues
from archiver.enrich.people.names import names


class Reading:
    """All that a text is read with, as sets of folded words.

    What depends on the language: function, words that begin a sentence and no name; titles, honorifics; german:
    every noun is written with a capital, and compounds say by their end what they are; turkish: an apostrophe
    parts a name from its case ending, so that no name goes on behind one.
    """

    __slots__ = (
        "demonyms", "east", "family", "function", "german", "given", "honorifics", "modifiers", "names", "places",
        "roles", "titles", "turkish", "words",
    )  # fmt: skip

    def __init__(self, function: frozenset[str], titles: frozenset[str], language: str | None) -> None:
        self.function, self.titles, self.german = function, titles, language == "de"
        self.turkish = language in ("tr", "az")
        known, lists = cues(), names(language)
        self.roles, self.modifiers, self.honorifics, self.demonyms = (
            known.role, known.modifier, known.honorific, known.demonym,
        )  # fmt: skip
        self.names = lists
        self.given, self.family, self.words, self.places = lists.given, lists.family, lists.words, lists.places
        self.east = lists.east


_NAME_PARTICLES = frozenset("la las le les los el al del der des di da das de van von den ter ten".split())
"""In an English text "El Hassan", "De Klerk" and "Van Gogh" at a sentence's start are names."""


@functools.cache
def reading(language: str | None) -> Reading:
    """How a text of this language is read."""
    known = cues()
    if language == "en":
        return Reading(known.function - _NAME_PARTICLES, known.honorific, language)
    return Reading(known.function, known.honorific | known.foreign, language)
