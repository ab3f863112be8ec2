# Types for the compiled module alone: the source runs without them.

import cython
cimport archiver.extract.model.leaves as evaluating

cdef Py_ssize_t TOGETHER
cdef int MOST_BORDERS, LOWEST, STEP

cdef class Forest:
    cdef public int levels, trees, asked
    cdef public double bias
    cdef public object columns, borders, which, leaves
    cdef object scales, steps

    @cython.locals(columns="int[::1]", which="int[::1]", scales="int[::1]", steps="signed char[::1]",
                   scale_of="int[::1]", step_of="signed char[::1]", questions=Py_ssize_t, question=Py_ssize_t,
                   first=Py_ssize_t, node=Py_ssize_t, scale=cython.int)
    cdef int _graduate(self) except -1
    @cython.locals(leaves="float[::1]", scales="int[::1]", steps="signed char[::1]", ranks="signed char[::1]",
                   found="unsigned char[::1]", out="double[::1]", size=Py_ssize_t, whole=Py_ssize_t, tree=Py_ssize_t,
                   levels=cython.int, some=Py_ssize_t, k=Py_ssize_t)
    cpdef log_odds(self, object features, Py_ssize_t count, Py_ssize_t room)
    @cython.locals(columns="int[::1]", borders="float[::1]", features="float[::1]", ranks="signed char[::1]",
                   questions=Py_ssize_t, first=Py_ssize_t, last=Py_ssize_t, to=Py_ssize_t)
    cdef object _ranked(self, object features, Py_ssize_t whole, Py_ssize_t room)
