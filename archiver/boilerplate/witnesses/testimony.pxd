# Types of testimony.py, for the compiled module alone: the source runs without them.
cimport cython

cdef class Testimony:
    cdef readonly str rule, evidence
    cdef readonly double bits

    cpdef tuple _parts(self)
    cpdef Testimony weighing(self, double bits)
