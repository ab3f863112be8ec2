"""What a page is: an article, or one of the pages that come along when a site is fetched."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archiver.common.expressions import expression
from archiver.extract.addresses import parts_of
from archiver.extract.blocks import body_of, leading_among
from archiver.extract.stated.head import Head
from archiver.records import Block, Kind, PageType
from archiver.words.counts import word_count
from archiver.words.wordlist import Wordlist, small

_ERROR = Wordlist(
    "not found|page does not exist|page doesn't exist|page doesn’t exist|access denied|nicht gefunden|"
    "introuvable|no encontrada|ikke fundet|finnes ikke|hittades inte|niet gevonden|non trovata|não encontrada|"
    "page cannot be found|page can't be found|page can’t be found|page could not be found|no existe la página|"
    "não existe|nie znaleziono|nenalezena|не найдена|не знайдено|δεν βρέθηκε|یافت نشد|غير موجودة|לא נמצא|bulunamadı|"
    "页面不存在|找不到页面|找不到頁面|找不到網頁|見つかりません|찾을 수 없습니다|ไม่พบหน้า|"
    "just a moment|are you a robot|enable javascript",
    whole="404|403|410|500|502|503",
)
_CONSENT = (
    "cookie|consent|gdpr|einwilligung|datenschutz|zustimm|werbung und tracking|samtyk|samtycke|toestemming|consenso"
).split("|")
_PAYWALL = Wordlist(
    "subscribe|sign in to read|sign in to continue|to continue reading|abonn|jetzt testen|suscrib|suscríb|"
    "tilaa|prenumer|logg inn|weiterlesen|réservé aux|read the full story|read the full article|iscriviti|assine"
)
_LETTER = Wordlist("newsletter|inbox|e-mail|email|podcast|channel")
"""What else than the article a line asks to subscribe to."""
_LISTS = ("CollectionPage", "SearchResultsPage", "ProfilePage")
"""Types of schema.org's of pages that list others."""
_INDEX_PATHS = expression(
    r"^/?(?:$|index\.\w+$|(?:tag|tags|category|categorie|kategorie|topic|topics|author|search|thema)/)"
)
_LIVE = expression(
    r"live[\s_-]?(?:blog|ticker|updates?|text)|news[\s_-]?ticker|minute[\s-]by[\s-]minute|minuto[\s-]a[\s-]minuto|en[\s-]direct\b|"
    r"as[\s-]it[\s-]happened|in[\s-]diretta|direktrapport|実況|速報ライブ|(?-i:\bLIVE\b)",
    re.IGNORECASE,
    heralds="live ticker minut dire happened",
)
_PART = expression(
    r"(?:page|part|seite|teil|página|pagina|parte|sida|side|del|strona|страница|صفحه)\s*(\d{1,2})\s*"
    r"(?:of|von|de|di|van|av|af|из|از|/)\s*(\d{1,2})",
    re.IGNORECASE,
)
_PART_URL = expression(
    r"[?&](?:page|seite|pagina|sida|part)=(\d{1,2})(?:&|$)|[/-](?:page|seite|pagina|part|teil)[-/_]?(\d{1,2})/?(?:\.\w+)?$",
    re.IGNORECASE,
)
_NUMBERS = expression(r"(?:\w{2,15}\s?[:：]\s*)?1(?:[\s|·]+\d{1,2})+(?:[\s|·]+\D{1,20})?")
"""A row of pages' numbers: "1 | 2 | 3 Next", "Pages: 1 2"."""
_BEHIND = 12
"""Blocks behind the body among which the numbers of an article's pages are looked for."""
_CARDS, _ALL = 5, 0.9
"""Headings that lead to articles, from which on a page is a list of these; share of links in such a heading."""
ENOUGH = 120
"""Words of body from which on a page is an article, whatever else it says."""


def page_type(head: Head, blocks: Sequence[Block], url: str | None) -> tuple[PageType, float]:
    """What the page is, and how sure that is (0-1): from how much body it has, and what it says of itself."""
    texts = body_of(blocks)
    body = sum([text.count(" ") + 1 for text in texts])
    if body < ENOUGH:
        body = sum(map(word_count, texts))  # there may be no spaces between them
    if "LiveBlogPosting" in head.graph.of_type:
        return "liveblog", 0.95
    article = bool(head.graph.article) or head.meta("og:type").lower() == "article"
    listed = 0.0
    if not article:
        listed = 0.8 if _is_index(head, url) else 0.6 if body >= ENOUGH and _is_listing(blocks) else 0.0
    if body >= ENOUGH and not listed:
        if any(map(_LIVE.search, (head.title, parts_of(url).path, _headline(blocks)))):
            return "liveblog", 0.7
        if body < 2 * ENOUGH and _locked(head):
            return "paywall", 0.6
        return ("part", 0.8) if _is_part(blocks, url) else ("article", min(0.99, 0.7 + body / 2000))
    return _short_page(head, blocks, body, article, listed)


