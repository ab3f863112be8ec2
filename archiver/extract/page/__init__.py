"""A page read from its first character to its last.

    scan            the pass over all tags and texts: `scan` gives `Scanned`
    walk            where the pass is in the page, and the text gathered since the last boundary
    open_elements   which elements are open there, and which ends no tag says (tree construction: WHATWG HTML, 13.2.6)
    gathered        the runs of text between two boundaries, made one text
    tables          tables of data, as text
    pieces          what comes of it: pieces of visible text, and the places (elements) that they stand in
    kinship         which places are siblings
    wording         what a piece's text looks like: words, stops, quotes, capitals, digits
    metas           what meta elements state
    outline         all elements as they lie in each other, as numbers; made only of pages for which somebody asks
    node, tree      an element of the outline, and elements by name
"""
