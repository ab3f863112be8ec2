"""The bytes as they came, as WARC 1.1 (ISO 28500:2017) in raw/: a record for each capture.

    records        a capture as gzipped records
    files          the files: appended to, their durable end, one capture read again
"""
