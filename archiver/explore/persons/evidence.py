"""How much speaks for two forms being one person: bits of surprise, were they two.

Each shared companion, role word and site is worth log2(P(shared | one person) / P(shared | chance)), where
chance grows with how often the thing occurs and how often the other person is named (naive Bayes, as in
Fellegi & Sunter's record linkage, 1969). What is not shared speaks a little against.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from archiver.explore.persons.namings import Form, Namings

AGAIN_COMPANION, AGAIN_ROLE, AGAIN_SITE = 0.15, 0.4, 0.5
"""How often one person's next article shares a given companion, role or site beyond chance: estimates."""
MOST_COMPANION, MOST_ROLE, MOST_SITE = 6.0, 5.0, 1.5
"""The most bits that one of them may give: a single coincidence never decides alone for a rare pair."""
LEAD = 2.0
"""Bits by which the likeliest person must lead the next."""
ABSENT = math.log2(1 - AGAIN_COMPANION)
WORLD = 100
"""Articles added to every archive's count: a small archive is a sample of a larger world, where a name
that stands in both of its two articles is still rare."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of one person (or form): companions, role words and sites, over `rows` namings."""

    rows: int
    companions: frozenset[Form]
    roles: frozenset[str]
    sites: frozenset[str | None]


class Evidence:
    """Weighs profiles against each other; built once for all namings of an archive."""

    def __init__(self, namings: Namings) -> None:
        self._namings = namings
        self._often = [len(rows) for rows in namings.rows_of_form]
        self._articles = namings.articles_count + WORLD
        self._rows = len(namings) + WORLD
        self._of_form: dict[Form, Profile] = {}

    def of_form(self, form: Form) -> Profile:
        """The profile of all who have exactly this name."""
        if form not in self._of_form:
            self._of_form[form] = self.of_rows(self._namings.rows_of_form[form], frozenset([form]))
        return self._of_form[form]

    def of_person(self, forms: frozenset[Form]) -> Profile:
        """The profile of a person with these forms."""
        if len(forms) == 1:
            return self.of_form(next(iter(forms)))
        return self.of_rows([row for form in forms for row in self._namings.rows_of_form[form]], forms)

    def of_rows(self, rows: list[int], own: frozenset[Form]) -> Profile:
        """The profile of these namings; own: forms that are no companions of theirs."""
        named, no_forms, no_roles = self._namings, frozenset[Form](), frozenset[str]()
        return Profile(
            len(rows),
            no_forms.union(*[named.beside[row] for row in rows]) - own,
            no_roles.union(*[named.role_words[row] for row in rows]),
            frozenset([named.site[row] for row in rows]),
        )

    def bits(self, part: Profile, whole: Profile) -> float:
        """How much speaks for `part` being the person `whole`."""
        shared, rows = part.companions & whole.companions, whole.rows
        total = (len(part.companions) - len(shared)) * ABSENT
        for form in sorted(shared):  # a sum of floats depends on its order
            total += _bits(AGAIN_COMPANION, MOST_COMPANION, self._often[form], self._articles, rows)
        for word in sorted(part.roles & whole.roles):
            total += _bits(AGAIN_ROLE, MOST_ROLE, self._namings.roles_count[word], self._rows, rows)
        counts = (self._namings.sites_count[site] for site in (part.sites & whole.sites) - {None})
        return total + max((_bits(AGAIN_SITE, MOST_SITE, n, self._rows, rows) for n in counts), default=0.0)


@lru_cache(maxsize=1 << 18)
def _bits(again: float, most: float, count: int, of: int, rows: int) -> float:
    """Bits for something shared that stands in `count` of `of` places, with a person named in `rows`."""
    chance = -math.expm1(rows * math.log1p(-min(count / of, 0.999)))
    return min(most, math.log2((chance + again * (1 - chance)) / chance))
