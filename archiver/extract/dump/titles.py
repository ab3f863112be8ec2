# cython: infer_types=True, annotation_typing=False
"""Which line above a dump's text is the article's title.

Menus, a newspaper's name and the like stand there too. What tells a title apart, each in a few bits: the address spells
it, the text speaks of what it names, a byline or a date stands right behind it, it is the first line. Where that is not
enough there is no title: a menu for a title is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from urllib.parse import unquote

from archiver.extract.addresses import parts_of
from archiver.extract.dump.lines import STOPS
from archiver.extract.dump.words import STEM, fold, stems_in, words_of
from archiver.records import LineAbove

TITLE_PATH = "front-matter/title"
"""Of a block whose form makes it the title, if the site's other pages do not have it too."""

_LONGEST, _SHORTEST = 180, 8
_ENDS = STOPS.translate({ord(mark): None for mark in "!?！？؟…"}) + ":;,،؛："
# "Home > News > Harbour", "Sign in | Subscribe", an address, "#12".
_NO_TITLE = re.compile(
    r"\s[>»›/|]\s.*\s[>»›/|]\s|^\S+(?:\s\S+)?\s[>»›/|]\s|\s\|\s|https?://|#\s?\d|\.\.\.$|\d{4}-\d\d-\d\d"
)
# A standfirst: several sentences, in more characters than titles of several have.
_SENTENCES, _SHORT = re.compile(r"[^\W\d_]{3}\. \S|[?!؟] .*[?!.؟] \S"), 100
# The first entry of a menu, and what a ticker begins with.
_HOME = re.compile(
    r"(?:home|startseite|accueil|forside|forsiden|hjem|hem|inicio|início|portada|главная|ana sayfa|"
    r"الرئيسية|خانه|صفحهٔ? (?:نخست|اصلی)|کور|کورپاڼه|لومړی مخ)\b",
    re.IGNORECASE,
)
_TICKER = re.compile(
    r"(?:breaking(?: news)?|just in|live|urgent|eilmeldung|eil|alerte(?: info)?|dernière minute|siste(?: nytt)?|"
    r"última hora|ultim'ora|laatste nieuws|"
    r"son dakika|срочно|عاجل|خبر فوری|فوری|تازه خبر|بیړنی خبر)\b[:\s]",
    re.IGNORECASE,
)
# "1,204 views 12 comments".
_COUNTS = re.compile(r"(?:\d[\d.,\s]*\s?[^\W\d]+[\s,·|]*){1,3}")
_STEPS = re.compile(r"\s[>»›/|→]\s")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORD = re.compile(r"[^\W_]+")
# Bits, chosen by hand.
_ADDRESS, _PROPOSED, _TRAIL, _TEXT, _ABOUT, _FIRST, _KEPT, _SLOT = 8.0, 8.0, 6.0, 4.0, 2.0, 1.0, 1.0, 2.0
_LIST, _SCRIPTS, _BEHIND, _MENU, _ANOTHER = -3.0, -3.0, -3.0, -4.0, -4.0
_ENOUGH = 3.0
_GREETING = 25  # characters; a reader is greeted in fewer, and by a name that makes the line one of its own
_BEFORE = 2.0  # by so much a line must be more of a title than one above it: there the standfirst stands


def title_line(lines: Sequence[LineAbove], about: Set[int], text: str, url: str | None) -> tuple[int, str] | None:
    """The number of the line that is the title, and why; None where no line surely is.

    lines: those above the text. about: the numbers of those that tell of the article. url: the page's address.
    """
    known = any(line.framed for line in lines)  # then what is left of the lines is less open
    spelled = _spelled(url) if url else frozenset()
    host = "".join(_WORD.findall(parts_of(url).netloc.rpartition(".")[0])) if url else ""
    told: Set[str] | None = None
    best: tuple[float, int, str] | None = None
    open_lines = [n for n, line in enumerate(lines) if _may_be(line.text, host) and not _is_known(n, lines, about)]
    slot = open_lines[0] if len(open_lines) == 1 and any(line.framed for line in lines[open_lines[0] + 1 :]) else None
    for number, line in enumerate(lines):
        if not _may_be(line.text, host):
            continue
        if _is_known(number, lines, about) and not _is_spelled(words_of(line.text), spelled):
            continue
        if told is None:
            told = stems_in(text, _stems(lines))
        why = _reasons(number, lines, about, spelled, told)
        why["the only line among those of all pages"] = _SLOT if number == slot and len(line.text) >= _GREETING else 0.0
        bits = sum(why.values()) + (1.0 if known else 0.0)
        if bits >= _ENOUGH and (best is None or bits >= best[0] + _BEFORE):
            best = bits, number, " and ".join(reason for reason, own in why.items() if own > 0)
    return None if best is None else (best[1], best[2])


def _is_known(number: int, lines: Sequence[LineAbove], about: Set[int]) -> bool:
    """Whether something else is known of a line than that it may be the title."""
    line = lines[number]
    return number in about or line.framed or line.spoken


