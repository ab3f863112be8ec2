"""Following and polling, against a site on loopback that publishes, corrects and breaks its feeds."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from threading import Thread

import pytest

from archiver.errors import FetchError, InputError
from archiver.records import Capture
from archiver.sources.feeds.poll import follow, poll
from archiver.sources.feeds.subscriptions import Subscriptions
from archiver.sources.fetch.asked import FETCH, FOLLOW, POLL, Asked

LONG = " ".join(f"The council discussed point {n} of the harbour plan at length." for n in range(20))


def rss(site, *items, title="The Harbour Post"):
    return site.Answer(
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>{title}</title>{''.join(items)}</channel></rss>".encode(),
        type="application/rss+xml",
    )


def item(site, number, content=None, title=None):
    full = f"<content:encoded><![CDATA[<p>{content}</p>]]></content:encoded>" if content else ""
    return (
        f"<item><title>{title or f'Story {number}'}</title><link>{site.base}/story/{number}</link>"
        f"<guid isPermaLink='false'>story-{number}</guid><category>Harbour</category>"
        f"<pubDate>Fri, 03 May 2024 10:0{number}:00 +0200</pubDate>"
        f"<description>Teaser</description>{full}</item>"
    )


def polled(session, subscriptions, feeds=None):
    due = subscriptions.due(now=True) if feeds is None else feeds
    return [one for batch in poll(session, subscriptions, due) for one in batch]


def test_a_feed_is_found_followed_and_polled(site, session_of, subscriptions):
    site.routes["/"] = site.Answer(
        b'<html><head><link rel="alternate" type="application/rss+xml" href="/comments/feed/">'
        b'<link rel="alternate" type="application/rss+xml" href="/feed/"></head><body>Welcome</body></html>'
    )
    site.routes["/feed/"] = rss(site, item(site, 1, LONG), item(site, 2))
    site.page("/story/2", "the page of story 2")
    found = list(follow(session_of(kinds=FOLLOW), subscriptions, [site.base]))
    assert found == [site.base + "/feed/"]
    assert [s.url for s in subscriptions.all()] == found

    came = {capture.url: capture for capture in polled(session_of(kinds=POLL), subscriptions)}
    assert set(came) == {f"{site.base}/story/1", f"{site.base}/story/2"}
    whole, page = came[f"{site.base}/story/1"], came[f"{site.base}/story/2"]
    assert site.count("/story/1") == 0 and LONG.encode() in whole.body  # the feed had it all
    assert b"the page of story 2" in page.body
    for capture in (whole, page):
        assert capture.stated.source == "The Harbour Post"
        assert capture.stated.keywords == ("Harbour",)
        assert capture.stated.published.isoformat().startswith("2024-05-03T10:0")
        assert capture.stated.published.offset == 120
    (subscription,) = subscriptions.all()
    assert (subscription.title, subscription.entries, subscription.error) == ("The Harbour Post", 2, None)
    assert subscriptions.due() == []


def test_only_new_and_changed_entries_come_again(site, session_of, subscriptions):
    site.routes["/feed"] = rss(site, item(site, 1, LONG), item(site, 2, LONG))
    subscriptions.follow(site.base + "/feed")
    session = session_of(kinds=POLL)
    assert len(polled(session, subscriptions)) == 2
    assert polled(session, subscriptions) == []
    site.routes["/feed"] = rss(site, item(site, 3, LONG), item(site, 1, LONG), item(site, 2, LONG + " Corrected."))
    came = polled(session, subscriptions)
    assert {c.input_id for c in came} == {"story-3", "story-2"}
    assert any(b"Corrected." in c.body for c in came)


def test_an_entry_that_was_not_stored_comes_again_even_when_the_feed_lost_it(site, session_of, subscriptions):
    site.routes["/feed"] = rss(site, item(site, 1, LONG))
    subscriptions.follow(site.base + "/feed")
    session = session_of(kinds=POLL)
    round = poll(session, subscriptions, subscriptions.due())
    assert len(next(round)) == 1
    round.close()  # as if killed before it was stored
    session.frontier.acknowledge([session.frontier.find(site.base + "/feed").id])
    site.routes["/feed"] = rss(site, item(site, 2, LONG))
    assert {c.input_id for c in polled(session, subscriptions)} == {"story-1", "story-2"}


def test_a_failing_feed_is_told_once_and_asked_for_less_often(site, session_of, subscriptions):
    site.routes["/feed"] = site.Answer(b"gone", 410)
    site.routes["/page"] = site.Answer(b"<html><body>This is no feed.</body></html>")
    for path in ("/feed", "/page"):
        subscriptions.follow(site.base + path)
    session = session_of(kinds=POLL)
    errors = polled(session, subscriptions)
    assert {e.reason for e in errors} == {"http-410", "bad-feed"}
    before = {s.url: subscriptions._minutes(s.url) for s in subscriptions.all()}
    assert polled(session, subscriptions) == []
    # `reader` rounds the time to a multiple of the wait and adds jitter: only the wait itself is sure to grow.
    assert all(s.error and subscriptions._minutes(s.url) > before[s.url] for s in subscriptions.all())
    site.routes["/feed"] = rss(site, item(site, 1, LONG))
    assert len(polled(session, subscriptions)) == 1
    assert {s.error is None for s in subscriptions.all() if s.url.endswith("/feed")} == {True}


def test_broken_feeds_give_their_entries_and_inward_links_are_refused(site, session_of, subscriptions):
    broken = rss(site, item(site, 1, LONG), "<item><title>A & B &nbsp; <b>", "<link>http://[::1</link></item>")
    site.routes["/feed"] = broken
    inward = "<item><title>x</title><link>http://169.254.169.254/latest</link><guid>g</guid></item>"
    site.routes["/inward"] = rss(site, inward)
    for path in ("/feed", "/inward"):
        subscriptions.follow(site.base + path)
    came = polled(session_of(kinds=POLL), subscriptions)
    assert [c.input_id for c in came if isinstance(c, Capture)] == ["story-1"]
    assert [e.reason for e in came if isinstance(e, InputError)] == ["refused-address"]


def test_what_a_killed_run_has_left_in_the_queue_is_no_silent_server(site, session_of, subscriptions):
    """A feed that was being polled is followed all the same; a page that was being fetched is left to the fetch."""
    site.routes["/feed/"] = rss(site, item(site, 1, LONG))
    site.page("/", "a page")
    feed = site.base + "/feed/"
    subscriptions.follow(feed)
    session_of(kinds=POLL).frontier.add([Asked(feed, "feed")])
    session_of(kinds=FETCH).frontier.add([Asked(site.base + "/", "page")])
    followed, told = follow(session_of(kinds=FOLLOW), subscriptions, [feed, site.base + "/"])
    assert followed == feed
    assert told.reason == "queued" and "archiver fetch" in str(told)
    assert site.count("/") == 0


def test_opml_goes_in_and_out(site, tmp_path, subscriptions):
    urls = [f"{site.base}/{n}" for n in range(3)]
    for url in urls:
        subscriptions.follow(url)
    other = Subscriptions(tmp_path / "other.sqlite", allow_private=True)
    assert sorted(other.from_opml(subscriptions.to_opml())) == urls
    assert other.from_opml(subscriptions.to_opml()) == []
    assert other.unfollow(urls[0]) and not other.unfollow(urls[0])
    bomb = b'<!DOCTYPE o [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
    )
    for bad in (b"", b"<html/>", bomb + b"]><opml><body><outline text='&j;'/></body></opml>"):
        with pytest.raises(ValueError, match="OPML"):
            other.from_opml(bad)
    other.close()


def test_a_feeds_address_is_taken_as_browsers_hand_it_on(site, session_of, subscriptions):
    site.routes["/feed"] = rss(site, item(site, 1, LONG))
    given = f"feed:{site.base}/feed".replace("feed:http:", "feed:")
    assert list(follow(session_of(kinds=FOLLOW), subscriptions, [given])) == [site.base + "/feed"]


def test_an_address_that_may_not_be_fetched_costs_an_opml_list_itself_alone(tmp_path):
    urls = ("http://localhost/a", "http://10.0.0.1/b", "feed://c.example/rss", "FEED:https://d.example/rss", "file:///e")
    outlines = "".join(f'<outline text="x" type="rss" xmlUrl="{url}"/>' for url in urls)
    followed = Subscriptions(tmp_path / "feeds.sqlite")
    found = followed.from_opml(f'<opml version="2.0"><body>{outlines}</body></opml>'.encode())
    new = ["http://localhost/a", "http://c.example/rss", "https://d.example/rss"]
    assert [one for one in found if isinstance(one, str)] == new
    told = [str(one) for one in found if isinstance(one, InputError)]
    assert [one.partition(": ")[0] for one in told] == ["http://10.0.0.1/b", "file:///e"]
    assert told[1] == "file:///e: only http and https addresses are fetched"
    assert sorted(s.url for s in followed.all()) == sorted(new)
    followed.close()


def test_private_feeds_and_sites_without_a_feed_are_refused(site, session_of, subscriptions, tmp_path):
    site.page("/", "no feed here")
    site.routes["/gone"] = site.Answer(status=410)
    nobody = "http://127.0.0.1:9"  # where nobody listens (RFC 863's port, which only root may take)
    found = list(follow(session_of(kinds=FOLLOW), subscriptions, [site.base, nobody, site.base + "/gone"]))
    assert [one.reason for one in found] == ["no-feed", "unreachable", "http-410"]
    assert "no answer so far" in str(found[1])
    assert site.count("/feed.xml") == 1  # guessed once for both, and of the silent server nothing was guessed
    strict = Subscriptions(tmp_path / "strict.sqlite")
    with pytest.raises(FetchError, match="private"):
        strict.follow(site.base)
    strict.close()


def test_of_two_polls_at_once_one_takes_the_answers(site, session_of, tmp_path):
    """They took the same feed, and the second ended in an internal error: its entries were there already."""
    site.routes["/feed"] = rss(site, item(site, 1, LONG))
    followed = [Subscriptions(tmp_path / "archive/feeds.sqlite", allow_private=True) for _ in range(2)]
    followed[0].follow(site.base + "/feed")
    first = poll(session_of(kinds=POLL), followed[0], [site.base + "/feed"])
    assert len(next(first)) == 1  # taken, and not yet stored
    came = []
    second = Thread(target=lambda: came.extend(poll(session_of(kinds=POLL), followed[1], [])))
    second.start()
    second.join(2)
    assert second.is_alive() and not came
    assert [*first] == []
    second.join(60)
    assert [one for batch in came for one in batch] == []
    for one in followed:
        one.close()


def test_entries_without_an_address_are_stored_or_told_apart(site, session_of, subscriptions, tmp_path):
    """Two empty entries of one feed are two lines of the quarantine, and a short text without a page is an article."""
    from archiver.lake.quarantine import Quarantine, entry

    site.routes["/feed"] = rss(
        site,
        "<item><guid isPermaLink='false'>tides</guid><title>Tides</title><description>At seven.</description></item>",
        "<item><guid isPermaLink='false'>a</guid><title>Nothing here</title></item>",
        "<item><guid isPermaLink='false'>b</guid></item>",
    )
    subscriptions.follow(site.base + "/feed")
    came = polled(session_of(kinds=POLL), subscriptions)
    errors = [one for one in came if isinstance(one, InputError)]
    (tides,) = (one for one in came if isinstance(one, Capture))
    assert b"At seven." in tides.body and tides.url is None and tides.input_id == "tides"
    assert {one.message for one in errors} == {
        "entry 'Nothing here' has neither a text nor an address", "entry 'b' has neither a text nor an address"
    }  # fmt: skip
    assert Quarantine(tmp_path / "archive/quarantine").add(map(entry, errors)) == 2


def moved(site, status, to):
    return site.Answer(b"", status, headers={"Location": to})


def test_a_feed_that_moved_for_good_is_followed_at_its_new_address(site, session_of, subscriptions):
    site.routes["/feed"] = rss(site, item(site, 1, LONG))
    subscriptions.follow(site.base + "/feed")
    session = session_of(kinds=POLL)
    assert len(polled(session, subscriptions)) == 1
    site.routes["/new"] = rss(site, item(site, 2, LONG), item(site, 1, LONG))
    old, new, told = site.base + "/feed", site.base + "/new", []

    def came():
        due = subscriptions.due(now=True)
        return [c.input_id for b in poll(session, subscriptions, due, told.append) for c in b
                if isinstance(c, Capture)]  # fmt: skip

    site.routes["/feed"] = moved(site, 302, new)
    assert came() == ["story-2"] and told == []  # for the time being: it is asked for at its address
    site.routes["/between"], site.routes["/feed"] = moved(site, 302, new), moved(site, 301, "/between")
    assert came() == [] and told == []
    site.routes["/feed"] = moved(site, 301, site.base + "/not-there")
    came()
    assert [one.url for one in subscriptions.all()] == [old] and told == []
    site.routes["/feed"] = moved(site, 308, new)
    assert came() == [] and told == [f"{old} has moved for good; followed from now on: {new}"]
    assert [(one.url, one.entries) for one in subscriptions.all()] == [(new, 2)]
    site.routes["/new"] = rss(site, item(site, 3, LONG), item(site, 2, LONG))
    asked = site.count("/feed")
    assert came() == ["story-3"] and site.count("/feed") == asked


def test_a_feed_that_moved_to_one_that_is_followed_stays(site, session_of, subscriptions):
    site.routes["/new"], site.routes["/feed"] = rss(site, item(site, 1, LONG)), moved(site, 301, site.base + "/new")
    for path in ("/feed", "/new"):
        subscriptions.follow(site.base + path)
    assert len(polled(session_of(kinds=POLL), subscriptions)) == 2
    assert len(list(subscriptions.all())) == 2


def test_a_feed_that_gives_no_answer_is_not_called_good(site, session_of, subscriptions, tmp_path):
    """503 with an hour's Retry-After: nothing failed yet, but nothing comes either; a person is told when it will."""
    from click.testing import CliRunner

    from archiver.cli.commands import group

    url = site.base + "/feed"
    site.routes["/feed"] = rss(site, item(site, 1, LONG))
    subscriptions.follow(url)
    polled(session_of(kinds=POLL), subscriptions)
    archive = ["-a", str(tmp_path / "archive")]
    site.routes["/feed"] = site.Answer(b"busy", 503, headers={"Retry-After": "3600"})
    run = CliRunner().invoke(group, [*archive, "poll", "--now", "-q", "--allow-private", "--delay", "0"])
    assert run.exit_code == 0
    assert "1 request without an answer so far (http-503): a run after" in run.stderr and url in run.stderr
    listed = CliRunner().invoke(group, [*archive, "--json", "feeds"])
    (feed,) = map(json.loads, listed.output.splitlines())
    assert feed["waits"] == "http-503" and feed["due"] > datetime.now(UTC).isoformat()[:16]
    assert "(http-503), asked" in " ".join(CliRunner().invoke(group, [*archive, "feeds"]).output.split())


