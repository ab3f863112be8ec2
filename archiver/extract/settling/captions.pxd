# Types for the compiled module alone: the source runs without them.

import cython
from archiver.extract.page.pieces cimport Piece
from archiver.extract.page.wording cimport is_sentence

cdef object _PARAGRAPH

@cython.locals(piece=Piece, text=str, running=cython.bint, size=Py_ssize_t, i=Py_ssize_t, found=list)
cpdef list captions(list pieces, double[::1] odds)
