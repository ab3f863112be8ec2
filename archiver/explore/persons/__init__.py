"""Persons across the archive: who is named where, when, how, and beside whom.

namings      what the articles say, as columns
evidence     how much speaks for two forms being one person, in bits
resolving    which namings are one person; pure, and the same in any order
single_words whom a single word names
corrections  people.toml: merge, split, rename, "that is nobody"
deciding     what commands write into it
stored       the answer, kept in derived/ until articles or corrections change
finding      which person is meant by what somebody typed
listing      the list of all persons, and all of one
"""

from __future__ import annotations

from archiver.explore.persons.finding import slug
from archiver.explore.persons.listing import (
    Appearance,
    Filter,
    Named,
    Person,
    Summary,
    by_case,
    list_persons,
    show_person,
    unknown_names,
)

__all__ = ["Appearance", "Filter", "Named", "Person", "Summary", "by_case", "list_persons", "show_person", "slug",
           "unknown_names"]  # fmt: skip