def test_a_feed_that_is_gone_is_told_in_plain_words(site, session_of, subscriptions, tmp_path):
    from click.testing import CliRunner

    from archiver.cli.commands import group

    subscriptions.follow(site.base + "/feed")
    site.routes["/feed"] = site.Answer(b"", 410)
    polled(session_of(kinds=POLL), subscriptions)
    assert [one.error for one in subscriptions.all()] == ["the server answered 410"]
    shown = CliRunner().invoke(group, ["-a", str(tmp_path / "archive"), "feeds"]).output
    assert "archiver feeds --unfollow FEED" in shown


def test_a_page_corrected_without_a_word_in_the_feed_is_seen_with_revisit(site, session_of, subscriptions):
    site.routes["/feed"] = rss(site, item(site, 1))
    site.page("/story/1", "as it was first")
    subscriptions.follow(site.base + "/feed")
    session = session_of(kinds=POLL)
    assert len(polled(session, subscriptions)) == 1
    site.page("/story/1", "as it was put right")
    assert polled(session, subscriptions) == [] and site.count("/story/1") == 1

    def revisited(hours):
        earlier = "UPDATE addresses SET fetched_at = fetched_at - :s, first_at = first_at - :s"
        session.frontier._db.execute(earlier, {"s": hours * 3600})
        due = subscriptions.due(now=True)
        return [one for batch in poll(session, subscriptions, due, revisit=86400) for one in batch]

    assert revisited(0) == []
    (corrected,) = revisited(1)
    assert b"put right" in corrected.body and corrected.stated.title == "Story 1"
    site.routes["/story/1"] = site.Answer(b"", 410)
    (gone,) = revisited(2)
    assert gone.reason == "http-410"
    assert revisited(8) == []  # it is not asked for for ever


