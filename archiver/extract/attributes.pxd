# Types for the compiled module alone: the source runs without them.

import cython

cdef unsigned char _A, _H, _I, _S, _Z, _CAPITAL_A, _CAPITAL_Z
cdef unsigned char _BLANK, _TAB, _LINE, _FEED, _RETURN, _SLASH, _EQUALS, _DOUBLE, _SINGLE, _DASH, _AND
cdef Py_ssize_t LONGEST, _MOST_ATTRIBUTES
cdef long long _HIDING_LENGTHS

@cython.locals(chars="const unsigned char*", at=Py_ssize_t, start=Py_ssize_t, end=Py_ssize_t, begins=Py_ssize_t,
               ends=Py_ssize_t, size=Py_ssize_t, number=Py_ssize_t, plain=cython.bint, refers=cython.bint,
               quote=cython.uchar, name=str, value=str)
cpdef dict attributes(bytes raw, long long lengths=*)
cdef bint _is_blank(unsigned char c) noexcept
@cython.locals(c=cython.uchar)
cdef bint says_more(const unsigned char* page, Py_ssize_t at, Py_ssize_t end) noexcept
@cython.locals(c=cython.uchar, i=Py_ssize_t)
cdef bint _is_at(const unsigned char* page, Py_ssize_t at, Py_ssize_t end, const unsigned char* wanted, Py_ssize_t size) noexcept
cdef bint hides(bytes raw)
cdef bint _may_hide(bytes lower)
