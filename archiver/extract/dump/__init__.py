"""What the lines of a text dump are; `archiver.extract.text` makes a document of them.

    lines    a dump's lines, and which of them are one paragraph that was wrapped at a fixed width
    kinds    what each paragraph is by its form: heading, list item, quote, caption, table
    front    fields, title, byline and date at the head, where the form leaves no doubt
    head     the same once it is known which of the first lines are the site's furniture
    titles   which line above the text is the title
    about    what a line says about the article: when, by whom
    words    words as addresses spell them, and which of them a text speaks of
"""
