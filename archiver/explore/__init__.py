"""Looking at an archive. Reads the lake, and nothing else.

    sql           SQL by DuckDB, over the Parquet files as they lie
    search/       full-text search
    persons/      who is who across articles
    topics        topics across articles
    statistics    what an archive holds, in figures; plotting draws them
    furniture     how much of each site's pages was furniture
    differences   what changed between two versions of an article
    info          `archiver info`
    languages     names of languages, for people to read
    export        JSON lines, CSV, Parquet, Markdown; shards: in several files, packed: in .gz and .zst
"""
