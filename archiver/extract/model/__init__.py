"""The body model: of each piece of a page, the odds that it is part of the article's body.

    body               `body_model().log2_odds`: menus apart, first look, second look
    menus              runs of short links, which no model has to be asked about
    columns            which features there are, and room for them, a column each
    features           all of them, filled
    text_features      ... by the piece's text
    place_features     ... by the elements round it: the words of their names, what else lies in them
    page_features      ... by what stands before and behind it, by its siblings, by title and summary
    role_features      ... by what the elements round it are for
    context_features   ... by what the first look found of the pieces around (stacked sequential learning)
    grams              sets of word triples, by which texts are compared
    trees, leaves      forests of oblivious trees, evaluated; leaves.pxd has the inner loops
    data/              the weights, which bench/extract/train.py makes
"""
