"""A text by itself, before anything is asked of other pages.

    said          what a page's blocks say: of dumps without marks of Markdown
    sentences     where a text's sentences end
    forms         a sentence, running text, an open line, a title: what a text is by its form alone
    names         names of people and months in a line, and the label that it may begin with
    fold          the one form in which phrases and texts are compared
    iban          account numbers with their check digits
"""
