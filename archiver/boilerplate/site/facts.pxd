# Types of facts.py, for the compiled module alone: the source runs without them.
cimport cython

cdef class KeyFacts:
    cdef readonly int support, share, site, end, start, before, after, inside, leads
    cdef readonly bint closes, late, doubled, again
    cdef readonly bytes packed

    cpdef KeyFacts by_itself(self)
