# Types of scan.py's state, for the compiled module alone: the source runs without them.

import cython
from archiver.extract.tags cimport Tag, attributes, tag_of
from archiver.extract.walk cimport Walk

cdef str _SPACE
cdef int _BOLD, _RUBY, _BREAK, _GAP, _NOTHING, _RAW, _PAREN

cdef class Scan:
    cdef public str page
    cdef public Py_ssize_t size
    cdef public Walk walk
    cdef public object out
    cdef public dict ends

    @cython.locals(at=Py_ssize_t, less=Py_ssize_t, first=Py_UCS4)
    cpdef object run(self)
    cdef object _text(self, Py_ssize_t start, Py_ssize_t end)
    cdef Py_ssize_t _comment(self, Py_ssize_t less)
    @cython.locals(tag=Tag, act=cython.int, end=Py_ssize_t)
    cdef Py_ssize_t _tag(self, Py_ssize_t less)
    @cython.locals(quote=Py_UCS4, end=Py_ssize_t, equals=Py_ssize_t)
    cdef Py_ssize_t _tag_end(self, Py_ssize_t at)
    cdef Py_ssize_t _started(self, Tag tag, Py_ssize_t less, Py_ssize_t end)
    cdef object _ended(self, Tag tag)
    cdef Py_ssize_t _table(self, Tag tag, Py_ssize_t start)
    cdef object _stated(self, str name, Py_ssize_t less, Py_ssize_t end)
    cdef Py_ssize_t _unseen(self, Tag tag, Py_ssize_t less, Py_ssize_t end)
    cdef Py_ssize_t _past(self, Py_ssize_t close)
    @cython.locals(after=Py_UCS4, found=Py_ssize_t, size=Py_ssize_t, width=Py_ssize_t)
    cdef Py_ssize_t _end_of(self, str name, Py_ssize_t start)
    @cython.locals(after=Py_UCS4, inner=Py_ssize_t, at=Py_ssize_t, end=Py_ssize_t)
    cdef Py_ssize_t _balanced(self, str name, Py_ssize_t start)
