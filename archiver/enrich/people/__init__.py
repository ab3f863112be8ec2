"""People: from the capitalised runs of a text to persons with aliases, roles and mentions.

spans     where a name can be
weigh     how likely each form is a person's name
persons   which forms are one person
eastern   names in Arabic script (ar, fa, ps, ur), where no capital letter helps
tokens, reading           a line's words and signs; what words of the language say
beginning, contexts, surroundings   where a name begins, what stands round it, what the rest of the text knows
names, cues               lists of names; words round a name that tell what it is
cases, forms, german      declined names, short forms, languages with capital nouns
doubts                    where silence is better
pipelines a larger model that archiver.toml names for a language
marks     what that model sees, brought together with spans
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archiver.records import Person

if TYPE_CHECKING:
    from archiver.enrich.people.pipelines import Pipeline

_NO_CAPITALS = frozenset({"ar", "fa", "ps", "ur", "ug", "ku"})
_SILENT = frozenset(
    {"zh", "ja", "ko", "th", "he", "hi", "mr", "ne", "bn", "ta", "te", "ka", "hy", "am", "my", "km"}
)


def find_people(
    text: str, language: str | None = None, *, title: str | None = None, pipeline: Pipeline | None = None
) -> tuple[Person, ...]:
    """The persons that a clean text names, in the order in which it first names them.

    text: one block a line. language: BCP 47, of the text; for scripts that we cannot read names in the
    answer is empty. title: read for the forms of names only, nobody is found in a title alone. pipeline: a
    larger model of that language, which marks names in any script. Raises SettingsError where it does not load.
    """
    if pipeline is not None:
        from archiver.enrich.people.persons import find_persons

        return find_persons(text, title or "", language, marks=pipeline.marks(text))
    if language in _SILENT:
        return ()
    if language in _NO_CAPITALS:
        from archiver.enrich.people.eastern import find_eastern

        return find_eastern(text)
    from archiver.enrich.people.persons import find_persons

    return find_persons(text, title or "", language)
