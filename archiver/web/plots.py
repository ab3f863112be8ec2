"""Plots as plain values for the template that draws them as SVG: no script, colours from the style sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Row = dict[str, Any]

WIDTH, HEIGHT = 720.0, 84.0
"""Of a plot over time, in units of its view box."""
WIDEST = 72.0
"""Of a bar with its gap."""
MOST_BARS = 96
"""With more months than this, a bar is a year."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a plot over time. since, until: the days that it stands for. label: on the axis; "" for none.
    landmark: its label stays where there is little room."""

    x: float
    y: float
    width: float
    height: float
    count: int
    since: str
    until: str
    name: str
    label: str
    landmark: bool


@dataclass(frozen=True, slots=True)
class TimePlot:
    """most: articles of the highest bar. unit: "month" or "year". height: of the highest bar."""

    bars: tuple[Bar, ...]
    most: int
    unit: str
    height: float = HEIGHT


def over_time(times: Sequence[Row]) -> TimePlot | None:
    """Articles by month, or by year where there are many months; None where fewer than two would be drawn.

    times: rows {month: first day of a month, articles}, ordered by month.
    """
    if not times:
        return None
    months = _span(times[0]["month"], times[-1]["month"])
    unit = "month" if months <= MOST_BARS else "year"
    counts = _filled(times, unit)
    if len(counts) < 2:
        return None
    most = max(counts.values())
    step = min(WIDTH / len(counts), WIDEST)
    labelled = _labelled(list(counts), unit)
    landmarks = {labelled[0], labelled[len(labelled) // 2]}
    years = all(at.month == 1 for at in labelled)
    bars = tuple(
        _bar(i, at, count, step, most, unit, _label(at, years) if at in labelled else "", at in landmarks)
        for i, (at, count) in enumerate(counts.items())
    )
    return TimePlot(bars, most, unit)


def _bar(i: int, at: date, count: int, step: float, most: int, unit: str, label: str, landmark: bool) -> Bar:
    height = max(2.0, HEIGHT * count / most) if count else 0.0
    gap = min(2.0, step * 0.2)
    address = f"{at:%Y-%m}" if unit == "month" else f"{at.year:04d}"
    name = f"{at:%B} {at.year}" if unit == "month" else str(at.year)
    return Bar(
        round(i * step, 2),
        round(HEIGHT - height, 2),
        round(step - gap, 2),
        round(height, 2),
        count,
        address,
        address,
        name,
        label,
        landmark,
    )


def _label(at: date, years: bool) -> str:
    return str(at.year) if years else f"{at:%b} {at.year}"


def _labelled(days: list[date], unit: str) -> list[date]:
    """Where the axis is labelled: at most about eight places, Januaries where there are several."""
    januaries = [d for d in days if d.month == 1]
    candidates = days if unit == "year" or len(januaries) < 3 else januaries
    every = -(-len(candidates) // 8)
    return candidates[::every]


def _filled(times: Sequence[Row], unit: str) -> dict[date, int]:
    """Counts of every month (or year) from first to last, those without articles too."""
    first, last = times[0]["month"], times[-1]["month"]
    days = (
        [date(year, 1, 1) for year in range(first.year, last.year + 1)]
        if unit == "year"
        else [_month(first, k) for k in range(_span(first, last))]
    )
    counts = dict.fromkeys(days, 0)
    for row in times:
        at = row["month"].replace(day=1)
        counts[at if unit == "month" else date(at.year, 1, 1)] += row["articles"]
    return counts


def _span(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _month(first: date, later: int) -> date:
    months = first.year * 12 + first.month - 1 + later
    return date(months // 12, months % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Length:
    """A row of a plot of amounts. share: of the longest bar there can be, 0-100."""

    label: str
    href: str
    value: str
    share: float


def lengths(rows: Sequence[tuple[str, str, float, str]], *, whole: float = 0) -> tuple[Length, ...]:
    """Rows (label, href, amount, the amount as text) as bars beside each other. whole: what the longest possible bar
    stands for; without it, the largest amount."""
    most = whole or max((amount for _, _, amount, _ in rows), default=0) or 1
    return tuple(Length(label, href, text, round(100 * amount / most, 2)) for label, href, amount, text in rows)
