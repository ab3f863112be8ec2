# cython: infer_types=True, annotation_typing=False
"""What a unit's place among the others of its page says: refrains, labels that come twice, and titles below a label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from archiver.boilerplate import weights
from archiver.boilerplate.site.facts import ALIKE, ALWAYS, KeyFacts
from archiver.boilerplate.text.forms import PROSE, is_open_line, may_be_title
from archiver.boilerplate.units.cutting import Unit
from archiver.boilerplate.witnesses.phrases import phrases, spoken
from archiver.boilerplate.witnesses.stock import stock_line
from archiver.boilerplate.witnesses.testimony import Testimony
from archiver.boilerplate.witnesses.vocabulary import vocabulary_bits

_ARROWS = ">»›→▸►▶"
# Longer texts (characters) are no links.
_LONGEST = 160
# A line of a song that stands so often needs no second one beside it.
_OFTEN = 3
# A title that is the only one below its label has so many characters, for a section may begin there.
_LONE_TITLE = 30
# So many titles below a label at most.
_MOST_TITLES = 6
# A line of fewer characters may be a label that a site puts between paragraphs, if so much (bits) of its words is
# furniture's: sections have headings that come again, too.
_LABEL, _WORDS = 40, 0.5
# On so many pages a label has other stories below it often enough for that to be no chance.
_SEVERAL = 4


def placed(units: Sequence[Unit], text_ends: int, by_key: Mapping[int, KeyFacts]) -> dict[int, Testimony]:
    """Of a dump's units, by number, what their places on the page say. text_ends: the first block behind its text.
    by_key: what is known of the site."""
    found = links(units)
    again = _coming_again(units, text_ends)
    found.update(labels(units, again))
    found.update(listed(units, by_key))
    found.update(refrains(units, again))
    return found


def _coming_again(units: Sequence[Unit], text_ends: int) -> dict[int, list[int]]:
    """The places of each key that whole blocks before `text_ends` have several times, running text aside."""
    first: dict[int, int] = {}
    found: dict[int, list[int]] = {}
    for n, unit in enumerate(units):
        if unit.block >= text_ends:
            break
        if unit.whole and len(unit.text) < PROSE:
            before = first.setdefault(unit.key, n)
            if before != n:
                found.setdefault(unit.key, [before]).append(n)
    return found


def refrains(units: Sequence[Unit], places: Mapping[int, list[int]]) -> dict[int, Testimony]:
    """Units, by number, of blocks before the text's end that come again on their page as a refrain does: two lines or
    more, each time with other text in between, or one line three times that ends like a verse; and neither the lexicon
    nor stock lines have them. places: see `_coming_again`."""
    again = {key: own for key, own in places.items() if _are_apart(own, units, places)}
    found: dict[int, Testimony] = {}
    for own in again.values():
        below = _below(own, units, again)
        if below:
            found.update(dict.fromkeys(own + below, _REFRAIN))
        elif len(own) >= _OFTEN and not is_open_line(units[own[0]].text) and not _is_known(units[own[0]]):
            found.update(dict.fromkeys(own, _REFRAIN))
    return found


_REFRAIN = Testimony("page-refrain/1", weights.bits("page.refrain"), "it comes again on this page as a refrain does")


def _are_apart(own: Sequence[int], units: Sequence[Unit], places: Mapping[int, list[int]]) -> bool:
    """Whether something that stands on the page once is between each two of these places."""
    return all(any(units[n].key not in places for n in range(a + 1, b)) for a, b in pairwise(own))


def _below(own: Sequence[int], units: Sequence[Unit], again: dict[int, list[int]]) -> list[int]:
    """The places right below these, if the same line that comes again is at each, and nothing is known of either."""
    below = [n + 1 for n in own]
    if below[-1] >= len(units) or again.get(units[below[0]].key) != below:
        return []
    return [] if _is_known(units[own[0]]) or _is_known(units[below[0]]) else below


def _is_known(unit: Unit) -> bool:
    """Whether a text is worded as furniture, as far as whole phrases tell: single words of a song may be a site's."""
    return phrases(unit.text) is not None or stock_line(unit.text) is not None


