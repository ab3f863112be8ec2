"""Topics: IPTC Media Topics, from the publisher's words first, then from the text.

taxonomy  the tree of topics, with their names in 11 languages
words     a text's words as they are looked up
lexicon   which words speak for which topic, by language
weigh     how much of a text speaks for which topic, and how sure that is
"""

from __future__ import annotations

from collections.abc import Iterable

from archiver.records import Topic


def find_topics(
    text: str,
    language: str | None = None,
    *,
    title: str | None = None,
    section: str | None = None,
    keywords: Iterable[str] = (),
) -> tuple[Topic, ...]:
    """Up to three top-level topics, each followed by at most two below it; empty where nothing is sure.

    text: the clean body, one block a line. section, keywords: the publisher's own words. language: BCP 47,
    of the text; None: only names and what the publisher says are read. score: 0-1, the share of hand-read
    articles of such evidence for which the topic was right (docs/decisions/enrich.md).
    """
    from archiver.enrich.topics.weigh import topics_of

    return topics_of(text, title or "", tuple(w for w in (section, *keywords) if w), language)
