"""Fetching pages politely, so that a run can be stopped at any moment and goes on where it was.

addresses   which addresses may be fetched at all (pure)
policy      what an answer means: keep, wait, try again, give up (pure)
frontier    the SQLite file of all addresses ever asked for, and how far each has come
warc        every exchange written down as it came, before anything is made of it
crawl       the crawl itself: Scrapy, in a process of its own, joined to us by the frontier alone
session     starts the crawl and hands over what it brought, as captures, in batches
"""
