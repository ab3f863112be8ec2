"""Bytes to tags, by the tokenizer of the HTML standard (WHATWG HTML, 13.2.5).

    charset       which charset a page is in
    utf8          whether bytes are UTF-8
    finding       where bytes stand in a page: memchr and memcmp, once compiled
    delimiters    where a tag and a comment end
    references    characters that markup refers to by name or number
    whitespace    what a browser does to the white space of a text
    attributes    a tag's attributes, and whether they hide its element
    start_tag     a start tag in one pass: where it ends, where the attributes stand that name its element
    authoring     whether a tag may name an author
    elements      the elements of HTML: what each does to the text round it
    codes         the words of names ("post-body") as hashes
    roles         what such words mean in most newsrooms' markup: a caption, a byline, a box beside the text
    naming        what an element is called by its tag: its name, its classes, their words and roles
    tags          all that a tag says, remembered by its characters
"""
