# Types of memory.py, for the compiled module alone: the source runs without them.
cimport cython

cdef int _PLACES
cdef unsigned long long _BASIS, _PRIME, _BITS

cdef class Memory:
    cdef object _learn
    cdef unsigned long long[::1] _places
    cdef list _known

    @cython.locals(place=Py_ssize_t)
    cpdef object of(self, str text, Py_ssize_t start, Py_ssize_t end, unsigned long long hashed)
    @cython.locals(number=Py_ssize_t)
    cdef int _remember(self, Py_ssize_t place, unsigned long long hashed, object known) except -1
    @cython.locals(hashed=cython.ulonglong, i=Py_ssize_t)
    cpdef object at(self, str text, Py_ssize_t start, Py_ssize_t end)
    @cython.locals(c=Py_UCS4, end=Py_ssize_t, start=Py_ssize_t, hashed=cython.ulonglong)
    cpdef list words(self, str text)

cpdef Py_ssize_t word_start(str text, Py_ssize_t at) noexcept
cpdef Py_ssize_t word_end(str text, Py_ssize_t at) noexcept
cdef bint _is_of_word(Py_UCS4 c) noexcept
