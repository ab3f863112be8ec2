"""What is certain of a page's pieces whatever the model says.

    settling   `settled`: the model's odds, put right, in the order in which one correction needs another
    within     lists, headings, quotes and tables among the body's paragraphs
    repeats    what a page says twice
    notes      footnotes
    captions   lines below pictures
    pointers   lines that do no more than point to another article
"""
