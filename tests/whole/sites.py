"""Small invented sites for tests of the whole line: bodies that differ, furniture that does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from archiver.records import Capture, Origin

PLACES = ("the harbour", "the old mill", "the market hall", "the north bridge", "the school", "the ferry quay")
ACTS = ("is to be repaired", "was closed on Monday", "will open again", "has been sold", "needs a new roof")
WHO = ("the council", "a group of parents", "the fishermen's union", "two engineers", "the parish")

FOOTERS = {
    "Fjordposten": (
        "Support Fjordposten",
        "Your gift keeps our reporters on the road. Every amount helps.",
        "Account number: 1503 20 45678, Vipps 512345",
        "Comments are closed.",
    ),
    "Hill Weekly": (
        "Subscribe to the Hill Weekly newsletter and never miss a story.",
        "Share this: Facebook | Twitter | E-mail",
        "© 2024 Hill Weekly. All rights reserved.",
    ),
}
BACKGROUND = "The dispute over the quay began in 1998, when the town sold the land to a shipping company."


def body(number: int) -> list[str]:
    """Four paragraphs that no other number has."""
    place, act, who = PLACES[number % 6], ACTS[number % 5], WHO[(number * 7 + 3) % 5]
    return [
        f"In the {number}th week of the year it was decided that {place} {act}, said {who} after a long meeting.",
        f"Nobody had asked for it before, and {who} counted {number * 3 + 11} letters against the plan by Friday.",
        f"The work at {place} takes {number + 2} months and costs {number * 40 + 900} thousand crowns in all.",
        f"A new hearing about {place} has been set for day {number % 27 + 1} of next month, {who} confirmed.",
    ]


def dump(number: int, site: str = "Fjordposten", *, day: int | None = None) -> Capture:
    """One text dump of a site; with `day`, fetched so many days after 1 May 2024."""
    paragraphs = body(number)
    if number % 10 == 3:
        paragraphs.insert(3, BACKGROUND)
    lines = [*paragraphs, *FOOTERS[site]]
    fetched = None if day is None else datetime(2024, 5, 1, tzinfo=UTC) + timedelta(days=day)
    return Capture(
        "text", "\n".join(lines), Origin(f"{number}.txt"), site=site.casefold(), fetched_at=fetched
    )


def page(number: int, *, day: int | None = None) -> Capture:
    """One HTML page of a third site, with an address."""
    paragraphs = "".join(f"<p>{text}</p>" for text in body(number))
    html = f"""<!doctype html><html lang="en"><head><title>Week {number} | Dale Times</title>
<meta property="og:site_name" content="Dale Times"></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a> <a href="/sport">Sport</a></nav>
<article><h1>Week {number} in the dale</h1>{paragraphs}
<p>Do you know more about this story? Write to our desk.</p></article>
<aside><h3>Most read</h3><ul><li><a href="/a">The bridge</a></li><li><a href="/b">The mill</a></li></ul></aside>
<footer>© Dale Times {2020 + number % 4}</footer></body></html>"""
    fetched = None if day is None else datetime(2024, 5, 1, tzinfo=UTC) + timedelta(days=day)
    return Capture(
        "html",
        html.encode(),
        Origin(f"{number}.html"),
        url=f"https://dale-times.example/week/{number}",
        fetched_at=fetched,
    )
