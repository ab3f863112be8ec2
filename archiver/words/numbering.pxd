# Types of numbering.py, for the compiled module alone: the source runs without them.
cimport cython

cdef unsigned long long _BASIS, _PRIME, _BITS
cdef int _WORD, _NUMBER, _REMARK

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

cdef class Listed(Numbering):
    @cython.locals(own="unsigned long long", number=int, sign=int, part=int, c=Py_UCS4)
    cdef int _read(self, str text) except -1
    @cython.locals(place=Py_ssize_t)
    cdef int _put(self, unsigned long long own, int number) noexcept
    cpdef int of_word(self, str word) except? -1
    cpdef int of_pair(self, unsigned long long begun, str second) except? -1

cpdef unsigned long long begun_by(str word) except? 0
@cython.locals(i=Py_ssize_t)
cdef unsigned long long _hashed(unsigned long long value, str text, Py_ssize_t start, Py_ssize_t end) noexcept
