"""A page in units: what gets one verdict is a block, or a sentence that hangs at a block's end.

    sheet          what is asked of a page's blocks time and again, read once
    cutting        a block into units: Unit
    tail           where the article has ended
    dividing       the page into units, by both
    copies         what near-duplicates share is their article, and taken out of the facts

And the witnesses that look at all of a page:

    twice          page-repetition/1: a footer that came twice
    on_page        page-refrain/1, page-label/1, page-listed/1, page-link/1: refrains, labels, titles below a label
"""
