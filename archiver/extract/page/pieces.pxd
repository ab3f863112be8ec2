# Types for the compiled module alone: the source runs without them.

import cython
from archiver.extract.markup.naming cimport Called

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
