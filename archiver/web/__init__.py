"""The archive as a web site: server-rendered pages, a JSON API, feeds and exports.

Reads the archive; all it writes is the search index in derived/, which it brings up to date.

app.py         routes; errors as pages
safety.py      who may ask what: host names, GET only, headers, limits
serving.py     the server: the application on a socket
catalogue.py   what lists need of every article, in memory, at one table version; arrays.py: by number
shelf.py       the newest catalogue, and the one before it until that is loaded
selection.py   what a visitor asks for, read from the address
asking.py      a question to the catalogue, given up when it takes too long
hits.py        the articles of a selection, in order; facets.py: how often each value stands among them
listing.py     a page of them
stored.py      whole stored rows
reading.py     one article: its blocks set as text, people and topics marked
subjects.py    what is known of a person, a topic, a site; languages.py: names of languages
pages.py       a handler for each kind of page; rendering.py: the templates they fill
interface.py   the JSON API; openapi.py describes it
plots.py, feeds.py, exports.py   other forms of a result
"""

from archiver.web.app import application
from archiver.web.serving import serve

__all__ = ["application", "serve"]
