"""Whom a single word names in an article that gives no more of the name: "Trump", "King Charles".

A candidate is a person with that surname, or one whom some article calls so. What the article shares with
the articles of a candidate - companions, role, site - must speak for him or her, and for nobody else nearly
as much. Else the word stays apart, under its role or its site.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from archiver.enrich.people.forms import surname
from archiver.explore.persons.evidence import LEAD, Evidence, Profile
from archiver.explore.persons.namings import Apart, Form, Namings

NEEDED = 3.0
"""Bits of context without which a word names nobody in particular."""


def resolve_single_words(namings: Namings, root: list[Form], evidence: Evidence) -> Iterator[tuple[int, Form | Apart]]:
    """The person of each naming by one word that may be somebody's; root: the fullest form of each form."""
    forms_of: defaultdict[Form, set[Form]] = defaultdict(set)
    for form, person in enumerate(root):
        forms_of[person].add(form)
    for word, persons in sorted(_bearers(namings, root).items()):
        profiles = {person: evidence.of_person(frozenset(forms_of[person])) for person in persons}
        for row in namings.rows_of_form[word]:
            meant = _meant(evidence, evidence.of_rows([row], frozenset([word])), profiles)
            yield row, _apart(namings, row) if meant is None else meant


def _bearers(namings: Namings, root: list[Form]) -> dict[Form, set[Form]]:
    """For each form of one word the persons whom it may name."""
    bearers: defaultdict[Form, set[Form]] = defaultdict(set)
    for form, key in enumerate(namings.keys):
        word = namings.number.get((surname(key),))
        if len(key) > 1 and word is not None:
            bearers[word].add(root[form])
    for alias, full in namings.called.items():
        if len(namings.keys[alias]) == 1:
            bearers[alias].update(root[form] for form in full if len(namings.keys[form]) > 1)
    return {word: persons for word, persons in bearers.items() if persons}


def _meant(evidence: Evidence, naming: Profile, profiles: dict[Form, Profile]) -> Form | None:
    """The one person that companions and roles speak for."""
    bits = {p: evidence.bits(naming, profile) for p, profile in profiles.items() if _meets(naming, profile)}
    # Who is named more often is more likely meant: that orders candidates, and proves nothing alone.
    score = {person: found + math.log2(profiles[person].rows) for person, found in bits.items()}
    ranked = sorted(score, key=lambda person: (-score[person], person))
    if not ranked or bits[ranked[0]] < NEEDED:
        return None
    return ranked[0] if len(ranked) == 1 or score[ranked[0]] - score[ranked[1]] >= LEAD else None


def _meets(naming: Profile, profile: Profile) -> bool:
    return not (naming.companions.isdisjoint(profile.companions) and naming.roles.isdisjoint(profile.roles))


def _apart(namings: Namings, row: int) -> Apart:
    roles = namings.roles[row]
    return namings.form[row], f"{roles[0]} *" if roles else f"* ({namings.site[row] or 'no site'})"
