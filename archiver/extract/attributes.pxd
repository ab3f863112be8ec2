# Types for the compiled module alone: the source runs without them.

import cython
from archiver.extract cimport finding, references

cdef unsigned char _A, _Z
cdef unsigned char _BLANK, _TAB, _LINE, _FEED, _RETURN, _SLASH, _EQUALS, _DOUBLE, _SINGLE, _DASH, _AND
cdef Py_ssize_t LONGEST, _MOST_ATTRIBUTES
cdef int HIDDEN, STATING, _HIDES, _STYLES, _CUTS, _STATES
cdef tuple _WORDS
cdef unsigned short[256] _FIRST, _SECOND, _THIRD
cdef unsigned char[1024] _SHIFTS
cdef int _FOLD

cdef class Spot:
    cdef bytes raw
    cdef const unsigned char* chars
    cdef Py_ssize_t size, at, start, end, begins, ends
    cdef bint plain, refers

    @cython.locals(chars="const unsigned char*", at=Py_ssize_t, size=Py_ssize_t)
    cdef object begin(self, bytes raw)
    @cython.locals(chars="const unsigned char*", at=Py_ssize_t, start=Py_ssize_t, begins=Py_ssize_t, ends=Py_ssize_t,
                   size=Py_ssize_t, plain=cython.bint, refers=cython.bint, quote=cython.uchar)
    cdef bint next(self) noexcept
    @cython.locals(name=str)
    cdef str name(self)
    @cython.locals(size=Py_ssize_t)
    cdef bint is_named(self, bytes name)
    @cython.locals(value=str)
    cdef str value(self)

@cython.locals(spot=Spot)
cdef Spot spot_of(bytes raw)
@cython.locals(spot=Spot, name=str, found=dict)
cpdef dict attributes(bytes raw)
@cython.locals(spot=Spot, found=list, number=cython.int, k=Py_ssize_t, name=bytes)
cpdef list values(bytes raw, tuple names)
cdef bint _is_blank(unsigned char c) noexcept
@cython.locals(found=cython.uchar, i=Py_ssize_t, a=cython.uchar, b=cython.uchar, c=cython.uchar)
cdef bint may_say(const unsigned char* page, Py_ssize_t at, Py_ssize_t end) noexcept
@cython.locals(start=Py_ssize_t, said=cython.int, may=cython.int, found=cython.int, shift=cython.int)
cdef int signs(const unsigned char* page, Py_ssize_t at, Py_ssize_t end) except -1
@cython.locals(number=cython.int, word=bytes, aria=cython.bint)
cdef int _standing(const unsigned char* page, Py_ssize_t start, Py_ssize_t at, Py_ssize_t end, int may) except -1
@cython.locals(hidden=str, identity=str, style=str, classes=str, spot=Spot, number=cython.int)
cdef bint hides(bytes raw)
@cython.locals(said=str)
cdef bint _cuts_off(str style)
@cython.locals(said=str)
cdef bint _for_readers(str classes)
