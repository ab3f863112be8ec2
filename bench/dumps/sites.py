"""Synthetic sites: pages of invented bodies, furniture that varies, and traps; every line with its truth.

A fixed seed gives the same sites on every machine. Bodies are sentences of a grammar, or, with `--gold`, the
gold texts of an extraction benchmark, which is not part of this repository.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "de", "fr", "nb", "fa", "ps")
NAMES = (
    "Mara Lind",
    "Jonas Eide",
    "Latif Omar",
    "Claire Aubin",
    "Petra Vogt",
    "Samir Azizi",
    "Ida Moen",
    "Paul Reyes",
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page as parts: (text, truth), truth "body", "trap" or "furniture"; more than one where glued."""

    parts: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        return " ".join(text for text, _ in self.parts)


@dataclass
class Page:
    title: str
    lines: list[Line] = field(default_factory=list)

    def add(self, truth: str, *texts: str) -> None:
        self.lines.extend(Line(((text, truth),)) for text in texts)

    def parts(self, truth: str) -> Iterator[str]:
        return (text for line in self.lines for text, own in line.parts if own == truth)


@cache
def language(name: str) -> dict[str, Any]:
    data: dict[str, Any] = _table("language.toml")[name]
    data["furniture"].update({other: _table(f"{other}.toml")[name] for other in ("second", "third", "fourth", "fifth")})
    return data


def _table(file_name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(file_name).read_text(encoding="utf-8"))


class Site:
    """A site of one language with a layout of its own. phrases: "tune", "held", "second" to "fifth"."""

    def __init__(self, seed: int, name: str, phrases: str, bodies: list[list[str]] | None = None) -> None:
        self.random = random.Random(f"{seed} {name} {phrases}")
        self.words = language(name)
        self.phrases = self.words["furniture"][phrases]
        self.name = f"{self._one(['The', 'Daily', 'New', 'Free'])} {self._one(['Courier', 'Tribune', 'Mirror'])}"
        self.bodies = bodies
        self.head = self.random.sample(self.phrases["head"], self.random.randint(0, len(self.phrases["head"])))
        self.foot = self.random.sample(self.phrases["foot"], self.random.randint(3, len(self.phrases["foot"]) - 1))
        self.account = self.random.sample(self.phrases["account"], 1)
        self.fixed = {
            "site": self.name,
            "host": "courier.example",
            "account": f"{self._n(4)} {self._n(2)} {self._n(5)}",
        }
        self.fixed["iban"] = "NO93 8601 1117 947"
        self.with_appeal = self.random.random() < 0.8
        self.related = self.random.random() < 0.4
        self.doubled = self.random.random() < 0.3
        self.glued = self._one([0.0, 0.0, 0.3, 1.0])
        self.titles: list[str] = []

    def pages(self, count: int) -> list[Page]:
        self.titles = [self._title() for _ in range(max(count, 8))]
        return [self._page(number, count) for number in range(count)]

    def _page(self, number: int, count: int) -> Page:
        page = Page(self.titles[number])
        fill = self._fill(page.title)
        page.add("furniture", *(line.format_map(fill) for line in self.head))
        self._body(page, number, count)
        foot = [line.format_map(fill) for line in self._footer(number, count)]
        if self.random.random() < self.glued:
            last = page.lines.pop()
            page.lines.append(Line((*last.parts, (foot.pop(0), "furniture"))))
        page.add("furniture", *foot)
        if self.doubled:
            page.add("furniture", *foot)
        return page

    def _footer(self, number: int, count: int) -> list[str]:
        """The appeal is reworded once in the site's life; counters, titles, names differ on every page."""
        year = int(count > 4 and number >= count // 2)
        appeal = [self.phrases["appeal"][year], *self.account] if self.with_appeal else []
        related = [self.phrases["related"], *self.random.sample(self.titles, 3)] if self.related else []
        return appeal + related + self.foot

    def _body(self, page: Page, number: int, count: int) -> None:
        words, chance = self.words, self.random.random
        if chance() < 0.15:
            page.add("trap", words["intro"])
        paragraphs = self._paragraphs()
        refrain = chance() < 0.08
        for i, paragraph in enumerate(paragraphs):
            page.add("body", paragraph)
            if i and chance() < 0.15:
                page.add("trap", self._one(words["headings"]))
            if refrain and i % 2 == 0:
                page.add("trap", words["refrain"])
        for key in ("background", "quotation"):
            if chance() < 0.1:
                self._insert(page, words[key])
        for key, odds in (("fundraiser", 0.08), ("notice", 0.08)):
            if chance() < odds:
                texts = words[key] if isinstance(words[key], list) else [words[key]]
                for text in texts:
                    self._insert(page, text)
        page.add("body", self._paragraph())
        if chance() < 0.1:
            # An article's last paragraph is its own: only its beginning is the same.
            page.add("trap", f"{words['support']} {self._sentence()}")
        if chance() < 0.03:
            page.add("trap", words["background"])

    def _insert(self, page: Page, text: str) -> None:
        start = len(self.head) + 1
        page.lines.insert(self.random.randint(start, len(page.lines)), Line(((text, "trap"),)))

    def _paragraphs(self) -> list[str]:
        if self.bodies:
            return list(self._one(self.bodies))
        return [self._paragraph() for _ in range(self.random.randint(3, 9))]

    def _paragraph(self) -> str:
        return " ".join(self._sentence() for _ in range(self.random.randint(2, 5)))

    def _sentence(self) -> str:
        one, words = self._one, self.words
        start = f"{one(words['subjects'])} {one(words['verbs'])} {one(words['objects'])}"
        return f"{start} {one(words['ends'])}, {self._n(2)} {one(words['objects'])}."

    def _title(self) -> str:
        one, words = self._one, self.words
        return f"{one(words['subjects'])} {one(words['verbs'])} {one(words['objects'])}"

    def _fill(self, title: str) -> dict[str, str]:
        year = self.random.randint(2016, 2025)
        date = self._one([f"{year}-0{self._n(1)}-1{self._n(1)}", f"1{self._n(1)}.0{self._n(1)}.{year}"])
        varying = {"title": title, "title2": self._one(self.titles), "name": self._one(NAMES), "date": date}
        tags = self.random.sample(self.words["objects"], 2)
        return self.fixed | varying | {"n": self._n(4), "year": str(year), "tag": tags[0], "tag2": tags[1]}

    def _n(self, digits: int) -> str:
        return "".join(self._one("123456789") for _ in range(digits))

    def _one(self, choices: Any) -> Any:
        return self.random.choice(choices)
