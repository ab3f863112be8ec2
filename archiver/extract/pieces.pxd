# Types for the compiled module alone: the source runs without them.

import cython
from archiver.extract cimport finding
from archiver.extract.naming cimport Called

cdef unsigned char _TAB, _RETURN, _SEPARATOR, _SPACE

cdef class Place:
    cdef public int parent, depth
    cdef public Called called

cdef class Piece:
    cdef public str text
    cdef public int place, linked, bold, links
    cdef public Py_ssize_t link_at
    cdef public object kind, level
    cdef public bint after_break, after_picture

@cython.locals(place=Place)
cpdef Place place_of(int parent, Called called, int depth)
@cython.locals(piece=Piece)
cpdef Piece piece_of(str text, int place, object kind, object level, int linked, int bold, int links, bint after_break)

@cython.locals(place=Place, parents="int[::1]", i=Py_ssize_t)
cpdef parents_of(list places)

@cython.locals(start=Py_ssize_t, end=Py_ssize_t)
cpdef Py_ssize_t size_without_ends(str text)
@cython.locals(c=Py_UCS4)
cpdef str without_marks(str text)
@cython.locals(start=Py_ssize_t, end=Py_ssize_t, at=Py_ssize_t, c=Py_UCS4)
cpdef str squeezed(str text)
@cython.locals(at=Py_ssize_t, c=cython.uchar, is_blank=cython.bint, was_blank=cython.bint)
cdef bint _has_gaps(const unsigned char* text, Py_ssize_t size) noexcept
@cython.locals(start=Py_ssize_t, end=Py_ssize_t, at=Py_ssize_t, size=Py_ssize_t, done=Py_ssize_t, parts=list)
cdef str _without_line_ends(str text)
@cython.locals(c=cython.int)
cdef bint _is_wide(Py_UCS4 character)
