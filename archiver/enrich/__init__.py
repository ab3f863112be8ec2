"""Enrichment: what a clean article is about, and whom it names.

    language      a vote of script, py3langid and the page's own word
    topics        IPTC Media Topics, from the publisher's words first, then from the text
    people        persons, not strings: aliases, roles, mentions
    keyphrases    what the taxonomy has no name for
    source        the publisher's name

    capitals         a name in running text by its capitals, for source
    function_words   what no text of a language can do without
    scanning         the passes over a text by which its language is told
    letters          what a character is, and its small letter

Everything is a pure function of the article and of the tables in this package. `enrich` is light to
import; each part loads its tables when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct

from archiver.records import Enrichment, Person, Topic

if TYPE_CHECKING:
    from archiver.enrich.people.pipelines import Pipeline, Pipelines

NO_PIPELINES: Pipelines = MappingProxyType({})
"""What is found with the tables in this package alone."""

VERSIONS = {"keyphrases": 4, "language": 4, "people": 7, "topics": 4}
"""Rises by one when a part would find something else in the same article; `archiver enrich` goes by it."""

PARTS = frozenset(VERSIONS)


def version_of(parts: Iterable[str], pipeline: Pipeline | None = None) -> str:
    """What a record notes of the parts that were looked for: "language/4 topics/4"; "" where none were.

    pipeline: the larger model that people were found with: "people/7+en_core_web_trf-3.8.0".
    """
    return _version_of(frozenset(parts), pipeline.version if pipeline else "")


@cache
def _version_of(parts: frozenset[str], model: str) -> str:
    """model: of the larger one for people; "" for none."""
    return " ".join(f"{part}/{_wanted(part, model)}" for part in sorted(parts))


def outdated(
    version: str | None, looks_for: frozenset[str] = PARTS, pipeline: Pipeline | None = None
) -> frozenset[str]:
    """The parts of `looks_for` that a record with this note lacks, has of an older version, or of another model.

    pipeline: that of the record's language.
    """
    noted = _noted(version)
    return frozenset(part for part in looks_for if _is_behind(noted.get(part), part, pipeline))


def is_of_older_words(version: str | None) -> bool:
    """Whether a record has a part that an older version found; one that was left out (`--without`) is none."""
    return any(int(note.partition("+")[0]) < VERSIONS[part] for part, note in _noted(version).items())


def joined_version(version: str | None, found: str) -> str:
    """The note of a record that had `version` and was given the parts of `found`."""
    noted = {part: note for part, note in _noted(version).items() if part in VERSIONS}
    return " ".join(f"{part}/{note}" for part, note in sorted({**noted, **_noted(found)}.items()))


def _wanted(part: str, model: str) -> str:
    return f"{VERSIONS[part]}+{model}" if model and part == "people" else str(VERSIONS[part])


def _is_behind(noted: str | None, part: str, pipeline: Pipeline | None) -> bool:
    """A record that a newer version of archiver enriched is not behind, whatever model it took."""
    if noted is None:
        return True
    number = int(noted.partition("+")[0])
    model = pipeline.version if pipeline else ""
    return number < VERSIONS[part] or (number == VERSIONS[part] and noted != _wanted(part, model))


def _noted(version: str | None) -> dict[str, str]:
    """Version by part. Records of before version 2 noted one for all parts ("enrich/1"): it names none."""
    pairs = (note.partition("/") for note in (version or "").split())
    return {part: note for part, _, note in pairs if part in VERSIONS and note.partition("+")[0].isdecimal()}


class Article(Struct, frozen=True):
    """What enrichment reads of an article.

    text: the clean body, one block a line. declared_language: as the page says it. section, keywords,
    source: the publisher's own words. removed: texts of removed blocks (never read for people).
    """

    text: str
    title: str | None = None
    declared_language: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    source: str | None = None
    removed: tuple[str, ...] = ()


def enrich(
    text: str,
    *,
    title: str | None = None,
    declared_language: str | None = None,
    section: str | None = None,
    keywords: Iterable[str] = (),
    source: str | None = None,
    looks_for: frozenset[str] = PARTS,
    removed: Iterable[str] = (),
    pipelines: Pipelines = NO_PIPELINES,
) -> Enrichment:
    """What is found out about one clean text; parts that are not in `looks_for` stay None.

    pipelines: larger models for people, by language. Raises SettingsError where one does not load.
    """
    article = Article(
        text, title, declared_language, section, tuple(keywords), source, tuple(removed)
    )  # one value, so that a part can be given more to read without a change of every signature
    return _enrich(article, looks_for, pipelines)


def _enrich(article: Article, looks_for: frozenset[str], pipelines: Pipelines) -> Enrichment:
    from archiver.enrich import language as languages

    found = languages.detect(article.text or article.title or "", article.declared_language)
    code = found.code if found else None
    pipeline = pipeline_of(pipelines, code)
    return Enrichment(
        language=code if "language" in looks_for else None,
        topics=_topics(article, code) if "topics" in looks_for else None,
        people=_people(article, code, pipeline) if "people" in looks_for else None,
        keyphrases=_keyphrases(article, code) if "keyphrases" in looks_for else None,
        version=version_of(looks_for, pipeline),
    )


def pipeline_of(pipelines: Mapping[str, Pipeline], language: str | None) -> Pipeline | None:
    """The larger model for texts of a language ("de-AT" has that of "de")."""
    return pipelines.get(language.partition("-")[0]) if language else None


def _topics(article: Article, language: str | None) -> tuple[Topic, ...]:
    from archiver.enrich.topics import find_topics

    return find_topics(article.text, language, title=article.title, section=article.section, keywords=article.keywords)


def _people(article: Article, language: str | None, pipeline: Pipeline | None) -> tuple[Person, ...]:
    from archiver.enrich.people import find_people

    return find_people(article.text, language, title=article.title, pipeline=pipeline)


def _keyphrases(article: Article, language: str | None) -> tuple[str, ...]:
    from archiver.enrich.keyphrases import find_keyphrases

    return find_keyphrases(article.text, language, title=article.title)
