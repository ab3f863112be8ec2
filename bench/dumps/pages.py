"""The benchmark's sites as HTML: each site a template of its own round the same lines, with their truth.

Places are what cross-page learning has on HTML and dumps have not: furniture stands in the same elements on
every page. Templates differ in their elements, in how telling their class names are, and in whether some of
the furniture stands within the article's own element, where an extractor takes it for body text.
"""

from __future__ import annotations

import random
from html import escape

from sites import Page, Site

TELLING = {"body": "entry-content", "head": "post-meta", "foot": "site-footer", "related": "related-posts"}
CHROME = ("Home", "News", "Opinion", "Sport", "Contact", "About", "Archive")


class Template:
    """How one site writes its pages. Seeded by the site, so that every run has the same. typed: furniture is written
    into the body's own element, paragraph by paragraph, as editors do who have no other place for it."""

    def __init__(self, site: Site, seed: int, typed: bool = False) -> None:
        chosen = random.Random(f"template {seed} {site.name}")
        self.telling = chosen.random() < 0.5
        self.names = TELLING if self.telling else {key: f"c{chosen.randint(10, 99)}-{key[0]}" for key in TELLING}
        self.typed = typed
        self.foot_inside = chosen.random() < 0.5
        self.tag = chosen.choice(["article", "div", "section"])
        self.line = chosen.choice(["p", "div"])
        self.chrome = chosen.sample(CHROME, 5)

    def html(self, page: Page) -> str:
        """The page. Lines before the first body line are its head, those after the last its foot."""
        owners = [{truth for _, truth in line.parts} - {"furniture"} for line in page.lines]
        body = [n for n, own in enumerate(owners) if own]
        first, last = (0, len(page.lines)) if self.typed else (body[0], body[-1] + 1)
        texts = [line.text for line in page.lines]
        head = self._box("head", texts[:first])
        foot = self._box("foot", texts[last:])
        inner = head + "".join(f"<p>{escape(text)}</p>" for text in texts[first:last])
        main = f'<{self.tag} class="{self.names["body"]}"><h1>{escape(page.title)}</h1>{inner}'
        main += f"{foot}</{self.tag}>" if self.foot_inside else f"</{self.tag}>{foot}"
        menu = "".join(f'<li><a href="/{name.lower()}">{name}</a></li>' for name in self.chrome)
        return (
            f"<!doctype html><html><head><title>{escape(page.title)}</title></head><body><nav><ul>{menu}</ul></nav>"
            f"<main>{main}</main></body></html>"
        )

    def _box(self, name: str, texts: list[str]) -> str:
        lines = "".join(f"<{self.line}>{escape(text)}</{self.line}>" for text in texts)
        return f'<div class="{self.names[name]}">{lines}</div>' if lines else ""
