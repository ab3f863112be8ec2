# Types of opinion.py, for the compiled module alone: the source runs without them.
cimport cython

cdef class Opinion:
    cdef readonly double bits
    cdef readonly object furniture, content
    cdef readonly bint put, apart, roams
