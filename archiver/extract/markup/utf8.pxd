# Types for the compiled module alone: the source runs without them.

import cython
cimport archiver.extract.markup.finding as finding

cdef unsigned char _FIRST, _TWO, _THREE, _FOUR, _LAST, _LOW_THREE, _SURROGATES, _LOW_FOUR, _HIGH_FOUR

@cython.locals(page="const unsigned char*", at=Py_ssize_t, size=Py_ssize_t, length=Py_ssize_t)
cpdef bint is_utf8(bytes body)
@cython.locals(c=cython.uchar, second=cython.uchar, length=Py_ssize_t, i=Py_ssize_t)
cdef Py_ssize_t _sequence(const unsigned char* page, Py_ssize_t at, Py_ssize_t size) noexcept
