"""How rows lie in a Parquet file.

    ordering       by site, then by article; rows joined and left out
    packing        rows to the bytes of a file: row groups, dictionaries, ranges
    row_groups     which of them a question needs, and what they hold
    splicing       a file with other values in some columns, all others' bytes as they are
    thrift         the compact protocol of a file's footer
"""
