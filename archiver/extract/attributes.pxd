# Types for the compiled module alone: the source runs without them.

import cython
from archiver.extract cimport references

cdef unsigned char _A, _C, _D, _H, _I, _S, _V, _Z, _CAPITAL_A, _CAPITAL_Z
cdef unsigned char _BLANK, _TAB, _LINE, _FEED, _RETURN, _SLASH, _EQUALS, _DOUBLE, _SINGLE, _DASH, _AND
cdef Py_ssize_t LONGEST, _MOST_ATTRIBUTES
cdef int HIDDEN, STATING
cdef bytes _BEGINS

cdef class Spot:
    cdef bytes raw
    cdef const unsigned char* chars
    cdef Py_ssize_t size, at, start, end, begins, ends
    cdef bint plain, refers

    @cython.locals(chars="const unsigned char*", at=Py_ssize_t, start=Py_ssize_t, begins=Py_ssize_t, ends=Py_ssize_t,
                   size=Py_ssize_t, plain=cython.bint, refers=cython.bint, quote=cython.uchar)
    cdef bint next(self) noexcept
    @cython.locals(name=str)
    cdef str name(self)
    @cython.locals(value=str)
    cdef str value(self)

@cython.locals(spot=Spot, name=str, found=dict)
cpdef dict attributes(bytes raw)
cdef bint _is_blank(unsigned char c) noexcept
@cython.locals(begins="const unsigned char*", c=cython.uchar, found=cython.int, styled=cython.bint, cut=cython.bint)
cdef int signs(const unsigned char* page, Py_ssize_t at, Py_ssize_t end) noexcept
@cython.locals(c=cython.uchar, i=Py_ssize_t)
cdef bint _is_at(const unsigned char* page, Py_ssize_t at, Py_ssize_t end, const unsigned char* wanted, Py_ssize_t size) noexcept
cdef bint hides(bytes raw)
