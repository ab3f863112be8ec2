"""Key phrases: how many of the words that a publisher gave a page, and that its text says twice, are among them.

Beside the project: the eight words of four letters or more that the text says most often.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

import texts
from texts import Page

from archiver.enrich.keyphrases import find_keyphrases
from archiver.enrich.language import detect
from archiver.enrich.people.names import fold

SHOWN = 8
WORD = re.compile(r"[^\W\d_]{4,}")


def main() -> None:
    print("key phrases          publishers' words found   ms for 400 words")
    for name, finder in (("archiver", _ours), ("frequent words", _frequent)):
        spent = texts.milliseconds(lambda text, f=finder: f(text, None), texts.long_texts())  # type: ignore[misc]
        print(f"{name:<18}{_found(finder):14}{spent:22.2f}")


def _ours(text: str, title: str | None) -> Iterable[str]:
    language = detect(text) if title else None
    return find_keyphrases(text, language.code if language else "en", title=title)


def _frequent(text: str, _: str | None) -> Iterable[str]:
    return [word for word, _ in Counter(WORD.findall(text)).most_common(SHOWN)]


def _found(finder: Callable[[str, str | None], Iterable[str]]) -> str:
    hits = total = 0
    for page in texts.pages():
        given = _said_twice(page)
        phrases = " | ".join(map(fold, finder(page.text, page.metadata.title or "-")))
        hits += sum(bool(re.search(rf"\b{re.escape(word)}\b", phrases)) for word in given)
        total += len(given)
    return f"{hits} of {total}" if total else "(no pages at hand)"


def _said_twice(page: Page) -> set[str]:
    text = fold(page.text)
    return {word for word in map(fold, page.stated) if len(re.findall(rf"\b{re.escape(word)}\b", text)) > 1}
