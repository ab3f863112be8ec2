"""The index of near-duplicates: a SQLite file in derived/ that knows every current text by its sketch (MinHash).

    index          the open index: texts noted and forgotten, their heads and marks
    lookup         what it answers: which texts meet, which is earlier, whose mark is wrong
    tables         its tables, and the rows that go in and come out
"""
