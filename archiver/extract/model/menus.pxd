# Types for the compiled module alone: the source runs without them.

import cython
from archiver.extract.page.pieces cimport Piece

cdef double LINKED, _LN2

@cython.locals(size=Py_ssize_t, i=Py_ssize_t, before=cython.bint, own=cython.bint, after=cython.bint, found=list)
cpdef list menus(list pieces)
@cython.locals(i=Py_ssize_t, beside=list, within=list)
cpdef tuple parted(list pieces, list in_menu)
@cython.locals(menu=cython.bint, at=Py_ssize_t, found=list)
cpdef list log2_odds(list in_menu, double[::1] beside)
cdef bint _is_short(Piece piece)
