# Types of walk.py's state, for the compiled module alone: the source runs without them.

import cython
from archiver.extract.pieces cimport Piece, Place, squeezed, without_marks
from archiver.extract.tags cimport Tag

cdef int _BLOCK, _LINK, _BOLD, _RUBY

cdef class Open:
    cdef public Tag tag
    cdef public Py_ssize_t place
    cdef public object kind
    cdef public int level, lists, linked, bold

cdef class Walk:
    cdef public object out
    cdef public list parts, open
    cdef public dict count
    cdef public Py_ssize_t linked, bold, links
    cdef public int in_link, in_bold, in_ruby, breaks, level, lists
    cdef public bint after_break, in_body
    cdef public Py_ssize_t hidden_at, deeper
    cdef public object kind

    @cython.locals(size=Py_ssize_t)
    cpdef object characters(self, str text)
    @cython.locals(name=str)
    cpdef object start(self, Tag tag)
    @cython.locals(name=str, at=Py_ssize_t)
    cpdef object end(self, Tag tag)
    cpdef object gap(self)
    cpdef object line_break(self)
    cpdef object parentheses(self)
    cdef object _start_whole(self, Tag tag)
    cdef object _name_body(self, Tag tag)
    cdef object _start_inline(self, Tag tag)
    cdef object _end_inline(self, Tag tag)
    @cython.locals(element=Open, tag=Tag, at=Py_ssize_t)
    cdef object _end_hidden(self, str name)
    @cython.locals(opened=list, name=str)
    cdef object _push(self, Tag tag)
    @cython.locals(left=Open, name=str, opened=list, count=dict)
    cdef object _pop_to(self, Py_ssize_t at)
    cdef object _boundary(self)
    @cython.locals(element=Open, other=Tag, name=str, special=cython.bint, at=Py_ssize_t)
    cdef Py_ssize_t _found(self, Tag tag)
    @cython.locals(element=Open, name=str, at=Py_ssize_t)
    cdef Py_ssize_t _heading(self)
    @cython.locals(element=Open, name=str)
    cdef object _end_implied(self, Tag tag)
    @cython.locals(element=Open, tag=Tag, at=Py_ssize_t)
    cdef object _end_item(self, tuple names)
    @cython.locals(element=Open, other=Tag, at=Py_ssize_t)
    cdef object _end_within(self, str name)
    @cython.locals(element=Open, at=Py_ssize_t, top=Py_ssize_t)
    cdef bint _in_table(self, str name)
    @cython.locals(element=Open, tag=Tag, known=Py_ssize_t, above=Py_ssize_t, opened=list, places=list, place=Place)
    cdef Py_ssize_t _place(self)
    @cython.locals(joined=str, text=str)
    cdef object _flush(self)
    @cython.locals(size=Py_ssize_t)
    cdef object _add(self, str text)
