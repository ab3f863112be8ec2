"""What a batch of pages changes in an archive: its own rows, and the rows of pages stored earlier.

The archive must be a pure function of what came in, whatever the order and the batches. Three rules
bring that about:

1. A site's statistics are sums over its articles, each article counted once, by its current row. A sum
   does not depend on order, and what an article counted before is taken back when its current row changes.
2. A verdict depends on a page and on those statistics only through facts that saturate (powers of two),
   so that one more page changes few of them; every stored page that has a changed fact is judged again,
   in the same commit.
3. What is taken from one capture of several (the metadata, the raw bytes) is taken from the one that
   comes first in an order of captures that knows nothing of when they were ingested.

    drafts.py     a row in the making
    books.py      the statistics of the sites in a batch
    deciding.py   what a batch changes: verdicts, and which stored rows are touched
    rows.py       drafts as rows of the table, numbered as versions
    learner.py    a site's statistics again, from its rows

Pure but for the `Stored` that it reads through.
"""

from archiver.learning.books import PinsBySite, Stored, facts_for
from archiver.learning.deciding import Decision, decide, rejudged
from archiver.learning.drafts import Draft
from archiver.learning.learner import RowLearner
from archiver.learning.rows import to_rows

__all__ = ["Decision", "Draft", "PinsBySite", "RowLearner", "Stored", "decide", "facts_for", "rejudged", "to_rows"]
