"""Where an archive is kept for good: in the folder itself, or in an object store.

    home           the seam: all that the lake asks of the place where an archive is kept
    bucket         a folder here as the working copy of an archive in an object store
    object_store   how the store is reached, and its errors in words
    lease          one writer at a time, of several machines
    fetch_queues   the queues of fetching, which need a disk: checked out and in
"""
