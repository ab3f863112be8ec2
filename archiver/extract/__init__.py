"""A page becomes a `Document`: blocks, each with the odds that it is body, and what the page says of itself.

HTML goes this way, and each package imports only those above it in this list:

    markup/       bytes to tags, as the HTML standard has them: charset, tokens, attributes, what names of elements say
    page/         one pass over all tags: pieces of visible text, the places they stand in, what elements state
    blocks.py     pieces as blocks; rounding.py: their numbers as short as they are stored
    model/        the odds of each piece that it is body: columns of features, two forests of trees
    settling/     what is certain whatever the model says: comments, asides, repeats, lists within the text
    stated/       title, authors, dates, publisher, kind of page, each with its evidence
    unshown.py    bodies that only a script would show
    html.py       all of that: `html.extract`

Text dumps go this one:

    dump/         lines, paragraphs and their kinds; what stands at the head about the article
    text.py       `text.extract`

dates/ reads dates as people write them, addresses.py takes addresses apart, for both.
"""
