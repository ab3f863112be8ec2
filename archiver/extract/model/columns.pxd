# Types for the compiled module alone: the source runs without them.

import cython
from archiver.extract.page.pieces cimport Piece
from archiver.extract.page.wording cimport Wording

cdef class Features:
    cdef public Py_ssize_t count, width, room
    cdef public float[::1] values
    cdef public double[::1] tokens, good
    cdef public int[::1] groups, spots, starts
    cdef public Wording wording

    @cython.locals(piece=Piece, spots="int[::1]", i=Py_ssize_t, size=Py_ssize_t)
    cdef Py_ssize_t _place(self, list pieces)
