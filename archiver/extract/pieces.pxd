# Types for the compiled module alone: the source runs without them.

import cython

cdef class Place:
    cdef public int parent, depth
    cdef public str tag, name
    cdef public tuple words

cdef class Piece:
    cdef public str text
    cdef public int place, linked, bold, links
    cdef public object kind, level
    cdef public bint after_break

@cython.locals(c=Py_UCS4)
cpdef str without_marks(str text)
@cython.locals(start=Py_ssize_t, end=Py_ssize_t, at=Py_ssize_t, c=Py_UCS4)
cpdef str squeezed(str text)
