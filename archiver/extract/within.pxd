# Types for the compiled module alone: the source runs without them.

import cython
from archiver.extract.pieces cimport Piece, Place

cdef object _PARAGRAPH, _HEADING, _ITEM
cdef double LINKED

@cython.locals(pieces=list, piece=Piece, start=Py_ssize_t, at=Py_ssize_t, size=Py_ssize_t, found=list)
cpdef list runs_within(walked, list odds)
@cython.locals(pieces=list, boxes=list, piece=Piece, start=Py_ssize_t, at=Py_ssize_t, size=Py_ssize_t, floor=double,
               found=list, first=dict, last=dict)
cpdef list runs_in_box(walked, list odds)
@cython.locals(piece=Piece, i=Py_ssize_t, value=double, first=dict, last=dict)
cdef tuple _extents(list pieces, list odds, list boxes, kinds)
@cython.locals(piece=Piece, place=Place, places=list, boxes=list, box=Py_ssize_t)
cdef list _boxes(walked)
@cython.locals(piece=Piece, i=Py_ssize_t, value=double)
cdef bint _has_body(list pieces, list odds, Py_ssize_t start, Py_ssize_t end)
@cython.locals(total=double, i=Py_ssize_t)
cdef double _mean(list odds, Py_ssize_t start, Py_ssize_t end)
@cython.locals(piece=Piece, linked=Py_ssize_t, size=Py_ssize_t, i=Py_ssize_t)
cdef bint _is_linked(list pieces, Py_ssize_t start, Py_ssize_t end)
