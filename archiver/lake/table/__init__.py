"""The Delta table `articles`: immutable Parquet files, and commits that swap some of them for others.

    parts          the files: written and durable before a commit names them, read by name
    entries        what the index is to note of their rows
    log            the folder of Delta's log: whether there is a table; durable
    delta          commits to Delta's log, and the versions that it has
    compacting     which parts `compact` writes anew together
"""
