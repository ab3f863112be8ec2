# Types of numbering.py, for the compiled module alone: the source runs without them.
cimport cython

cdef Py_ssize_t _FIRST_PLACES

cdef class Numbering:
    cdef readonly Py_ssize_t count
    cdef Py_ssize_t _mask
    cdef unsigned long long[::1] _hashes
    cdef int[::1] _numbers

    cdef int _reserve(self, Py_ssize_t places) except -1
    cpdef int of(self, unsigned long long own) noexcept
    @cython.locals(place=Py_ssize_t)
    cpdef int take(self, unsigned long long own) except -1
    @cython.locals(hashes="unsigned long long[::1]", numbers="int[::1]", size=Py_ssize_t, old=Py_ssize_t, place=Py_ssize_t)
    cdef int _grow(self) except -1
    @cython.locals(place=Py_ssize_t)
    cdef Py_ssize_t _place(self, unsigned long long own) noexcept
