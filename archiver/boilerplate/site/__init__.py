"""A site: what is counted over its pages, and the few facts about a key that a verdict sees of that.

What a page teaches, and the sums:

    places          a key's place on a page as one small number
    observation     what one page teaches: its keys, where each stands, and beside what
    quantising      numbers of pages, coarse on purpose: one page more changes few of them
    facts           what a verdict sees of a key: few and quantised
    counts          what is counted of one key, and how its facts follow from that
    statistics      counts and facts of all keys of a site

What is asked of facts:

    known           what a site knows of a text; questions about it with yes or no for an answer
    facts_digest    by which an ingest tells which stored pages must be judged anew
    telling         facts in words
    varying         lines that vary in a part from page to page, as a person is shown them
"""
