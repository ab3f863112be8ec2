"""Small things that all of archiver may use; they know nothing of it.

    expressions    regular expressions, compiled when they are first asked
    counting       how often a byte stands in others
    data_files     files beside a package's modules
    escapes        Japanese that passes for ASCII
    database       SQLite files: opened, changed, asked and checked alike
    payload        a page's bytes out of a WARC file
    processes      how a process that works for us alone is set up
    suffixes       "bbc.co.uk" of "www.bbc.co.uk"
    plurals        "1 file", "2 files"
"""
