# Types for the compiled module alone: the source runs without them.

import cython
from archiver.extract.pieces cimport Piece, Place

cdef object _PARAGRAPH, _HEADING, _ITEM
cdef double LINKED

@cython.locals(piece=Piece, place=Place, places=list, boxes=list, box=Py_ssize_t)
cdef list _boxes(walked)
@cython.locals(piece=Piece, i=Py_ssize_t, value=double)
cdef bint _has_body(list pieces, list odds, Py_ssize_t start, Py_ssize_t end)
@cython.locals(total=double, i=Py_ssize_t)
cdef double _mean(list odds, Py_ssize_t start, Py_ssize_t end)
@cython.locals(piece=Piece, linked=Py_ssize_t, size=Py_ssize_t, i=Py_ssize_t)
cdef bint _is_linked(list pieces, Py_ssize_t start, Py_ssize_t end)
