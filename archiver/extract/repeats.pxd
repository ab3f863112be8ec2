# Types for the compiled module alone: the source runs without them.

import cython
from archiver.extract.pieces cimport Piece

cdef object _PARAGRAPH, _ITEM, _QUOTE
cdef str _MARKS

@cython.locals(piece=Piece, value=double, i=Py_ssize_t, found=list)
cdef list _likely(list pieces, list odds, object kind)
cdef bint _is_long(str text)
