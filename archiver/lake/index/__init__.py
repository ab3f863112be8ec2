"""The index: a SQLite file in derived/ that says where rows are and what has been learned of each site.

    index            the open index: built, and changed with each commit
    lookup           what it answers
    tables           its tables
    keys             ... and those by site and key: which rows have a key, what is known of it
    sorted_runs      how these are kept: runs of columns, merged as they come (a log-structured merge tree)
    known_captures   whether a capture is stored, asked beside the writer
"""
