# Types for the compiled module alone: the source runs without them.

import cython
from archiver.extract.pieces cimport Piece, Place

cdef int COMMENTS, BESIDE, _ANY
cdef double DOUBTED, LINKS
cdef object _PARAGRAPH

@cython.locals(inside="int[::1]", place=Place, parent=Py_ssize_t, i=Py_ssize_t)
cdef object _inside(list places)
@cython.locals(within="int[::1]", out=list, piece=Piece, place=Py_ssize_t, i=Py_ssize_t)
cdef list _put_out(list pieces, odds, object inside, int role)
@cython.locals(piece=Piece, place=Py_ssize_t, size=Py_ssize_t, i=Py_ssize_t)
cdef Py_ssize_t _body(list pieces, list odds, int[::1] inside, int role)
@cython.locals(piece=Piece, i=Py_ssize_t, value=double, doubted=list)
cdef list _of_kin(walked, list odds)
