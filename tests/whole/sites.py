"""Small invented sites for tests of the whole line: bodies that differ, furniture that does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from archiver.records import Capture, Origin

OPENINGS = (
    "The harbour master resigned on Tuesday after a dispute about mooring fees that had lasted the whole winter.",
    "Nobody expected snow in the second week of May, least of all the people who run the open-air swimming pool.",
    "A beekeeper above the old mill has won her case against the county over the spraying of verges.",
    "Fewer children than ever will start school this autumn, and two villages must share one teacher.",
    "When the last ferry left the quay on Sunday, forty passengers were still standing in the rain.",
    "The bakery in Mill Lane is closing because its owner has found no one to get up at three in the morning.",
    "Firefighters spent the night pumping water out of the museum's cellar, where the fishing archive is kept.",
)
TURNS = (
    "Her successor, a former pilot, wants to let boats from the south berth for nothing in the first year.",
    "The heating alone swallowed what had been set aside for a new roof, the treasurer said with a shrug.",
    "The judges found that a hedge is not a road, however long somebody has been driving along it.",
    "Parents have offered to drive the bus themselves, an idea that the insurance company calls adventurous.",
    "The shipping line blames a timetable printed before the bridge was finished; the bridge blames the wind.",
    "Rye bread will be had at the petrol station for now, and the cinnamon buns only on market days.",
    "Volunteers carried the logbooks upstairs by hand, page by wet page, until the sun came up.",
)
CLOSES = (
    "A decision is due before midsummer, unless the fishermen take the matter to the ombudsman once more.",
    "Whether the sauna may stay open beside it will be settled by the neighbours, who meet on Thursday.",
    "She intends to spend the money on lime trees, of which the road will have as many as it had in 1911.",
    "In ten years, the headmaster reckons, the question will have answered itself in one way or another.",
    "The next boat runs at dawn; those who missed it were given blankets, soup and a deck of cards.",
    "Her oven, built by her grandfather out of ship's bricks, goes to a collector in the capital.",
    "What is lost for good, the curator says, is the drawing of a whale that a cook made in Murmansk.",
)


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
    """Three paragraphs; two numbers below 49 share none at all, or one of the three."""
    return [OPENINGS[number % 7], TURNS[(number + number // 7) % 7], CLOSES[(number + 3 * (number // 7)) % 7]]


def dump(number: int, site: str = "Fjordposten", *, day: int | None = None) -> Capture:
    """One text dump of a site; with `day`, fetched so many days after 1 May 2024."""
    paragraphs = body(number)
    if number % 10 == 3:
        paragraphs.insert(2, BACKGROUND)
    lines = [*paragraphs, *FOOTERS[site]]
    fetched = None if day is None else datetime(2024, 5, 1, tzinfo=UTC) + timedelta(days=day)
    return Capture("text", "\n".join(lines), Origin(f"{number}.txt"), site=site.casefold(), fetched_at=fetched)


TITLES = (
    "Harbour master resigns over mooring fees",
    "Snow falls on the open-air swimming pool in May",
    "Beekeeper wins her case against the county",
    "Two villages share one teacher",
    "Forty passengers left behind in the rain",
)
WRITERS = ("Ada Marsh", "Tom Reed", "Eva Holm")


def headed(number: int) -> Capture:
    """One of five dumps of a site with menus above and below its headline, as browsers copy them."""
    byline = f"{WRITERS[number % 3]} - {number + 1} May 2024"
    head = ("English دری پښتو", "Start here World Culture Contact", TITLES[number], byline, "Share with a friend")
    return Capture("text", "\n".join([*head, *body(number)]), Origin(f"headed-{number}.txt"), site="mill gazette")


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
