"""Sitemaps and WordPress sites, from the person's words to captures, against a site on loopback."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta

from archiver.errors import InputError
from archiver.records import Capture
from archiver.sources.fetch.targets import queue, take_over

XML = "application/xml"


def taken(session):
    return [one for batch in take_over(session) for one in batch]


def urlset(*entries):
    urls = "".join(f"<url><loc>{loc}</loc>{more}</url>" for loc, more in entries)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
        f"{urls}</urlset>"
    ).encode()


def index(*locs):
    maps = "".join(f"<sitemap><loc>{loc}</loc></sitemap>" for loc in locs)
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<sitemapindex xmlns="{namespace}">{maps}</sitemapindex>'.encode()


def test_a_site_is_found_through_robots_index_and_packed_sitemaps(site, session_of):
    Answer = site.Answer
    news = (
        "<news:news><news:publication><news:name>The Harbour Post</news:name>"
        "<news:language>en</news:language></news:publication>"
        "<news:publication_date>2024-05-03T10:00:00+02:00</news:publication_date>"
        "<news:title>Ferry returns</news:title></news:news>"
    )
    pages = [site.page(f"/{number}", f"page {number}") for number in range(4)]
    site.routes |= {
        "/robots.txt": Answer(f"User-agent: *\nSitemap: {site.base}/index.xml".encode(), type="text/plain"),
        "/index.xml": Answer(index("/a.xml.gz", f"{site.base}/b.xml", f"{site.base}/index.xml"), type=XML),
        "/a.xml.gz": Answer(
            gzip.compress(urlset((pages[0], ""), (pages[1], "<lastmod>2020-01-01</lastmod>"))), type=""
        ),
        "/b.xml": Answer(urlset((pages[2], news), ("http://169.254.169.254/x", ""), ("ftp://x.org/y", "")), type=XML),
    }
    session = session_of()
    assert queue(session, [site.base], "sitemap", since="2023-06-01", again=False) == []
    came = taken(session)
    captures = {one.url: one for one in came if isinstance(one, Capture)}
    assert set(captures) == {pages[0], pages[2]}  # page 1 is older, page 3 is in no sitemap
    stated = captures[pages[2]].stated
    assert (stated.title, stated.source, stated.language) == ("Ferry returns", "The Harbour Post", "en")
    assert stated.published.isoformat() == "2024-05-03T10:00:00+02:00"
    errors = [one for one in came if isinstance(one, InputError)]
    assert [error.reason for error in errors] == ["refused-address"] * 2
    assert site.count("/index.xml") == 1


def test_only_what_changed_is_fetched_the_next_time(site, session_of):
    Answer = site.Answer
    first, second = site.page("/1", "one"), site.page("/2", "two")
    old = "<lastmod>2024-01-01</lastmod>"
    site.routes["/sitemap.xml"] = Answer(urlset((first, old), (second, old)), type=XML)
    session = session_of()
    queue(session, [site.base + "/sitemap.xml"], "sitemap", since=None, again=False)
    assert len(taken(session)) == 2
    site.page("/1", "one, corrected")
    site.routes["/sitemap.xml"] = Answer(urlset((first, "<lastmod>2099-01-01</lastmod>"), (second, old)), type=XML)
    queue(session, [site.base + "/sitemap.xml"], "sitemap", since=None, again=False)
    (changed,) = taken(session)
    assert b"corrected" in changed.body
    assert (site.count("/1"), site.count("/2")) == (2, 1)


def test_addresses_that_may_not_be_asked_for_are_told_and_the_others_are_asked(site, session_of):
    good, bad = site.page("/1", "one"), ["http://ann:secret@a.example/", "ftp://a.example/", "http://[", "news"]
    session = session_of()
    refused = queue(session, [bad[0], good, *bad[1:]], "page", since=None, again=False)
    assert [one.reason for one in refused] == ["refused-address"] * 4
    assert "secret" not in str(refused[0]) and str(refused[0]).count("a.example") == 1
    assert [one.url for one in taken(session)] == [good]


def test_listings_that_have_not_changed_still_lead_to_what_is_new_or_was_too_old_before(site, session_of):
    Answer, tag = site.Answer, {"ETag": '"1"'}
    old, new, later = (site.page(f"/{name}", name) for name in ("old", "new", "later"))
    dated = [(old, "<lastmod>2020-01-01</lastmod>"), (new, "<lastmod>2024-02-01</lastmod>")]
    site.routes |= {
        "/robots.txt": Answer(f"Sitemap: {site.base}/index.xml".encode(), type="text/plain", headers=tag),
        "/index.xml": Answer(index("/a.xml"), type=XML, headers=tag),
        "/a.xml": Answer(urlset(*dated), type=XML, headers=tag),
    }
    runs = []
    for since in ("2024-01-01", None, None):
        if len(runs) == 2:
            site.routes["/a.xml"] = Answer(urlset(*dated, (later, "")), type=XML, headers={"ETag": '"2"'})
        session = session_of()
        queue(session, [site.base], "sitemap", since=since, again=False)
        runs.append([one.url for one in taken(session)])
    assert runs == [[new], [old], [later]]


def test_a_server_that_always_has_another_sitemap_is_left(site, session_of):
    for number in range(20):
        page = site.page(f"/page-{number}", f"page {number}")
        maps = index(f"/map-{number + 1}.xml", f"/pages-{number}.xml")
        site.routes[f"/map-{number}.xml"] = site.Answer(maps, type=XML)
        site.routes[f"/pages-{number}.xml"] = site.Answer(urlset((page, "")), type=XML)
    session = session_of()
    queue(session, [site.base + "/map-0.xml"], "sitemap", since=None, again=False)
    came = taken(session)
    errors = [one for one in came if isinstance(one, InputError)]
    assert [error.reason for error in errors] == ["bad-listing"]
    assert "/map-4.xml" in str(errors[0])
    assert {one.url for one in came if isinstance(one, Capture)} == {f"{site.base}/page-{n}" for n in range(3)}
    assert "/map-4.xml" not in site.asked


def test_what_is_no_sitemap_is_an_error(site, session_of):
    site.page("/sitemap.xml", "<h1>Welcome</h1>")
    session = session_of()
    queue(session, [site.base + "/sitemap.xml"], "sitemap", since=None, again=False)
    (error,) = taken(session)
    assert isinstance(error, InputError) and error.reason == "bad-listing"


def post(number, base, **more):
    return {
        "id": number,
        "date": "2024-05-03T12:30:00",
        "date_gmt": "2024-05-03T08:00:00",
        "modified": "2024-05-04T12:30:00",
        "modified_gmt": "2024-05-04T08:00:00",
        "guid": {"rendered": f"{base}/?p={number}"},
        "link": f"{base}/post-{number}/",
        "title": {"rendered": f"Harbour &#8220;news&#8221; {number}"},
        "content": {"rendered": f"<p>Text of post {number}.</p>", "protected": False},
        "_embedded": {
            "author": [{"name": "Ann Lee"}],
            "wp:term": [
                [{"taxonomy": "category", "name": "World &amp; Sea", "slug": "world"}],
                [{"taxonomy": "post_tag", "name": "ferries", "slug": "ferries"}],
            ],
        },
        **more,
    }


def test_a_wordpress_site_gives_its_posts_with_their_metadata(site, session_of):
    Answer = site.Answer
    posts = [post(number, site.base) for number in range(3)]
    posts[1]["content"] = {"rendered": "", "protected": True}
    query = "orderby=date&order=asc&_embed=author%2Cwp%3Aterm&after=2024-01-01T00%3A00%3A00"
    for page in (1, 2):
        site.routes[f"/wp-json/wp/v2/posts?per_page=100&page={page}&{query}"] = Answer(
            json.dumps(posts[:2] if page == 1 else posts[2:]).encode(),
            type="application/json",
            headers={"X-WP-TotalPages": "2"},
        )
    session = session_of()
    queue(session, [site.base], "wordpress", since="2024-01-01", again=False)
    captures = taken(session)
    assert [c.url for c in captures] == [f"{site.base}/post-0/", f"{site.base}/post-2/"]
    stated = captures[0].stated
    assert stated.title == "Harbour “news” 0"
    assert stated.authors == ("Ann Lee",)
    assert stated.section == "World & Sea"
    assert stated.keywords == ("World & Sea", "ferries")
    assert stated.published.isoformat() == "2024-05-03T12:30:00+04:30"
    assert {e.field for e in stated.evidence} >= {"title", "authors", "section", "published"}
    assert b"Text of post 0" in captures[0].body


def test_where_the_api_is_closed_the_pages_of_the_feed_are_read(site, session_of):
    Answer = site.Answer
    for page in (1, 2):
        item = (
            f"<item><title>Post {page}</title><link>{site.base}/p{page}</link>"
            f"<pubDate>Fri, 0{4 - page} May 2024 10:00:00 +0000</pubDate>"
            f"<content:encoded><![CDATA[<p>Text {page}</p>]]></content:encoded></item>"
        )
        site.routes[f"/feed/?paged={page}"] = Answer(
            '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
            f"<title>The Harbour Post</title>{item}</channel></rss>".encode(),
            type="application/rss+xml",
        )
    session = session_of()
    queue(session, [site.base], "wordpress", since=None, again=False)
    captures = taken(session)
    assert [c.url for c in captures] == [f"{site.base}/p1", f"{site.base}/p2"]
    assert captures[0].stated.source == "The Harbour Post"
    assert site.count("/feed/?paged=3") == 1  # 404 there is the end, not an error


def test_what_is_dated_by_its_day_is_asked_for_until_the_day_is_over(site, session_of):
    """A month's sitemap, and a page in it, that change on the day on which they were fetched: the rest of the day was
    lost where the month ended with it."""
    today = datetime.now(UTC).date()
    pages = [site.page(f"/{number}", f"page {number}") for number in range(3)]

    def publish(day, *entries):
        named = f"<sitemap><loc>{site.base}/may.xml</loc><lastmod>{day}</lastmod></sitemap>"
        itself = f"<sitemap><loc>{site.base}/sitemap.xml</loc><lastmod>{day}</lastmod></sitemap>"
        index = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{named}{itself}</sitemapindex>'
        site.routes["/sitemap.xml"] = site.Answer(index.encode(), type=XML)
        site.routes["/may.xml"] = site.Answer(urlset(*entries), type=XML)

    def fetched():
        session = session_of()
        queue(session, [site.base + "/sitemap.xml"], "sitemap", since=None, again=False)
        found = sorted(one.url[-1] for one in taken(session))
        session.close()
        return found

    dated = f"<lastmod>{today}</lastmod>"
    publish(today, (pages[0], dated), (pages[1], "<lastmod>2020-01-01</lastmod>"))
    assert fetched() == ["0", "1"]
    assert site.count("/may.xml") == 1 and site.count("/sitemap.xml") <= 2  # one that names itself has an end
    publish(today, (pages[0], dated), (pages[1], "<lastmod>2020-01-01</lastmod>"), (pages[2], dated))
    assert fetched() == ["0", "2"]
    publish(today - timedelta(days=3), (pages[0], dated))
    count = site.count("/may.xml")
    assert fetched() == [] and site.count("/may.xml") == count
