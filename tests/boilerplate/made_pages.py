"""Sites of made-up words, and what judging keeps of their pages."""

from __future__ import annotations

from random import Random

from archiver.boilerplate import SiteStatistics, judge, observe
from archiver.records import Block, Document, Metadata


def words(random: Random, count: int) -> str:
    found = ("".join(random.choices("aeioubdgklmnprst", k=random.randint(3, 9))) for _ in range(count))
    return " ".join(found).capitalize()


def paragraphs(number: int, count: int = 4, length: int = 25) -> list[str]:
    """Paragraphs of so many words, of which no page of another number has one."""
    random = Random(number)
    return [f"{words(random, length)}." for _ in range(count)]


def kept_of_site(pages: list[list[str]]) -> list[list[str]]:
    """The lines of each page that are kept, judged with all of them."""
    documents = [Document(Metadata(), tuple(map(Block, lines))) for lines in pages]
    statistics, observations = SiteStatistics(), [observe(document) for document in documents]
    for observation in observations:
        statistics.add(observation)
    judged = [judge(d, statistics.facts(seen.keys)) for d, seen in zip(documents, observations, strict=True)]
    return [page.text.splitlines() for page in judged]
