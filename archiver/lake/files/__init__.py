"""How files are written, and who may write: for one folder on one disk.

    durable        a file that a crash leaves as it was or as it is to be
    json_lines     lines that are added and never changed, each sealed with a digest of its own
    locks          one process writes; nobody deletes what another reads
    derived        where indexes lie: in derived/, or in the user's cache folder where that cannot be written
"""
