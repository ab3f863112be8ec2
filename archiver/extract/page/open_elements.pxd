# Types for the compiled module alone: the source runs without them.

import cython
from archiver.extract.markup.tags cimport Tag

cdef Py_ssize_t DEEPEST
cdef int _P, _LI, _DT, _DD, _BUTTON, _DIV, _ADDRESS, _TABLE, _TR, _TD, _TH, _OTHER
cdef int _BLOCK, _SPECIAL, _CLOSES_P, _SCOPE, _TABLE_SCOPE, _HEADING, _CELL, _LIST, _PART, _ROWS
cdef object _PARAGRAPH, _ITEM

cdef class Open:
    cdef public Tag tag
    cdef public Py_ssize_t place
    cdef public object kind
    cdef public int level, lists, linked, bold

cdef class OpenElements:
    cdef public list open
    cdef public Py_ssize_t depth, placed, deeper, hidden_at
    cdef int[160] count
    cdef public int in_link, in_bold, level, lists
    cdef public bint after_break
    cdef public object kind

    cdef boundary(self)
    @cython.locals(element=Open)
    cdef Tag at(self, Py_ssize_t index)
    @cython.locals(element=Open)
    cdef bint in_phrase(self)
    @cython.locals(element=Open)
    cdef push(self, Tag tag)
    @cython.locals(element=Open, tag=Tag)
    cdef pop_to(self, Py_ssize_t index)
    @cython.locals(other=Tag, index=Py_ssize_t, special=cython.int, scope=cython.int)
    cdef Py_ssize_t found(self, Tag tag)
    @cython.locals(marks=cython.int, index=Py_ssize_t)
    cdef Py_ssize_t heading(self)
    @cython.locals(other=Tag, index=Py_ssize_t)
    cdef end_hidden(self, Tag tag)
    @cython.locals(number=cython.int)
    cdef end_implied(self, Tag tag)
    @cython.locals(tag=Tag, number=cython.int, index=Py_ssize_t)
    cdef _end_item(self, int one, int other)
    @cython.locals(other=Tag, index=Py_ssize_t)
    cdef _end_within(self, int number)
    @cython.locals(number=cython.int, cell=cython.bint, top=Py_ssize_t, table=Py_ssize_t)
    cdef bint in_table(self, Tag tag)

cdef bint _alike(Tag one, Tag other)
