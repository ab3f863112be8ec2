"""What an article is about: IPTC Media Topics (IPTC NewsCodes, CC BY 4.0).

The publisher's own words - section, keywords - are mapped to the taxonomy first: they are right more often
than any guess. Then the text of an English article is weighed by cue words, a topic and its ancestors
together. In other languages the publisher's words are all: silence is better than a guess there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from archiver.enrich.topics.cues import weigh
from archiver.enrich.topics.taxonomy import taxonomy
from archiver.records import Topic

MOST = 5
STATED = 0.95
"""Score of a topic that the publisher names."""


def find_topics(
    text: str,
    language: str | None,
    *,
    title: str | None = None,
    section: str | None = None,
    keywords: Iterable[str] = (),
) -> tuple[Topic, ...]:
    """Topics of an article, best first, at most MOST; empty where nothing is sure enough.

    A topic's score is 0-1; its evidence the words that led to it. A topic below another comes with the one at
    the top above it.
    """
    found: dict[str, Topic] = {}
    for topic in (*_stated(section, keywords), *_read(text, title, language)):
        known = found.get(topic.id)
        if known is None or topic.score > known.score:
            found[topic.id] = topic
    ranked = sorted(found.values(), key=lambda t: (-t.score, t.id))
    return tuple(ranked[:MOST])


def _stated(section: str | None, keywords: Iterable[str]) -> list[Topic]:
    names = taxonomy()
    said = [("section", word) for word in _parts(section)] + [("keyword", word) for word in keywords]
    found = []
    for what, word in said:
        for topic in names.named(word):
            score = STATED if what == "section" else STATED - 0.1
            found.append(Topic(topic, names.label(topic), score, f"{what} “{word}”"))
    return found


def _parts(section: str | None) -> Sequence[str]:
    """A section as publishers write it: "News/World", "Sport > Football"."""
    if not section:
        return ()
    for mark in (">", "|", "»", "›"):
        section = section.replace(mark, "/")
    return [part.strip() for part in section.split("/") if part.strip()]


def _read(text: str, title: str | None, language: str | None) -> list[Topic]:
    if not language or language.partition("-")[0] != "en":
        return []
    names = taxonomy()
    return [
        Topic(guess.topic, names.label(guess.topic), guess.score, ", ".join(guess.words))
        for guess in weigh(text, title or "")
    ]
