# Types of statistics.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.site.counts cimport KeyCounts
from archiver.boilerplate.site.facts cimport KeyFacts

cdef class SiteFacts:
    cdef readonly dict by_key

    @cython.locals(most=int, known=KeyFacts)
    cpdef int pages(self) except -1

cdef class SiteStatistics:
    cdef public object pages
    cdef public dict counts
    cdef dict _known
    cdef object _known_pages

    @cython.locals(found=dict, known=KeyCounts)
    cpdef dict packed(self)
    @cython.locals(own=dict, known=KeyCounts, n=Py_ssize_t, standing=list, places=list)
    cpdef add(self, observation)
    @cython.locals(known=dict, counts=dict, found=dict, own=KeyCounts, facts=KeyFacts)
    cpdef SiteFacts facts(self, keys)
