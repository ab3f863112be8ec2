# Types for the compiled module alone: the source runs without them.

import cython
cimport archiver.extract.markup.finding as finding

cdef unsigned long long _SEED, _PRIME, _ALL
cdef int MOST
cdef unsigned char _A, _Z, _CAPITAL_A, _CAPITAL_Z
cdef bytes _DOT

cdef class Table:
    cdef unsigned long long mask
    cdef unsigned long long[::1] codes
    cdef int[::1] numbers

    @cython.locals(at="unsigned long long")
    cdef int of(self, unsigned long long own) noexcept

@cython.locals(chars=bytes)
cpdef unsigned long long code(str word)
@cython.locals(at=Py_ssize_t, c=cython.uchar)
cdef unsigned long long _code(unsigned long long value, const unsigned char* chars, Py_ssize_t start, Py_ssize_t end) noexcept
@cython.locals(count=cython.int, start=Py_ssize_t, c=cython.uchar)
cdef int codes_of(const unsigned char* chars, Py_ssize_t at, Py_ssize_t size, unsigned long long* into)
@cython.locals(count=cython.int)
cdef int _of_words(str value, unsigned long long* into)
cpdef tuple words_of(str value)
