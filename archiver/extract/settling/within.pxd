# Types for the compiled module alone: the source runs without them.

import cython
from archiver.extract.page.pieces cimport Piece, Place

cdef object _PARAGRAPH, _HEADING, _ITEM, _QUOTE, _TABLE, _CODE
cdef int _FOLDED
cdef double LINKED, LINKED_QUOTE, DOUBT, DOUBT_LINKED, DOUBT_UNKNOWN, DOUBT_FOLD
cdef Py_ssize_t FEWEST, NEAR, FRAMES, WITHIN_ITEM, DEEPEST_LIST

@cython.locals(pieces=list, piece=Piece, start=Py_ssize_t, at=Py_ssize_t, size=Py_ssize_t, found=list)
cpdef list runs_within(walked, double[::1] odds)
@cython.locals(pieces=list, boxes="int[::1]", piece=Piece, start=Py_ssize_t, at=Py_ssize_t, size=Py_ssize_t, floor=double,
               box=Py_ssize_t, found=list, first="int[::1]", last="int[::1]")
cpdef list runs_in_box(walked, double[::1] odds)
@cython.locals(pieces=list, places=list, piece=Piece, place=Place, around=Place, i=Py_ssize_t, box=Py_ssize_t, tables=list, found=list,
               first="int[::1]", last="int[::1]")
cpdef list tables_within(walked, double[::1] odds)
@cython.locals(pieces=list, places=list, piece=Piece, place=Place, i=Py_ssize_t, begun=cython.bint, fold=cython.bint, found=list)
cpdef list leads_within(walked, double[::1] odds)
@cython.locals(pieces=list, start=Py_ssize_t, at=Py_ssize_t, size=Py_ssize_t, headings=Py_ssize_t, items=Py_ssize_t, found=list)
cpdef list mixed_within(walked, double[::1] odds)
@cython.locals(pieces=list, start=Py_ssize_t, at=Py_ssize_t, size=Py_ssize_t, found=list)
cpdef list folds_within(walked, double[::1] odds, int[::1] inside)
@cython.locals(piece=Piece)
cdef bint _is_folded(list pieces, Py_ssize_t at, int[::1] inside)
@cython.locals(piece=Piece, place=Place)
cdef bint _stands_in(list places, list pieces, Py_ssize_t i, Py_ssize_t box)
@cython.locals(piece=Piece)
cdef bint _is(list pieces, Py_ssize_t at, kind)
@cython.locals(pieces=list, piece=Piece, i=Py_ssize_t, size=Py_ssize_t, box=Py_ssize_t, first="int[::1]", last="int[::1]")
cdef tuple _extents(walked, double[::1] odds, int[::1] boxes, kind, other)
@cython.locals(piece=Piece, place=Place, places=list, pieces=list, boxes="int[::1]", i=Py_ssize_t, lists=Py_ssize_t, box=Py_ssize_t)
cdef object _boxes(walked, double[::1] odds)
@cython.locals(place=Place)
cdef Py_ssize_t _round_list(list places, Py_ssize_t at)
@cython.locals(piece=Piece, i=Py_ssize_t)
cdef bint _has_body(list pieces, double[::1] odds, Py_ssize_t start, Py_ssize_t end)
@cython.locals(total=double, i=Py_ssize_t)
cdef double _mean(double[::1] odds, Py_ssize_t start, Py_ssize_t end)
@cython.locals(piece=Piece, linked=Py_ssize_t, size=Py_ssize_t, i=Py_ssize_t)
cdef bint _is_linked(list pieces, Py_ssize_t start, Py_ssize_t end)
