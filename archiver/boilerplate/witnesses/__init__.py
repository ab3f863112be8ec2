"""Witnesses: each looks at one side of a text and says, in bits, how much more like furniture than article it is.

What each says bears the id of its rule; what it weighs is in weights.tsv.

    testimony      what a witness says: rule, bits, and why
    looks          looks/1: length, final stop, letters
    extractor      extractor/1: the HTML extractor's odds that a block is body
    phrases        lexicon/...: phrases of furniture (../lexicon/)
    remembered     what a function gives for a text, remembered
    stock          stock/1: lines that several newsrooms word alike
    vocabulary     vocabulary/1: words that are oftener furniture than article
    appeals        words/1: sentences that speak of what appeals speak of; tail/1: lines where an article has ended
    concepts       what an appeal is about, by single words
    repetition     site-repetition/1, site-pattern/1, site-unseen/1: how often the site's pages have a text, and where
    between        site-line/1: what stands between paragraphs, label or heading

Two more look at a page as a whole: units/twice.py and units/on_page.py.
"""
