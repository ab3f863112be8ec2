# Types of statistics.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.counts cimport KeyCounts


cdef class SiteStatistics:
    cdef public object pages
    cdef public dict counts
    cdef dict _known
    cdef object _known_pages

    @cython.locals(own=dict, known=KeyCounts, place=tuple)
    cpdef add(self, observation)
    @cython.locals(known=dict, counts=dict, found=dict, own=KeyCounts)
    cpdef facts(self, keys)
