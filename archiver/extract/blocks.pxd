# Types for the compiled module alone: the source runs without them.

import cython
cimport archiver.extract.rounding as rounding
from archiver.extract.markup.naming cimport Called
from archiver.extract.page.pieces cimport Piece, Place

cdef Py_ssize_t LONGEST_PATH
cdef double _EVEN
cdef Py_ssize_t _CARD
cdef object _PARAGRAPH, _HEADING, _ITEM, _CAPTION
cdef int _CAPTIONED

@cython.locals(piece=Piece, places=list, paths=list, found=list, text=str, path=str, density=double, value=double, may=cython.bint)
cpdef tuple blocks_of(walked, odds)
@cython.locals(place=Place, called=Called)
cdef bint _is_captioned(list places, Py_ssize_t at)
@cython.locals(found=list)
cpdef list body_of(blocks)
@cython.locals(leading=Py_ssize_t, behind=Py_ssize_t, body=Py_ssize_t, since=Py_ssize_t, is_body=cython.bint)
cpdef tuple leading_among(blocks, double share)
@cython.locals(found=list, number=Py_ssize_t, text=str, first=Py_UCS4)
cpdef list may_begin_with(blocks, Py_ssize_t shortest, Py_ssize_t longest, Py_UCS4 letter)
@cython.locals(place=Place, beside=Place, called=Called, latest="int[::1]", i=Py_ssize_t, parent=Py_ssize_t, before=Py_ssize_t, paths=list, own=str, above=str)
cpdef list paths_of(list places)