def _may_be(text: str, host: str) -> bool:
    """Whether a line may be a title by its form; host: of the page's address, its letters."""
    if not (_SHORTEST <= len(text) <= _LONGEST) or text[-1] in _ENDS or _NO_TITLE.search(text):
        return False
    if len(text) > _SHORT and _SENTENCES.search(text):
        return False
    words = len(text.split())
    if _COUNTS.fullmatch(text) or _is_quotation_of_rates(text) or (words <= 3 and text[0].isdigit()):
        return False
    names_site = bool(host) and "".join(_WORD.findall(fold(text))) in host
    return not names_site and (words >= 3 or bool(_WIDE.search(text)))


def _is_quotation_of_rates(text: str) -> bool:
    """Whether half of the words are numbers, three at least ("USD 5.32 EUR 32.5 Oil 5.5")."""
    words = text.split()
    numbers = sum([word[:1].isdigit() and not any(map(str.isalpha, word)) for word in words])
    return numbers >= 3 and 2 * numbers >= len(words)


def _reasons(
    number: int, lines: Sequence[LineAbove], about: Set[int], spelled: Set[str], told: Set[str]
) -> dict[str, float]:
    """What speaks for a line and against it, in bits."""
    line = lines[number]
    words = words_of(line.text)
    long = _long(words)
    follows = _is_followed(number, lines, about)
    in_text = sum(word[:STEM] in told for word in long) / len(long) if long else 0.0
    return {
        "the address spells it": _ADDRESS if _is_spelled(words, spelled) else 0.0,
        "the address spells another": _ANOTHER if spelled and _has_case(line.text) and not words & spelled else 0.0,
        "the text speaks of it": _TEXT * max(0.0, in_text - 0.2),
        "its form": _PROPOSED if line.path == TITLE_PATH else 0.0,
        "a byline or a date follows": _ABOUT if follows else 0.0,
        "a byline or a date stands before it": _BEHIND if not follows and any(n < number for n in about) else 0.0,
        "a trail ends with it": _TRAIL if _ends_trail(line.text, lines) else 0.0,
        "it is the first line": _FIRST if number == 0 else 0.0,
        "it is no furniture": _KEPT if line.kept else 0.0,
        "a list of words": _LIST if _is_list(line.text) else 0.0,
        "a menu or a ticker": _MENU if _HOME.match(line.text) or _TICKER.match(line.text) else 0.0,
        "several scripts": _SCRIPTS if _has_several_scripts(line.text) else 0.0,
    }


def _is_followed(number: int, lines: Sequence[LineAbove], about: Set[int]) -> bool:
    """Whether what tells of the article comes behind a line, furniture aside: right behind it, or behind one shorter
    line, as a byline is in words that nobody has told us."""
    seen = 0
    for n in range(number + 1, len(lines)):
        if n in about:
            return True
        if not _is_furniture(lines[n]):
            seen += 1
            if seen > 1 or len(lines[n].text) > len(lines[number].text):
                return False
    return False


def _ends_trail(text: str, lines: Sequence[LineAbove]) -> bool:
    """Whether another line is a trail that ends with this one ("Home > News > The harbour is dry")."""
    return any(
        len(other.text) > len(text) and other.text.endswith(text) and _STEPS.search(other.text) for other in lines
    )


def _long(words: Set[str]) -> list[str]:
    """Those that say something: of four letters or more."""
    return [word for word in words if len(word) >= 4]


def _stems(lines: Sequence[LineAbove]) -> Set[str]:
    """The stems of long words of all lines that may be titles."""
    return {word[:STEM] for line in lines if len(line.text) <= _LONGEST for word in _long(words_of(line.text))}


def _is_furniture(line: LineAbove) -> bool:
    return line.framed or line.spoken


def _spelled(url: str) -> frozenset[str]:
    """The words of the part of an address that spells a title ("harbour-bridge-reopens-1234"); none where none does."""
    parts = unquote(parts_of(url).path).split("/")
    spelled = max(([word for word in _WORD.findall(fold(part)) if word.isalpha()] for part in parts), key=_count)
    return frozenset(spelled) if len(spelled) >= 3 else frozenset()


def _count(words: list[str]) -> int:
    return len(words)


def _is_spelled(words: Set[str], spelled: Set[str]) -> bool:
    shared = len(words & spelled)
    return shared >= 2 and shared >= 0.6 * min(len(words), len(spelled))


def _has_case(text: str) -> bool:
    return any(map(str.islower, text))


def _is_list(text: str) -> bool:
    """Whether every word has a capital, and there are three or more: the entries of a menu."""
    words = text.split()
    return len(words) >= 3 and all(word[:1].isupper() for word in words)


def _has_several_scripts(text: str) -> bool:
    """Whether words of one script stand beside words of another, and there are few: names of languages."""
    words = [word for word in text.split() if word.isalpha()]
    foreign = any(word[0] >= "\u0370" for word in words)
    return 1 < len(words) <= 8 and foreign and any(word.isascii() for word in words)
