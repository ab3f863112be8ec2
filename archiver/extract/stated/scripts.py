"""When it was published, where only a script says it: the state from which a page would draw itself.

Pages drawn in the browser carry their article as JSON in a script, or as a call's arguments. The object that
holds the headline holds the article's date too, under one of the names that content systems give it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from archiver.common.expressions import expression
from archiver.extract.dates.written import date_in
from archiver.moments import Moment, moment

_KEY = expression(
    r"""\\?["'](?:date[_-]?published|published?[_-]?(?:at|on|date|time|dt)?|publication[_-]?date|pub[_-]?(?:date|dt)|"""
    r"""first[_-]?published?(?:[_-]?(?:at|date))?|display[_-]?date|deploy[_-]?(?:dt|date)|reg(?:ist)?[_-]?(?:dt|date)|"""
    r"""release[_-]?(?:date|dt)|created?[_-]?(?:at|date|dt))\\?["']\s*:\s*\\?["']([^"'\\]{8,40})""",
    re.IGNORECASE,
)
MOST_SCRIPT = 8 << 20
FAR = 20_000
"""Characters before and after the headline in which a date is the article's own."""


def stated_by_script(scripts: Sequence[Any], title: str) -> Iterator[tuple[str, Moment | None]]:
    """Dates of the object that holds the headline, nearest first. Nothing without a headline."""
    if len(title) < 12:
        return
    headline = _pattern(title)
    for script in scripts:
        text = script.text()
        if 100 < len(text) <= MOST_SCRIPT and (found := headline.search(text)):
            at = found.start()
            keys = _KEY.finditer(text, max(0, at - FAR), at + FAR)
            for key in sorted(keys, key=lambda m: abs(m.start() - at)):
                yield "script", moment(key[1]) or date_in(key[1])


def _pattern(title: str) -> re.Pattern[str]:
    """The headline as a script writes it: with or without escapes, with any white space."""
    from json import dumps

    forms = {title, dumps(title)[1:-1], dumps(title, ensure_ascii=False)[1:-1]}
    return re.compile("|".join(r"(?:\s|\\u00a0)+".join(map(re.escape, form.split())) for form in sorted(forms)))
