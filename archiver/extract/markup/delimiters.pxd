# Types for the compiled module alone: the source runs without them.

import cython
cimport archiver.extract.markup.finding as finding

cdef unsigned char _MORE, _EQUALS, _DOUBLE, _SINGLE, _BLANK, _BANG, _DASH

cpdef bint is_letter(unsigned char code) noexcept
@cython.locals(c=cython.uchar)
cpdef Py_ssize_t tag_end(const unsigned char* page, Py_ssize_t at, Py_ssize_t size) noexcept
@cython.locals(at=Py_ssize_t, ends=Py_ssize_t, end=Py_ssize_t)
cpdef Py_ssize_t comment_end(const unsigned char* page, Py_ssize_t less, Py_ssize_t size) noexcept
