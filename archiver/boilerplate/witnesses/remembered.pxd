# Types of remembered.py, for the compiled module alone: the source runs without them.
cimport cython

cdef class Remembered:
    cdef object _function
    cdef Py_ssize_t _mask
    cdef list _results

    @cython.locals(place=Py_ssize_t, result=tuple)
    cpdef object of(self, str text)
