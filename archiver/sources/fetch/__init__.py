"""Fetching pages politely, so that a run can be stopped at any moment and goes on where it was.

targets     what a person wants fetched, as addresses in the frontier
addresses   which addresses may be fetched at all (pure)
policy      what an answer means: keep, wait, try again, give up (pure); answers: as the frontier books it
frontier    the SQLite file of all addresses ever asked for, and how far each has come; asked: the values it keeps
warc        every exchange written down as it came, before anything is made of it
warc_records   ... as records
crawl       the crawl itself: Scrapy, in a process of its own, joined to us by the frontier alone
spider      what it asks for and when; listings: what a robots.txt or sitemap says is to be asked for next
middlewares, handler, resolver   what its requests and answers pass: who may be asked, and for how much
events      what happens during it, a line of JSON each
session     starts the crawl and hands over what it brought, as captures, in batches
takeover    what was fetched becomes captures; again: once more, from the WARC files alone, for repair
"""
