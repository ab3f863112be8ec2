"""Feeds as the libraries that sites use write them, served on loopback, followed and polled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from archiver.records import Capture
from archiver.sources.feeds.poll import follow, poll
from archiver.sources.fetch.asked import FOLLOW, POLL

LONG = " ".join(f"The council of Bræ discussed point {n} of the harbour plan & its costs at length." for n in range(20))

Writer = Callable[[str, "Sequence[Story]"], bytes]


@dataclass(frozen=True)
class Story:
    number: int
    title: str
    text: str = LONG

    @property
    def at(self) -> datetime:
        return datetime(2024, 5, 3, 8, tzinfo=UTC) + timedelta(hours=self.number)

    def link(self, base: str) -> str:
        return f"{base}/story/{self.number}"


def _feedgen(base: str, stories: Sequence[Story]) -> Any:
    from feedgen.feed import FeedGenerator

    feed = FeedGenerator()
    feed.id(base)
    feed.title("The Harbour Post")
    feed.link(href=base)
    feed.description("News of the harbour")
    feed.language("en")
    for story in stories:
        entry = feed.add_entry(order="append")
        entry.id(story.link(base))
        entry.title(story.title)
        entry.link(href=story.link(base))
        entry.author(name="Ann Lee", email="ann@harbour.example")
        entry.category(term="Harbour")
        entry.published(story.at)
        entry.updated(story.at)
        entry.content(f"<p>{story.text}</p>", type="html")
    return feed


def feedgen_rss(base: str, stories: Sequence[Story]) -> bytes:
    return _feedgen(base, stories).rss_str()


def feedgen_atom(base: str, stories: Sequence[Story]) -> bytes:
    return _feedgen(base, stories).atom_str()


def _django(kind: str, base: str, stories: Sequence[Story]) -> bytes:
    from django.conf import settings
    from django.utils import feedgenerator

    if not settings.configured:
        settings.configure(DEFAULT_CHARSET="utf-8", USE_TZ=True)
    feed = getattr(feedgenerator, kind)(
        title="The Harbour Post", link=base, description="News of the harbour", language="en", feed_url=f"{base}/feed"
    )
    for story in stories:
        feed.add_item(
            title=story.title, link=story.link(base), description=story.text[:90], author_name="Ann Lee",
            author_email="ann@harbour.example", categories=["Harbour"], pubdate=story.at, updateddate=story.at,
            unique_id=f"story-{story.number}",
        )  # fmt: skip
    return feed.writeString("utf-8").encode()


def django_rss(base: str, stories: Sequence[Story]) -> bytes:
    return _django("Rss201rev2Feed", base, stories)


def django_atom(base: str, stories: Sequence[Story]) -> bytes:
    return _django("Atom1Feed", base, stories)


def django_rss_091(base: str, stories: Sequence[Story]) -> bytes:
    return _django("RssUserland091Feed", base, stories)


def pyrss2gen(base: str, stories: Sequence[Story]) -> bytes:
    import PyRSS2Gen

    items = [
        PyRSS2Gen.RSSItem(
            title=s.title, link=s.link(base), description=s.text[:90], author="ann@harbour.example (Ann Lee)",
            categories=["Harbour"], guid=PyRSS2Gen.Guid(s.link(base)), pubDate=s.at.replace(tzinfo=None),
        )
        for s in stories
    ]  # fmt: skip
    feed = PyRSS2Gen.RSS2(title="The Harbour Post", link=base, description="News of the harbour", items=items)
    return feed.to_xml("utf-8").encode()


def rfeed(base: str, stories: Sequence[Story]) -> bytes:
    import rfeed as library

    items = [
        library.Item(
            title=s.title, link=s.link(base), description=s.text[:90], author="ann@harbour.example (Ann Lee)",
            categories="Harbour", guid=library.Guid(s.link(base)), pubDate=s.at.replace(tzinfo=None),
        )
        for s in stories
    ]  # fmt: skip
    return (
        library.Feed(title="The Harbour Post", link=base, description="News of the harbour", items=items).rss().encode()
    )


def podgen(base: str, stories: Sequence[Story]) -> bytes:
    from podgen import Episode, Media, Person, Podcast

    podcast = Podcast(name="The Harbour Post", website=base, description="News of the harbour", explicit=False)
    podcast.episodes = [
        Episode(
            id=f"story-{s.number}", title=s.title, link=s.link(base), summary=s.text[:90], publication_date=s.at,
            authors=[Person("Ann Lee", "ann@harbour.example")],
            media=Media(f"{base}/sound/{s.number}.mp3", size=1000, duration=timedelta(minutes=3)),
        )
        for s in stories
    ]  # fmt: skip
    return podcast.rss_str().encode()


WRITERS = (feedgen_rss, feedgen_atom, django_rss, django_atom, django_rss_091, pyrss2gen, rfeed, podgen)
DATELESS = (django_rss_091,)  # RSS 0.91 knows title, link and description only
CATEGORYLESS = (*DATELESS, podgen)


def name_of(write: Writer) -> str:
    return write.__name__


def publish(site, write: Writer, stories: Sequence[Story]) -> None:
    """The writer's feed and the pages of its stories, below a folder of its own."""
    base = f"{site.base}/{name_of(write)}"
    kind = "application/atom+xml" if "atom" in name_of(write) else "application/rss+xml"
    site.routes[f"/{name_of(write)}/feed"] = site.Answer(write(base, stories), type=kind)
    for story in stories:
        site.page(f"/{name_of(write)}/story/{story.number}", story.text.replace("&", "&amp;"))


def check(write: Writer, capture: Capture, story: Story) -> None:
    assert capture.stated.title == story.title
    assert capture.stated.source == "The Harbour Post"
    assert "point 19 of the harbour plan" in capture.body.decode()
    if write not in DATELESS:
        assert capture.stated.published.at == story.at
        assert capture.stated.authors == ("Ann Lee",)
    if write not in CATEGORYLESS:
        assert capture.stated.keywords == ("Harbour",)


def test_generated_feeds_are_followed_polled_and_their_changes_seen(site, session_of, subscriptions):
    """All of them in one round of polling, so that a crawl is started four times and not thirty."""
    first = [Story(n, f"Ferries & “quays” № {n}") for n in range(3)]
    changed = replace(first[1], title="Ferries stay", text="Corrected: the ferries stay. " + LONG)
    feeds = {write: f"{site.base}/{name_of(write)}/feed" for write in WRITERS}
    session = session_of(kinds=POLL)

    def polled() -> dict[str, Capture]:
        came = [c for batch in poll(session, subscriptions, subscriptions.due(now=True)) for c in batch]
        assert all(isinstance(c, Capture) for c in came), came
        return {c.url: c for c in came}

    for write in WRITERS:
        publish(site, write, first)
    assert sorted(follow(session_of(kinds=FOLLOW), subscriptions, feeds.values())) == sorted(feeds.values())

    came = polled()
    for write in WRITERS:
        for story in first:
            check(write, came.pop(story.link(f"{site.base}/{name_of(write)}")), story)
    assert came == {}
    assert polled() == {}

    for write in WRITERS:
        publish(site, write, [Story(3, "A new one"), first[0], changed, first[2]])
    came = polled()
    for write in WRITERS:
        base = f"{site.base}/{name_of(write)}"
        check(write, came.pop(f"{base}/story/3"), Story(3, "A new one"))
        corrected = came.pop(changed.link(base))
        assert corrected.stated.title == "Ferries stay", name_of(write)
        assert "Corrected" in corrected.body.decode(), name_of(write)
    assert came == {}
