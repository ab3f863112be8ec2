"""What the articles say, as columns: which article names whom, how, and beside whom.

A naming is one person of one article, as enrichment found him or her there. A form is a distinct name,
folded (archiver.enrich.people.forms). Forms are numbered in their alphabetical order, so that numbers,
which are quick to compare and to hash, order them as their words do, whatever order the namings have.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from archiver.enrich.people.forms import Key, key_of
from archiver.enrich.people.names import fold

Form = int
"""The number of a form; `Namings.keys` has its words."""
Apart = tuple[Form, str]
"""A single word that names nobody in particular, and how it is shown: (number of "charles", "King *")."""


@dataclass(frozen=True)
class Namings:
    """Namings as parallel columns, in any order.

    article: the article's id. site: None where unknown. name: the fullest form in that article.
    aliases: the other forms in it. roles: as written.
    """

    article: Sequence[str]
    site: Sequence[str | None]
    name: Sequence[str]
    aliases: Sequence[Sequence[str]]
    roles: Sequence[Sequence[str]]

    def __len__(self) -> int:
        return len(self.name)

    # ── forms ─────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _key_of_name(self) -> dict[str, Key]:
        return {name: key_of(name) for name in set(self.name)}

    @cached_property
    def keys(self) -> list[Key]:
        """The words of each form."""
        return sorted(set(self._key_of_name.values()))

    @cached_property
    def number(self) -> dict[Key, Form]:
        return {key: form for form, key in enumerate(self.keys)}

    @cached_property
    def form(self) -> list[Form]:
        """The form of each naming's name."""
        forms = {name: self.number[key] for name, key in self._key_of_name.items()}
        return [forms[name] for name in self.name]

    @cached_property
    def rows_of_form(self) -> list[list[int]]:
        rows: list[list[int]] = [[] for _ in self.keys]
        for row, form in enumerate(self.form):
            rows[form].append(row)
        return rows

    def rows_named(self, key: Key) -> list[int]:
        """The namings by exactly this name."""
        return self.rows_of_form[self.number[key]] if key in self.number else []

    @cached_property
    def called(self) -> dict[Form, Counter[Form]]:
        """For each form that somebody is called by in passing: the forms of his or her full name, with counts."""
        aliases = {alias for row in self.aliases for alias in row}
        forms = {alias: form for alias in aliases if (form := self.number.get(key_of(alias))) is not None}
        found: defaultdict[Form, Counter[Form]] = defaultdict(Counter)
        for full, row in zip(self.form, self.aliases, strict=True):
            for alias in row:
                if alias in forms and forms[alias] != full:
                    found[forms[alias]][full] += 1
        return dict(found)

    # ── what stands round a naming ────────────────────────────────────────────────────────────

    @cached_property
    def beside(self) -> list[frozenset[Form]]:
        """For each naming the forms that its article names, its own among them."""
        forms: defaultdict[str, list[Form]] = defaultdict(list)
        for article, form in zip(self.article, self.form, strict=True):
            forms[article].append(form)
        named = {article: frozenset(found) for article, found in forms.items()}
        return [named[article] for article in self.article]

    @cached_property
    def role_words(self) -> list[frozenset[str]]:
        """The words of each naming's roles, folded: {"former", "minister"}."""
        roles = {role for row in self.roles for role in row}
        words = {role: frozenset(w.strip(".") for w in fold(role).split()) for role in roles}
        nothing: frozenset[str] = frozenset()
        return [nothing.union(*(words[role] for role in row)) if row else nothing for row in self.roles]

    # ── how often ─────────────────────────────────────────────────────────────────────────────

    @cached_property
    def articles_count(self) -> int:
        return len(set(self.article))

    @cached_property
    def roles_count(self) -> Counter[str]:
        """In how many namings each word of a role stands."""
        return Counter(word for words in self.role_words for word in words)

    @cached_property
    def sites_count(self) -> Counter[str | None]:
        return Counter(self.site)
