# Types of listed.py, for the compiled module alone: the source runs without them.
cimport cython

cdef unsigned long long _BASIS, _PRIME, _BITS
cdef int _WORD, _NUMBER, _REMARK

cdef class Listed:
    cdef Py_ssize_t _mask
    cdef unsigned long long[::1] _hashes
    cdef int[::1] _numbers

    @cython.locals(own="unsigned long long", number=int, sign=int, part=int, c=Py_UCS4)
    cdef int _read(self, str text) except -1
    @cython.locals(place=Py_ssize_t)
    cdef int _put(self, unsigned long long own, int number) noexcept
    cpdef int of(self, str word) except? -1
    cpdef int of_pair(self, unsigned long long begun, str second) except? -1
    cpdef int of_hash(self, unsigned long long own) except? -1
    @cython.locals(place=Py_ssize_t)
    cdef Py_ssize_t _place(self, unsigned long long own) noexcept

cpdef unsigned long long begun_by(str word) except? 0
@cython.locals(i=Py_ssize_t)
cdef unsigned long long _hashed(unsigned long long value, str text, Py_ssize_t start, Py_ssize_t end) noexcept