def labels(units: Sequence[Unit], places: Mapping[int, list[int]]) -> dict[int, Testimony]:
    """Units, by number, of blocks before the text's end that are short lines and stand more than once on their page: no
    section's heading does; with words of furniture, to be sure. places: see `_coming_again`."""
    found: dict[int, Testimony] = {}
    for several in places.values():
        own = [n for n in several if len(units[n].text) < _LABEL and is_open_line(units[n].text)]
        if len(own) > 1 and vocabulary_bits(units[own[0]].text) >= _WORDS:
            found.update(dict.fromkeys(own, _LABELLED))
    return found


_LABELLED = Testimony("page-label/1", weights.bits("page.label"), "a short line more than once on this page")


def listed(units: Sequence[Unit], by_key: Mapping[int, KeyFacts]) -> dict[int, Testimony]:
    """Units, by number, that are titles of other stories: lines right below a label that leads to such, and is nothing
    else, up to the text that follows; above all text the page's own title stands. by_key: what is known of the site."""
    found: dict[int, Testimony] = {}
    n = 0
    has_begun = False
    while n < len(units):
        unit, label, n = units[n], n, n + 1
        has_begun = has_begun or len(unit.text) >= PROSE
        if not (has_begun and _is_label(unit, by_key)):
            continue
        while n < len(units) and _is_title(units[n]):
            n += 1
        titles = range(label + 1, n)
        if len(titles) > _MOST_TITLES or (len(titles) == 1 and len(units[titles[0]].text) < _LONE_TITLE):
            continue  # a list of the article's, or perhaps the heading of a section
        for title in titles:
            found[title] = _LISTED if len(titles) > 1 else _LONE
    return found


_LISTED = Testimony("page-listed/1", weights.bits("page.listed"), "one of the titles below a label that leads to them")
_LONE = Testimony("page-listed/1", weights.bits("page.listed-one"), "a title below a label that leads to another story")


def links(units: Sequence[Unit]) -> dict[int, Testimony]:
    """Units, by number, that begin with an arrow (">> Why the ferry is late"): they lead to another story."""
    found = {}
    for n, unit in enumerate(units):
        if unit.whole and len(unit.text) < _LONGEST and _has_arrow(unit.text):
            found[n] = _LINK
    return found


_LINK = Testimony("page-link/1", weights.bits("page.link"), "it begins with an arrow, as links to other stories do")


def _has_arrow(text: str) -> bool:
    """Whether a text begins with an arrow. A sign ">" alone marks what is quoted in mail, and one that points outwards
    may open a quotation, if another closes it."""
    first = text[0]
    if first not in _ARROWS or " " not in text[1:3]:
        return False
    if text[1] == first:
        return True
    return first != ">" and (first not in "»›" or ("«" not in text and "‹" not in text))


def _is_label(unit: Unit, by_key: Mapping[int, KeyFacts]) -> bool:
    """Whether a unit is a label of other stories: by the lexicon, or a short line behind which comes what may be a
    title, each time another: nearly always, or often and in words of furniture. Below a heading stands text."""
    if unit.plain or not unit.whole:
        return False
    known = by_key.get(unit.key)
    if known is not None and _is_learned(known) and len(unit.text) < _LABEL and is_open_line(unit.text):
        return known.leads == ALWAYS or (known.support >= _SEVERAL and vocabulary_bits(unit.text) >= _WORDS)
    return spoken(unit.text).lists


def _is_learned(known: KeyFacts) -> bool:
    return known.leads > 0 and not known.inside and known.after != ALIKE


def _is_title(unit: Unit) -> bool:
    return unit.whole and may_be_title(unit.text)
