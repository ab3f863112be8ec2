# Types for the compiled module alone: the source runs without them.

import cython
cimport archiver.extract.markup.finding as finding

cdef tuple _GROUPS

@cython.locals(groups=cython.int, number=cython.int, needles=tuple, needle=bytes)
cdef bint may_say(const unsigned char* page, Py_ssize_t at, Py_ssize_t end, Py_ssize_t size) except -1
@cython.locals(found=cython.uchar, i=Py_ssize_t, a=cython.uchar, b=cython.uchar, c=cython.uchar)
cdef int _may_hold(const unsigned char* page, Py_ssize_t at, Py_ssize_t end) noexcept
