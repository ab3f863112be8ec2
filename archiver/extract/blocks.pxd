# Types for the compiled module alone: the source runs without them.

import cython
from archiver.extract cimport rounding
from archiver.extract.naming cimport Called
from archiver.extract.pieces cimport Piece, Place

cdef Py_ssize_t LONGEST_PATH

@cython.locals(piece=Piece, paths=list, found=list, text=str, path=str, density=double)
cpdef tuple blocks_of(walked, odds)
@cython.locals(place=Place, beside=Place, called=Called, latest="int[::1]", i=Py_ssize_t, parent=Py_ssize_t, before=Py_ssize_t, paths=list, own=str, above=str)
cpdef list paths_of(list places)
