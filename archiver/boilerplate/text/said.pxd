# Types of said.py, for the compiled module alone: the source runs without them.
cimport cython

cpdef as_said(blocks)
cdef bint _may_be_marked(str text) except -1
