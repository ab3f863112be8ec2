"""Feeds, sitemaps and WordPress: the ways in which sites say themselves what they have published.

The modules:

    entries         RSS, RDF, Atom and JSON Feed, whole or broken, become `FeedEntry`s
    stated          what a feed, sitemap or API says of a page becomes `Metadata` (and JSON, and back)
    captures        an entry with its full text becomes a `Capture`, without a page being fetched
    sitemaps        sitemaps, their indexes and news sitemaps
    wordpress       answers of the WordPress REST API
    discover        the feeds that a page or a site names
    subscriptions   which feeds are followed and what of them is new: the library `reader`
    poll            one round: ask, read, take over
"""
