# Types of sayings.py, for the compiled module alone: the source runs without them.
cimport cython

cdef class Sayings:
    cdef object _say
    cdef Py_ssize_t _mask
    cdef list _said

    @cython.locals(place=Py_ssize_t, said=tuple)
    cpdef object of(self, str text)
