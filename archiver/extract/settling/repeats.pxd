# Types for the compiled module alone: the source runs without them.

import cython
from archiver.extract.page.pieces cimport Piece

cdef object _PARAGRAPH, _ITEM, _QUOTE
cdef str _MARKS

@cython.locals(piece=Piece, i=Py_ssize_t, found=list)
cdef list _likely(list pieces, double[::1] odds, object kind)
cpdef list items_twice(list pieces, double[::1] odds)
cpdef list pulled_quotes(list pieces, double[::1] odds)
@cython.locals(piece=Piece)
cpdef list of_a_kind(list pieces, double[::1] odds)
cdef bint _is_long(str text)
