# Types of scan.py's state, for the compiled module alone: the source runs without them.

import cython
cimport archiver.extract.markup.attributes as attributes_of
cimport archiver.extract.markup.finding as finding
cimport archiver.extract.markup.references as references
cimport archiver.extract.markup.tags as tags_of
from archiver.extract.markup.attributes cimport Spot
from archiver.extract.markup.start_tag cimport StartTag
from archiver.extract.markup.delimiters cimport comment_end, is_letter, tag_end
from archiver.extract.markup.tags cimport Tag
from archiver.extract.page.walk cimport Walk

cdef int _PARTS, _ANCHOR, _BOLD, _RUBY, _BREAK, _GAP, _NOTHING, _RAW, _UNSEEN, _PAREN
cdef Py_ssize_t _MOST_STATING
cdef int _HTML, _TABLE, _META, _LINK, _SCRIPT, _TITLE, _TIME, _TEMPLATE
cdef unsigned char _LESS, _MORE, _SLASH, _BANG, _ASKS, _BLANK, _AND

cdef class Element:
    cdef public str tag
    cdef public bytes raw
    cdef bytes _page
    cdef dict _attributes
    cdef Py_ssize_t _start, _end

cdef class Scan:
    cdef public bytes page
    cdef const unsigned char* chars
    cdef public Py_ssize_t size
    cdef bint is_xml
    cdef public Walk walk
    cdef StartTag said
    cdef public object out
    cdef public list stating
    cdef Py_ssize_t[160] ends

    @cython.locals(page="const unsigned char*", walk=Walk, at=Py_ssize_t, size=Py_ssize_t, less=Py_ssize_t, first=cython.uchar)
    cpdef object run(self)
    @cython.locals(page="const unsigned char*", walk=Walk, text=bytes)
    cdef object _text(self, Py_ssize_t start, Py_ssize_t end)
    @cython.locals(page="const unsigned char*", tag=Tag, act=cython.int, ends=cython.bint, start=Py_ssize_t, at=Py_ssize_t, end=Py_ssize_t, size=Py_ssize_t)
    cdef Py_ssize_t _tag(self, Py_ssize_t less)
    @cython.locals(page="const unsigned char*", said=StartTag, end=Py_ssize_t, past=Py_ssize_t, stated=dict, states=cython.bint)
    cdef Py_ssize_t _start(self, Tag tag, Py_ssize_t start, Py_ssize_t at)
    @cython.locals(end=Py_ssize_t)
    cdef Py_ssize_t _table(self, Tag tag, Py_ssize_t start)
    @cython.locals(chars="const unsigned char*")
    cdef object _stated(self, Tag tag, Py_ssize_t less, Py_ssize_t end)
    cdef object _states(self, str name, bytes raw, Py_ssize_t start, Py_ssize_t end)
    @cython.locals(start=Py_ssize_t, close=Py_ssize_t, raw=bytes)
    cdef Py_ssize_t _unseen(self, Tag tag, Py_ssize_t less, Py_ssize_t end)
    cdef Py_ssize_t _until_tag(self, Py_ssize_t start)
    cdef Py_ssize_t _past(self, Py_ssize_t close)
    @cython.locals(chars="const unsigned char*", last=Py_ssize_t, found=Py_ssize_t, at=Py_ssize_t, size=Py_ssize_t, width=Py_ssize_t, wanted=bytes)
    cdef Py_ssize_t _end_of(self, Tag tag, Py_ssize_t start) noexcept
    @cython.locals(chars="const unsigned char*", at=Py_ssize_t, end=Py_ssize_t, width=Py_ssize_t)
    cdef Py_ssize_t _balanced(self, Tag tag, Py_ssize_t start) noexcept

cdef bint _ends_name(unsigned char after) noexcept
@cython.locals(spot=Spot)
cdef bint _has_source(bytes raw)
