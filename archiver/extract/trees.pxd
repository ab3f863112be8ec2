# Types for the compiled module alone: the source runs without them.

import cython
from archiver.extract cimport leaves as evaluating

cdef Py_ssize_t TOGETHER

cdef class Forest:
    cdef public int levels, trees
    cdef public double bias
    cdef public object columns, borders, which, leaves

    @cython.locals(columns="int[::1]", borders="float[::1]", which="int[::1]", leaves="float[::1]", rows="float[::1]",
                   answers="unsigned char[::1]", column="float[::1]", found="unsigned char[::1]", out="double[::1]",
                   asked=Py_ssize_t, size=Py_ssize_t, question=Py_ssize_t, i=Py_ssize_t, before=Py_ssize_t,
                   tree=Py_ssize_t, levels=cython.int, some=Py_ssize_t, k=Py_ssize_t)
    cpdef log_odds(self, object rows, Py_ssize_t count, Py_ssize_t width)
