# Types for the compiled module alone: the source runs without them.

import cython

cdef class Grams:
    cdef Py_ssize_t mask
    cdef long long[::1] keys
    cdef unsigned char[::1] bits
    cdef public Py_ssize_t count

    @cython.locals(at=Py_ssize_t)
    cpdef add(self, long long number, int bits)
    cpdef int of(self, long long number) noexcept
    @cython.locals(at=Py_ssize_t)
    cdef Py_ssize_t slot(self, long long number) noexcept
