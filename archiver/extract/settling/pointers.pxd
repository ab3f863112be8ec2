# Types for the compiled module alone: the source runs without them.

import cython
cimport archiver.extract.markup.attributes as attributes_of
from archiver.extract.page.pieces cimport Piece
from archiver.extract.page.wording cimport is_sentence

cdef object _PARAGRAPH
cdef double ALL, LABELLED
cdef Py_ssize_t LABEL, SHORTEST, LONGEST_TAG

@cython.locals(pieces=list, piece=Piece, i=Py_ssize_t, lines=list)
cpdef tuple pointers(walked, double[::1] odds, addresses)
@cython.locals(text=str, linked=Py_ssize_t, size=Py_ssize_t, label=str)
cdef bint _is_link(Piece piece)
cdef bint _is_whole(Piece piece)
cdef bint _leads_home(bytes page, Py_ssize_t at, addresses)
cdef str _host(str address)
