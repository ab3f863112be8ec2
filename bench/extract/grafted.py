"""Sites of many pages, with gold: the templates of real pages, in each of which the texts of other pages are put.

There is no benchmark of many pages a site; but where the gold text stands on a page is known, and so what is its
template. In the gold's place comes the text of another site's page in the same language (no text twice on a site), the
title wherever the old one stood, and in the data for machines as well; linked headlines and captions, which differ
from page to page, are others too: half of the headlines on every page, half on a third of them. Breaks between
paragraphs keep their places (an advert stays behind the third). What this cannot show is a site's habits beyond one
page of it: other layouts, kickers, bylines and dates that vary.
"""

from __future__ import annotations

import base64
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from bs4 import BeautifulSoup, NavigableString, Tag

Page = dict[str, Any]
"""As in dev.jsonl.gz: id, set, site, url, lang, html (base64), text, title, …"""
HEADINGS = ("h2", "h3", "h4")
HOLDERS = ("p", *HEADINGS, "li", "blockquote", "div", "span", "td", "pre")
DESCRIPTIONS = ("description", "og:description", "twitter:description")
LEAST_SHARE, LEAST_LINES = 0.95, 3
"""Of the gold text that stands in elements of its own, for a page to be a template; and lines of it."""
HEADLINE_WORDS = 5
HEADING_LENGTH = 80


def sites(pages: Sequence[Page], size: int) -> Iterator[list[Page]]:
    """Sites of `size` pages: one of each site whose first page is fit for a template and whose language has as many
    other texts again."""
    done: set[str] = set()
    for page in pages:
        others = [p for p in pages if p["lang"] == page["lang"] and p["site"] != page["site"] and _lines(p)[3:]]
        if page["site"] in done or len(others) < 2 * size:
            continue
        random.Random(page["id"]).shuffle(others)
        grafted = [_graft(page, text, number, others[size:]) for number, text in enumerate(others[:size])]
        if None not in grafted:
            done.add(page["site"])
            yield [page for page in grafted if page is not None]


def _graft(page: Page, text: Page, number: int, others: Sequence[Page]) -> Page | None:
    """The page with another's text; None where it is no template. others: pages whose lines and titles may stand in
    furniture."""
    soup = BeautifulSoup(base64.b64decode(page["html"]), "lxml")
    places = _places(soup, _lines(page))
    if not any(place.name not in HEADINGS for place in places):
        return None
    chance = random.Random(f"{page['id']} {number}")
    old, new = _title(page, soup), _title(text, BeautifulSoup(base64.b64decode(text["html"]), "lxml"))
    lines = _lines(text)
    _vary_furniture(soup, places, old, number, others, chance)
    _put_lines(soup, places, lines)
    _put_stated(soup, old, new, lines)
    html = base64.b64encode(str(soup).encode()).decode()
    own = {"id": f"{page['id']}#{number}", "url": f"{page['url'].rstrip('/')}-{number + 1}", "html": html}
    return {**page, **own, "text": "\n".join(lines), "title": new}


def _lines(page: Page) -> list[str]:
    return [line.strip() for line in page["text"].split("\n") if _plain(line)]


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def _title(page: Page, soup: BeautifulSoup) -> str:
    return page["title"] or re.split(r" [-|–] ", soup.title.get_text() if soup.title else "")[0].strip()


def _places(soup: BeautifulSoup, lines: Sequence[str]) -> list[Tag]:
    """The innermost elements that hold nothing but a line of the gold text; [] where too little of it has one."""
    wanted, found, seen = Counter(map(_plain, lines)), list[Tag](), Counter[str]()
    holding = [(tag, text) for tag in soup.find_all(HOLDERS) if (text := _plain(tag.get_text())) in wanted]
    around = {id(parent) for tag, text in holding for parent in tag.parents if _plain(parent.get_text()) == text}
    for tag, text in holding:
        if id(tag) not in around and seen[text] < wanted[text]:
            seen[text] += 1
            found.append(tag)
    share = sum(len(text) * n for text, n in seen.items()) / sum(len(text) * n for text, n in wanted.items())
    return found if share >= LEAST_SHARE and len(found) >= LEAST_LINES else []


def _vary_furniture(
    soup: BeautifulSoup, places: Sequence[Tag], title: str, number: int, others: Sequence[Page], chance: random.Random
) -> None:
    """Other words in linked headlines and captions outside the gold text."""
    body = {id(tag) for tag in places}
    titles = [page["title"] or _lines(page)[0][:70] for page in others]
    captions = [line for page in others for line in _lines(page) if 40 < len(line) < 200]
    habit = random.Random(title)  # the same links vary on all of a site's pages
    for link in soup.find_all("a"):
        words = link.get_text(" ", strip=True)
        if len(words.split()) < HEADLINE_WORDS or words == title or len(link.find_all()) > 2 or _is_within(link, body):
            continue
        if habit.random() < 0.5 or number % 3 == 0:
            link.string = chance.choice(titles)
    for caption in soup.find_all("figcaption"):
        if not _is_within(caption, body):
            caption.string = chance.choice(captions)


def _is_within(tag: Tag, places: set[int]) -> bool:
    return any(id(parent) in places for parent in tag.parents)


def _put_lines(soup: BeautifulSoup, places: Sequence[Tag], lines: Sequence[str]) -> None:
    """Lines in the places, headings where they look like one; what is left over goes behind the last, and places that
    are left over go away."""
    left = list(lines)
    last = next(place for place in places if place.name not in HEADINGS)
    for place in places:
        if not left or (place.name in HEADINGS and not _may_head(left[0])):
            place.extract()
            continue
        place.string = left.pop(0)
        last = place if place.name not in HEADINGS else last
    for line in left:
        more = soup.new_tag(last.name, attrs={key: value for key, value in last.attrs.items() if key != "id"})
        more.string = line
        last.insert_after(more)
        last = more


def _may_head(line: str) -> bool:
    return len(line) < HEADING_LENGTH and not line.endswith((".", "?", "!", '"'))


def _put_stated(soup: BeautifulSoup, old: str, new: str, lines: Sequence[str]) -> None:
    """The new title wherever the old one is, and what the page says of itself to machines."""
    for text in soup.find_all(string=True) if old else []:
        if old in text and text.parent is not None and text.parent.name not in ("script", "style"):
            text.replace_with(NavigableString(text.replace(old, new)))
    for tag in soup.find_all(["meta", "a", "img"]):
        for key, value in list(tag.attrs.items()):
            if old and isinstance(value, str) and old in value:
                tag[key] = value.replace(old, new)
        if str(tag.get("name") or tag.get("property")).lower() in DESCRIPTIONS:
            tag["content"] = lines[0][:160]
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            stated = json.loads(script.get_text(), strict=False)
        except json.JSONDecodeError:
            script.extract()
            continue
        said = {"articleBody": " ".join(lines), "description": lines[0][:160], "headline": new}
        script.string = json.dumps(_restated(stated, said))


def _restated(stated: Any, said: dict[str, str]) -> Any:
    if isinstance(stated, dict):
        return {key: said.get(key) or _restated(value, said) for key, value in stated.items()}
    return [_restated(value, said) for value in stated] if isinstance(stated, list) else stated
