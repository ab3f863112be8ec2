"""The same article again, a new version of it, or nearly the same text elsewhere. Pure functions.

    urls        which addresses are the same article; which site they belong to
    identity    which article a page is
    versions    the versions of an article, and the captures of a page text
    shingles    a text as a set of word triples
    sketch      a text's sketch (MinHash), the keys by which sketches meet, and the similarity that decides
    bitmaps     how similar two texts can be at most, without either text
    looking     ... asked of many texts at once; windows has the loop, compiled by windows.pxd
    near        which text is the head of which
"""
