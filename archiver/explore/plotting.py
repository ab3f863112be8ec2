"""The statistics drawn with matplotlib, as SVG, PNG or PDF. The same figures give the same file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from archiver.errors import ArchiverError
from archiver.explore.statistics import Statistics, by_time

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ENDINGS = (".svg", ".png", ".pdf")
INK, QUIET, BAR = "#1c1b19", "#6d6a64", "#38689c"
ROWS = 10
"""Values of a list that are drawn."""
LABEL = 34
"""Characters of a label."""


def plot(found: Statistics, path: Path, title: str) -> None:
    """Draw all figures on one page. Raises ArchiverError for another ending than ENDINGS, or without matplotlib."""
    if path.suffix.lower() not in ENDINGS:
        raise ArchiverError(f"{path}: plots are written as {', '.join(ENDINGS)}")
    try:
        from matplotlib import rc_context
        from matplotlib.figure import Figure
    except ImportError:
        raise ArchiverError("plots need matplotlib: pip install 'archiver[plots]'") from None
    settings = {"svg.hashsalt": "archiver", "svg.fonttype": "none", "font.size": 9, "text.color": INK}
    with rc_context(settings):
        figure = Figure(figsize=(11, 12), layout="constrained")
        figure.suptitle(f"{title}: {found.articles:,} articles, {found.words:,} words", fontsize=13)
        axes = figure.subplot_mosaic("""TT;SP;LK;FF""", height_ratios=(1, 1.4, 1.4, 1.4))
        _draw(axes, found)
        figure.savefig(path, metadata={"Date": None} if path.suffix.lower() == ".svg" else None, dpi=150)


def _draw(axes: dict[str, Axes], found: Statistics) -> None:
    counts = by_time(found.months)
    _over_time(axes["T"], [str(label) for label in counts], list(counts.values()))
    lists = (("S", "Publishers", found.sources), ("P", "Most named people", found.people))
    for place, name, rows in (*lists, ("L", "Languages", found.languages), ("K", "Topics", found.topics)):
        _bars(axes[place], f"{name}, articles", [(str(row["label"]), row["articles"]) for row in rows])
    shares = [(f.site or "no site", round(100 * f.share, 1)) for f in found.furniture]
    _bars(axes["F"], "Furniture, % of the text of a site's pages", shares)


def _over_time(axis: Axes, labels: Sequence[str], counts: Sequence[int]) -> None:
    from matplotlib.ticker import MaxNLocator

    axis.bar(range(len(counts)), counts, color=BAR)
    axis.set_title("Articles over time", loc="left")
    every = max(1, -(-len(labels) // 12))
    axis.set_xticks(range(0, len(labels), every), labels[::every])
    axis.yaxis.set_major_locator(MaxNLocator(integer=True))
    _plain(axis)


def _bars(axis: Axes, title: str, rows: Sequence[tuple[str, float]]) -> None:
    shown = list(reversed(rows[:ROWS]))
    names = [name if len(name) <= LABEL else name[: LABEL - 1] + "…" for name, _ in shown]
    bars = axis.barh(range(len(shown)), [amount for _, amount in shown], color=BAR)
    axis.bar_label(bars, fmt="{:,g}", padding=3, color=QUIET)
    axis.set_yticks(range(len(shown)), names)
    axis.set_title(title, loc="left")
    axis.margins(x=0.12)
    _plain(axis)
    axis.set_xticks([])
    axis.spines["bottom"].set_visible(False)


def _plain(axis: Axes) -> None:
    axis.spines[["top", "right"]].set_visible(False)
    axis.tick_params(colors=QUIET, labelcolor=INK, length=0)
