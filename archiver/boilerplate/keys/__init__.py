"""Keys: 64 bits of a text, by which the same furniture is known again on another page.

    masking        a text as its key sees it: lower case, words only, numbers and dates as "0"
    digests        64 bits of what was read
    fingerprint    all keys of a block: of the whole, its outer sentences, its first and last words
    framing        the key of a line that holds another line of its page
"""
