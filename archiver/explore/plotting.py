"""The statistics drawn with matplotlib, as SVG, PNG or PDF. The same figures give the same file."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import category
from warnings import catch_warnings, filterwarnings

from archiver.errors import ArchiverError
from archiver.explore.languages import language_name
from archiver.explore.statistics import Statistics, by_time

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ENDINGS = (".svg", ".png", ".pdf")
INK, QUIET, BAR = "#1c1b19", "#6d6a64", "#38689c"
OWN_FONT = "DejaVu Sans"
"""Which matplotlib brings along."""
ROWS = 10
"""Values of a list that are drawn."""
LABEL = 34
"""Characters of a label."""


def plot(found: Statistics, path: Path, title: str) -> str:
    """Draw all figures on one page; gives the characters for which no font of this machine has a sign. (An SVG names
    characters, and is drawn with the fonts of whoever looks at it.)

    Raises ArchiverError for another ending than ENDINGS, or without matplotlib.
    """
    if path.suffix.lower() not in ENDINGS:
        raise ArchiverError(f"{path}: plots are written as {', '.join(ENDINGS)}")
    try:
        from matplotlib import rc_context
        from matplotlib.figure import Figure
    except ImportError:
        raise ArchiverError("plots need matplotlib: pip install 'archiver[plots]'") from None
    rows = (row for listed in (found.sources, found.people, found.topics) for row in listed[:ROWS])
    labels = "".join([title, *(str(row["label"]) for row in rows)])
    fonts, missing = _fonts({sign for sign in labels if category(sign) not in ("Cc", "Cf", "Zl", "Zp")})
    settings = {"svg.hashsalt": "archiver", "svg.fonttype": "none", "font.size": 9, "text.color": INK}
    with rc_context({**settings, "font.family": fonts}), catch_warnings():
        filterwarnings("ignore", "Glyph .* missing from font")
        figure = Figure(figsize=(11, 12), layout="constrained")
        figure.suptitle(f"{title}: {found.articles:,} articles, {found.words:,} words", fontsize=13)
        axes = figure.subplot_mosaic("""TT;SP;LK;FF""", height_ratios=(1, 1.4, 1.4, 1.4))
        _draw(axes, found)
        figure.savefig(path, metadata={"Date": None} if path.suffix.lower() == ".svg" else None, dpi=150)
    return "" if path.suffix.lower() == ".svg" else "".join(sorted(missing))


def _fonts(signs: set[str]) -> tuple[list[str], set[str]]:
    """matplotlib's own font, then those of this machine that have the signs it lacks; and the signs that none has."""
    from matplotlib.font_manager import findfont, findSystemFonts, fontManager, get_font

    def without(path: str, signs: set[str]) -> set[str]:
        font = get_font(path)
        return {sign for sign in signs if not font.get_char_index(ord(sign))}

    chosen, missing = [OWN_FONT], without(findfont(OWN_FONT), signs)
    if not missing:
        return chosen, missing
    # matplotlib remembers a list of fonts, which those installed since are not in.
    for path in set(findSystemFonts()) - {font.fname for font in fontManager.ttflist}:
        with suppress(RuntimeError, OSError):  # of a kind that it cannot read
            fontManager.addfont(path)
    for font in sorted(fontManager.ttflist, key=lambda f: (not f.name.startswith("Noto Sans"), f.name, f.fname)):
        if not missing or font.style != "normal" or font.name.startswith("Last Resort"):
            continue
        left = without(font.fname, missing)
        if left < missing:
            chosen.append(font.name)
        missing = left
    return chosen, missing


def _draw(axes: dict[str, Axes], found: Statistics) -> None:
    counts = by_time(found.months)
    _over_time(axes["T"], [str(label) for label in counts], list(counts.values()))
    languages = [{**row, "label": language_name(str(row["label"]))} for row in found.languages]
    lists = (("S", "Publishers", found.sources), ("P", "Most named people", found.people))
    for place, name, rows in (*lists, ("L", "Languages", languages), ("K", "Topics", found.topics)):
        _bars(axes[place], f"{name}, articles", [(str(row["label"]), row["articles"]) for row in rows])
    shares = [(f.site or "no site", round(100 * f.share, 1)) for f in found.furniture]
    _bars(axes["F"], "Furniture, % of the text of a site's pages", shares, whole=100)


def _over_time(axis: Axes, labels: Sequence[str], counts: Sequence[int]) -> None:
    from matplotlib.ticker import MaxNLocator

    axis.bar(range(len(counts)), counts, color=BAR)
    axis.set_title("Articles over time", loc="left")
    every = max(1, -(-len(labels) // 12))
    axis.set_xticks(range(0, len(labels), every), labels[::every])
    axis.yaxis.set_major_locator(MaxNLocator(integer=True))
    _plain(axis)


def _bars(axis: Axes, title: str, rows: Sequence[tuple[str, float]], *, whole: float | None = None) -> None:
    """whole: what a bar across all of the plot stands for; without it, a little more than the largest amount."""
    shown = list(reversed(rows[:ROWS]))
    names = [name if len(name) <= LABEL else name[: LABEL - 1] + "…" for name, _ in shown]
    bars = axis.barh(range(len(shown)), [amount for _, amount in shown], color=BAR)
    axis.bar_label(bars, fmt="{:,g}", padding=3, color=QUIET)
    axis.set_yticks(range(len(shown)), names)
    axis.set_title(title, loc="left")
    axis.margins(x=0.12)
    if whole:
        axis.set_xlim(0, whole)
    _plain(axis)
    axis.set_xticks([])
    axis.spines["bottom"].set_visible(False)


def _plain(axis: Axes) -> None:
    axis.spines[["top", "right"]].set_visible(False)
    axis.tick_params(colors=QUIET, labelcolor=INK, length=0)
