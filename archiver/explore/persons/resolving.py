"""Which namings in different articles are one person. Pure, and the same in any order of the namings.

1. Namings with the same full name (two words or more) are one person; a person may split them
   (corrections.py).
2. A full form that can be short for a fuller one, or another spelling of it, joins it where its context
   says so and no other fuller form is nearly as likely. It joins one, so two who are both called
   "John Smith" for short never become one through it.
3. A single word ("Trump") goes, naming by naming, to the person of that surname whose companions and roles
   it shares (single_words.py). Where nothing is shared it stays apart: an equal surname is not enough.

A person is known here by the number of the fullest form, or is a word that was kept apart.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

from archiver.enrich.people.forms import Key, is_part, key_of, short, skeleton, surname
from archiver.explore.persons.corrections import NONE, Corrections, Split
from archiver.explore.persons.evidence import LEAD, Evidence
from archiver.explore.persons.namings import Apart, Form, Namings
from archiver.explore.persons.single_words import resolve_single_words

PRIOR = {"middle": -1.0, "nickname": -3.0, "spelling": -4.0, "initial": -4.0}
"""Log-odds that a form is the fuller one, before any context, by the way in which they differ."""
WITNESSED = 6.0
"""Bits where one article uses both forms for one person."""


def resolve(namings: Namings, corrections: Corrections = NONE) -> list[str | None]:
    """The name in the archive of each naming's person, in the order of the namings; None: no person at all.

    Two namings are one person where the answers are equal.
    """
    evidence = Evidence(namings)
    root = _join_forms(namings, evidence)
    persons: list[Form | Apart] = [root[form] for form in namings.form]
    for row, person in resolve_single_words(namings, root, evidence):
        persons[row] = person
    return _named(namings, persons, corrections)


# ── full names ────────────────────────────────────────────────────────────────────────────────


def _join_forms(namings: Namings, evidence: Evidence) -> list[Form]:
    """For each form the fullest form of the person."""
    candidates: defaultdict[Form, dict[Form, str]] = defaultdict(dict)
    for part, whole, kind in _variants(namings.keys, [len(rows) for rows in namings.rows_of_form]):
        candidates[part][whole] = kind
    parent = list(range(len(namings.keys)))
    for part in sorted(candidates, key=lambda form: _fullness(namings.keys[form])):
        fuller = _fuller_form(namings, evidence, part, candidates[part])
        if fuller is not None and _root(parent, fuller) != part:
            parent[part] = fuller
    return [_root(parent, form) for form in parent]


def _root(parent: list[Form], form: Form) -> Form:
    while parent[form] != form:
        form = parent[form]
    return form


def _fuller_form(namings: Namings, evidence: Evidence, part: Form, candidates: dict[Form, str]) -> Form | None:
    """The candidate that the context speaks for, if it leads all that cannot be the same person."""
    bits = {whole: _bits(namings, evidence, part, whole, kind) for whole, kind in candidates.items()}
    first, *others = sorted(bits, key=lambda whole: (-bits[whole], whole))
    rivals = (bits[w] for w in others if not is_part(namings.keys[first], namings.keys[w]))
    return first if bits[first] > 0 and bits[first] >= next(rivals, -math.inf) + LEAD else None


def _bits(namings: Namings, evidence: Evidence, part: Form, whole: Form, kind: str) -> float:
    seen = namings.called[part][whole] if part in namings.called else 0
    witness = WITNESSED + math.log2(seen) if seen else 0.0
    return PRIOR[kind] + witness + evidence.bits(evidence.of_form(part), evidence.of_form(whole))


def _fullness(key: Key) -> tuple[int, int, int, Key]:
    return sum(len(w) > 1 for w in key), len(key), sum(map(len, key)), key


def _variants(keys: list[Key], often: list[int]) -> Iterator[tuple[Form, Form, str]]:
    """Pairs of full forms (the less full one first) that can be one person, and how they differ."""
    full = sorted((f for f in range(len(keys)) if len(keys[f]) > 1), key=lambda f: _fullness(keys[f]))
    for block in _blocks(full, lambda form: (surname(keys[form]), short(keys[form][0])[0])):
        for i, part in enumerate(block):
            for whole in block[i + 1 :]:
                if is_part(keys[part], keys[whole]):
                    yield part, whole, _difference(keys[part], keys[whole])
    for block in _blocks(full, lambda form: skeleton(keys[form])):
        usual = max(block, key=lambda form: (often[form], form))
        yield from ((form, usual, "spelling") for form in block if form != usual)


def _blocks(forms: Iterable[Form], of: Callable[[Form], Hashable]) -> Iterator[list[Form]]:
    blocks: defaultdict[Hashable, list[Form]] = defaultdict(list)
    for form in forms:
        blocks[of(form)].append(form)
    return (block for block in blocks.values() if len(block) > 1)


def _difference(part: Key, whole: Key) -> str:
    if len(part[0]) == 1 or len(whole[0]) == 1:
        return "initial"
    return "middle" if part[0] == whole[0] else "nickname"


# ── names to show ─────────────────────────────────────────────────────────────────────────────


def _named(namings: Namings, persons: list[Form | Apart], corrections: Corrections) -> list[str | None]:
    usual = _usual_names(namings, persons)
    shown: defaultdict[Key, set[Form | Apart]] = defaultdict(set)
    for person, name in usual.items():
        shown[key_of(name)].add(person)
    names = usual | _merged_names(namings, persons, shown, corrections)
    found: list[str | None] = [names[person] for person in persons]
    for key in corrections.nobody:
        for row in _rows_called(namings, persons, shown, key):
            found[row] = None
    for split in corrections.splits:
        for row in _rows_called(namings, persons, shown, split.form):
            if _is_there(namings, row, split):
                found[row] = split.name
    return found


Shown = Mapping[Key, set[Form | Apart]]
"""Who is shown under a name."""


def _rows_called(namings: Namings, persons: list[Form | Apart], shown: Shown, key: Key) -> list[int]:
    """The namings by exactly this name; where no article has it, those of the person who is shown under it."""
    rows = namings.rows_named(key)
    meant = shown.get(key)
    return rows or ([row for row, person in enumerate(persons) if person in meant] if meant else [])


def _usual_names(namings: Namings, persons: list[Form | Apart]) -> dict[Form | Apart, str]:
    """For each person the name that most articles use, of those that are longer than a surname."""
    written: defaultdict[Form | Apart, Counter[str]] = defaultdict(Counter)
    for person, name in zip(persons, namings.name, strict=True):
        written[person][name] += 1
    return {person: _usual_name(person, names) for person, names in written.items()}


def _usual_name(person: Form | Apart, names: Counter[str]) -> str:
    def rank(name: str) -> tuple[bool, int, int, str]:
        key = key_of(name)
        return len(key) > 1 and len(key[0]) > 1, names[name], len(name), name

    name = max(names, key=rank) if len(names) > 1 else next(iter(names))
    return person[1].replace("*", name) if isinstance(person, tuple) else name


def _merged_names(
    namings: Namings, persons: list[Form | Apart], shown: Shown, corrections: Corrections
) -> dict[Form | Apart, str]:
    """The names that merges give to persons; a single word takes only those who are known by it alone."""
    named: dict[Form | Apart, str] = {}
    for key, name in corrections.merged.items():
        for row in namings.rows_named(key):
            if len(key) > 1 or isinstance(persons[row], tuple) or persons[row] == namings.form[row]:
                named[persons[row]] = name
        if not namings.rows_named(key):
            named |= dict.fromkeys(shown.get(key, ()), name)
    return named


def _is_there(namings: Namings, row: int, split: Split) -> bool:
    companions = {namings.number.get(key) for key in split.companions}
    return (
        namings.site[row] in split.sites
        or namings.article[row] in split.articles
        or not companions.isdisjoint(namings.beside[row])
    )
