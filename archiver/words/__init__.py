"""Words and characters of texts, as several stages ask for them; nothing here knows what a page is.

    normal_form   whether a text is in Unicode NFC, without NUL and lone surrogates
    counts        how many words a text has, in scripts with spaces between words and without
    wordlist      whether a text has one of many words, without an expression of alternatives
    memory        what is known of words, remembered by the hash of each
    marks         signs on letters that are part of a word, of which Python knows nothing
    markdown      stress and link marks of a line of a dump, told from its words
    numbering     numbers by hash: of words as they come, or as a data file gives them
"""