def _headline(blocks: Sequence[Block]) -> str:
    """The first heading of the first level that leads nowhere; "" where there is none."""
    heads = (b.text for b in blocks if b.level == 1 and b.kind is Kind.HEADING and not b.link_density)
    return next(heads, "")


def _is_part(blocks: Sequence[Block], url: str | None) -> bool:
    """Whether an article goes on on other pages: its address has a page's number, or right behind its body stands
    "Page 2 of 3" or the pages' numbers."""
    if url and (found := _PART_URL.search(url)):
        return int(found[1] or found[2]) > 1
    end = next((i for i in range(len(blocks) - 1, -1, -1) if (blocks[i].body_odds or 0) > 0), 0)
    behind = blocks[end + 1 : end + 1 + _BEHIND]
    texts = [b.text.strip(" .[]()|") for b in behind]
    numbered = [found for text in texts if text[-1:].isdecimal() and (found := _PART.fullmatch(text))]
    if any(1 <= int(found[1]) <= int(found[2]) > 1 for found in numbered):
        return True
    row = any(
        (one, two) == ("1", "2") and (b.link_density or 0) > 0
        for one, two, b in zip(texts, texts[1:], behind[1:], strict=False)
    )
    return row or any(
        _may_number(text) and _NUMBERS.fullmatch(text) and (b.link_density or 0) > 0
        for text, b in zip(texts, behind, strict=True)
    )


def _may_number(text: str) -> bool:
    return len(text) < 80 and (text[:1] == "1" or ": 1" in text or "：1" in text)


def _short_page(head: Head, blocks: Sequence[Block], body: int, article: bool, listed: float) -> tuple[PageType, float]:
    words = sum(b.text.count(" ") + 1 for b in blocks)
    whole = " ".join(b.text for b in blocks[:60])[:4000]
    if _ERROR.is_in(head.title) and words < 400:
        return "error", 0.9
    if words < 400 and not article and any(_ERROR.is_in(b.text) for b in blocks if b.level in (1, 2)):
        return "error", 0.7
    headed = article or (not listed and bool(_headline(blocks)))
    if _locked(head) or (body and headed and not _free(head) and _is_sold(blocks)):
        return "paywall", 0.8 if _locked(head) else 0.5
    if listed:
        return "index", listed
    if words < 400 and sum(map(small(whole).count, _CONSENT)) >= 3:
        return "consent", 0.7
    if article or body >= 40:
        return "article", 0.5 + min(0.4, body / 300)
    return ("index", 0.5) if _mostly_links(blocks) else ("other", 0.5)


def _access(head: Head) -> str:
    return str(head.graph.article.get("isAccessibleForFree")).lower().rpartition("/")[2]


def _free(head: Head) -> bool:
    return _access(head) == "true" or head.meta("article:content_tier").lower() == "free"


def _is_sold(blocks: Sequence[Block]) -> bool:
    """Whether a line among or right behind the body's asks to subscribe to read on."""
    body = [i for i, b in enumerate(blocks) if (b.body_odds or 0) > 0]
    near = blocks[body[0] : body[-1] + 1 + _BEHIND] if body else ()
    return any((b.body_odds or 0) <= 0 and _PAYWALL.is_in(b.text) and not _LETTER.is_in(b.text) for b in near)


def _locked(head: Head) -> bool:
    return _access(head) == "false" or head.meta("article:content_tier").lower() == "locked"


def _is_index(head: Head, url: str | None) -> bool:
    if any(kind in head.graph.of_type for kind in _LISTS):
        return True
    path = parts_of(url).path.lstrip("/") if url else None
    return path is not None and bool(_INDEX_PATHS.match(path))


def _is_listing(blocks: Sequence[Block]) -> bool:
    """Whether what looks like a body is a list of articles: a quarter of it are headings that lead to them, or half of
    it stands right behind such headings."""
    leading, behind, body = leading_among(blocks, _ALL)
    return (leading >= _CARDS and 4 * leading >= body) or (behind >= _CARDS and 2 * behind >= body)


def _mostly_links(blocks: Sequence[Block]) -> bool:
    linked = sum(len(b.text) * (b.link_density or 0) for b in blocks)
    return linked > 0.6 * sum(len(b.text) for b in blocks)
