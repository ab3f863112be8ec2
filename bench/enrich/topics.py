"""Topics: short items of four kinds, and pages with their publishers' topics.

    first     items or pages whose first topic is right          given     of them with a topic at all
    right     of all top-level topics that were given, those that are right

Beside the project, on the items: the topic whose English name, or one of whose names below it, stands first.
"""

from __future__ import annotations

from collections.abc import Callable

import texts
from texts import Item, Page

from archiver.enrich.language import detect
from archiver.enrich.topics import find_topics
from archiver.enrich.topics.taxonomy import tree
from archiver.enrich.topics.words import tokens
from archiver.records import Topic

KINDS = {"15000000": "sport", "04000000": "business", "09000000": "business", "13000000": "science"}
"""What a top-level topic is on a site with four kinds of news; every other one is the world's."""

SHORT = 40
"""Words of a page's beginning that are as long as a short news item."""


def main() -> None:
    print("topics                       first   given   right   per page")
    _items("221 own items", _of_item)
    _items("  names of topics", named)
    _items("108 items, written last", _of_item, "news-items-late.tsv")
    _pages("publishers' pages", lambda page: _of_page(page, page.text, stated=True))
    _pages("  by their text alone", lambda page: _of_page(page, page.text, stated=False))
    _pages(f"  title and {SHORT} words", _of_beginning)
    _pages("    of those in English", _of_beginning, language="en")
    found = texts.milliseconds(lambda text: find_topics(text, "en"), texts.long_texts())
    print(f"{found:.2f} ms for 400 words\n")


def at_top(topics: tuple[Topic, ...]) -> list[str]:
    return [topic.id for topic in topics if not tree().parent[topic.id]]


def named(item: Item) -> list[str]:
    """The topic of the first word that is a topic's name: what the bare taxonomy knows."""
    known = (tree().names.get(word) for word in tokens(f"{item.title} {item.text}"))
    return [tree().top(topic) for topic in known if topic][:1]


def _of_item(item: Item) -> list[str]:
    return at_top(find_topics(item.text, "en", title=item.title))


def _items(words: str, finder: Callable[[Item], list[str]], table: str = "news-items.tsv") -> None:
    found = [(item.kind, finder(item)) for item in texts.items(table)]
    first = sum(bool(tops) and KINDS.get(tops[0], "world") == kind for kind, tops in found)
    given = sum(bool(tops) for _, tops in found)
    print(f"{words:<26}{first / len(found):8.3f}{given / len(found):8.3f}")


def _pages(words: str, finder: Callable[[Page], list[str]], language: str | None = None) -> None:
    pages = [page for page in texts.pages() if language is None or _language(page) == language]
    if not pages:
        print(f"{words:<26} (the extraction benchmark is not at hand)")
        return
    gold = {row[0]: row[1].split() for row in texts.table("page-topics.tsv")}
    found = [(gold[page.id], [top[:2] for top in finder(page)]) for page in pages]
    first = sum(bool(tops) and tops[0] in right for right, tops in found)
    given = sum(bool(tops) for _, tops in found)
    every = [top in right for right, tops in found for top in tops]
    count = len(pages)
    print(f"{words:<26}{first / count:8.3f}{given / count:8.3f}{sum(every) / len(every):8.3f}{len(every) / count:9.2f}")


def _language(page: Page) -> str | None:
    found = detect(page.text, page.metadata.language)
    return found.code if found else None


def _of_page(page: Page, text: str, *, stated: bool) -> list[str]:
    metadata = page.metadata
    found = find_topics(
        text,
        _language(page),
        title=metadata.title,
        section=metadata.section if stated else None,
        keywords=metadata.keywords if stated else (),
    )
    return at_top(found)


def _of_beginning(page: Page) -> list[str]:
    """As a news item: the title and one or two sentences."""
    return _of_page(page, " ".join(page.text.split()[:SHORT]), stated=False)
