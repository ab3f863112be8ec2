# Types of walk.py's state, for the compiled module alone: the source runs without them.

import cython
cimport archiver.extract.markup.whitespace as whitespace
from archiver.extract.page.gathered cimport Gathered
from archiver.extract.page.open_elements cimport Open, OpenElements
from archiver.extract.page.pieces cimport Piece, Place, piece_of, place_of
from archiver.extract.markup.tags cimport Tag, tag_named

cdef object _CODE, _TABLE_KIND
cdef int _BLOCK, _LINK, _BOLD, _RUBY_TEXT, _VOID, _PART, _HEADING, _HTML, _BODY, _P, _RUBY, _OTHER
cdef bytes _LINE_BREAK
cdef Tag _WHOLE, _WITHIN

cdef class Walk(OpenElements):
    cdef public object out
    cdef public list places, pieces
    cdef public Gathered text
    cdef public Py_ssize_t linked, bold, links, link_at, ruby_at
    cdef public int breaks
    cdef public bint in_ruby, in_body, after_picture

    @cython.locals(size=Py_ssize_t)
    cdef object characters(self, const unsigned char* page, Py_ssize_t start, Py_ssize_t end)
    cpdef object start(self, Tag tag)
    @cython.locals(at=Py_ssize_t)
    cpdef object end(self, Tag tag)
    cpdef object gap(self)
    cpdef object picture(self)
    cpdef object line_break(self)
    cpdef object parentheses(self)
    @cython.locals(size=Py_ssize_t)
    cdef object table(self, Tag tag, str text, Py_ssize_t linked, Py_ssize_t links)
    cdef object _start_whole(self, Tag tag)
    @cython.locals(body=Open, known=Tag, place=Place)
    cdef object _name_body(self, Tag tag)
    cdef object _into_body(self, Tag tag)
    cdef object _start_inline(self, Tag tag)
    cdef object _end_inline(self, Tag tag)
    cdef boundary(self)
    @cython.locals(element=Open, tag=Tag, above=Py_ssize_t)
    cdef Py_ssize_t _place(self)
    @cython.locals(text=str)
    cdef object _flush(self)
    @cython.locals(size=Py_ssize_t, linked=Py_ssize_t, bold=Py_ssize_t, piece=Piece)
    cdef object _add(self, str text)
