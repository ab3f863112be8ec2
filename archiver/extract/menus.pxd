# Types for the compiled module alone: the source runs without them.

import cython
from archiver.extract.pieces cimport Piece

cdef double LINKED

@cython.locals(size=Py_ssize_t, i=Py_ssize_t, before=cython.bint, own=cython.bint, after=cython.bint, found=list)
cpdef list menus(list pieces)
cdef bint _is_short(Piece piece)