def test_a_feed_that_has_nothing_known_any_more_may_have_lost_entries(site, session_of, subscriptions):
    """Read for the first time, all is new; ten entries later as well, of which five were never seen."""

    def published(first):
        site.routes["/feed"] = rss(site, *(item(site, n, LONG) for n in range(first, first + 5)))
        told = []
        due = subscriptions.due(now=True)
        came = [one for batch in poll(session, subscriptions, due, told.append) for one in batch]
        return len(came), told

    subscriptions.follow(site.base + "/feed")
    session = session_of(kinds=POLL)
    assert published(0) == (5, [])
    assert published(4) == (4, [])
    count, (words,) = published(14)
    assert count == 5 and f"{site.base}/feed: every entry is new since" in words
    assert f"archiver fetch --sitemap {site.base}/ --since {datetime.now(UTC):%Y-%m-%d}" in words
    assert published(14) == (0, [])


def test_entries_that_all_lead_to_one_page_do_not_become_one_article(site, session_of, subscriptions):
    """A consent wall. Two feeds that name one article by two addresses, under its headline, are another matter."""
    site.page("/consent", "Before you continue")
    site.page("/ferry", "the ferry goes on")
    for n in range(3):
        site.routes[f"/story/{n}"] = moved(site, 302, "/consent")
    site.routes |= {f"/story/{n}": moved(site, 301, "/ferry") for n in (4, 5)}
    titles = "Pier", "Budget", "Harbour", "", "Ferry", "Ferry"
    site.routes["/feed"] = rss(site, *(item(site, n, title=titles[n]) for n in (0, 1, 2, 4, 5)))
    subscriptions.follow(site.base + "/feed")
    came = polled(session_of(kinds=POLL), subscriptions)
    walled = [one for one in came if isinstance(one, InputError)]
    assert sum(one.reason == "walled" for one in walled) == len(walled) >= 2  # of the first nobody could know
    assert all("/story/" in one.origin.path and "leads to" in one.message for one in walled)
    assert [one.url for one in came if isinstance(one, Capture)].count(site.base + "/ferry") == 2
