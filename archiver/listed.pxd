# Types of listed.py, for the compiled module alone: the source runs without them.
cimport cython

cdef unsigned long long _BASIS, _PRIME, _BITS

cdef class Listed:
    cdef Py_ssize_t _mask
    cdef unsigned long long[::1] _hashes
    cdef int[::1] _numbers

    @cython.locals(at=Py_ssize_t, size=Py_ssize_t)
    cdef object _read(self, str text)
    @cython.locals(own=cython.ulonglong, number=cython.int, sign=cython.int, place=Py_ssize_t)
    cdef Py_ssize_t _take(self, str text, Py_ssize_t at, Py_ssize_t size)
    cpdef int of(self, str word) except? -1
    cpdef int of_pair(self, unsigned long long begun, str second) except? -1
    cpdef int of_hash(self, unsigned long long own) except? -1
    @cython.locals(place=Py_ssize_t)
    cdef Py_ssize_t _place(self, unsigned long long own) noexcept

cpdef unsigned long long begun_by(str word) except? 0
@cython.locals(i=Py_ssize_t)
cdef unsigned long long _hashed(unsigned long long value, str text, Py_ssize_t start, Py_ssize_t end) noexcept
