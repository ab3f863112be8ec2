# Types for the compiled module alone: the source runs without them.

import cython
from archiver.extract.pieces cimport Piece, Place

cdef object _PARAGRAPH, _HEADING, _ITEM, _QUOTE, _TABLE
cdef double LINKED, LINKED_QUOTE, DOUBT, DOUBT_LINKED

@cython.locals(pieces=list, piece=Piece, start=Py_ssize_t, at=Py_ssize_t, size=Py_ssize_t, found=list)
cpdef list runs_within(walked, double[::1] odds)
@cython.locals(pieces=list, boxes=list, piece=Piece, start=Py_ssize_t, at=Py_ssize_t, size=Py_ssize_t, floor=double,
               found=list, first=dict, last=dict)
cpdef list runs_in_box(walked, double[::1] odds)
@cython.locals(pieces=list, piece=Piece, i=Py_ssize_t, tables=list, found=list, first=dict, last=dict)
cpdef list tables_within(walked, double[::1] odds)
@cython.locals(piece=Piece, i=Py_ssize_t, first=dict, last=dict)
cdef tuple _extents(list pieces, double[::1] odds, list boxes, kinds)
@cython.locals(piece=Piece, place=Place, places=list, boxes=list, box=Py_ssize_t)
cdef list _boxes(walked)
@cython.locals(piece=Piece, i=Py_ssize_t)
cdef bint _has_body(list pieces, double[::1] odds, Py_ssize_t start, Py_ssize_t end)
@cython.locals(total=double, i=Py_ssize_t)
cdef double _mean(double[::1] odds, Py_ssize_t start, Py_ssize_t end)
@cython.locals(piece=Piece, linked=Py_ssize_t, size=Py_ssize_t, i=Py_ssize_t)
cdef bint _is_linked(list pieces, Py_ssize_t start, Py_ssize_t end)
