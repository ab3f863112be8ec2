# Types for the compiled module alone: the source runs without them.

import cython
cimport archiver.extract.markup.attributes as attributes_of
from archiver.extract.page.pieces cimport Piece

cdef object _PARAGRAPH, _ITEM
cdef double LINKED, WORST
cdef Py_ssize_t MARK, LONGEST_TAG

@cython.locals(page=bytes, pieces=list, piece=Piece, i=Py_ssize_t, size=Py_ssize_t, follows=Py_ssize_t, leads=cython.bint,
               few=cython.bint, found=list)
cpdef list notes(walked, double[::1] odds)
cdef bint _leads_within(bytes page, Py_ssize_t at)
