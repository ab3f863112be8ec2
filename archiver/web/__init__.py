"""The archive as a web site: server-rendered pages, a JSON API, feeds and exports.

Reads the archive; all it writes is the search index in derived/, which it brings up to date.

app.py         routes; errors as pages
safety.py      who may ask what: host names, GET only, headers, limits
catalogue.py   what lists need of every article, in memory, at one table version
selection.py   what a visitor asks for, read from the address
listing.py     the articles of a selection, and its facets
reading.py     one article: its blocks set as text, people and topics marked
pages.py       a handler for each kind of page
interface.py   the JSON API; openapi.py describes it
plots.py, feeds.py, exports.py   other forms of a result
"""

from archiver.web.app import application
from archiver.web.serving import serve

__all__ = ["application", "serve"]
