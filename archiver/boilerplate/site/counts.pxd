# Types of counts.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.site.facts cimport KeyFacts
from archiver.boilerplate.site.places cimport after_of, before_of, end_of, first_of, inside_of, leads_of, start_of
from archiver.boilerplate.site.quantising cimport pages_step, power_of_two, share_step

cdef int CLOSING, _NO_PLACE
cdef double _NEARLY_ALL, _SOME
cdef int _PAGES, _PLACES, _INSIDE, _END, _START, _BEFORE, _AFTER, _CLOSING, _LEADS, _SIZE

cdef list _ONE

cdef class KeyCounts:
    cdef list _counts
    cdef bytes _packed
    cdef int _place

    cdef list _all(self)
    cdef long long _pages(self) except -1
    @cython.locals(counts=list, inside=int)
    cpdef add(self, int place)
    @cython.locals(packed=bytearray, index=Py_ssize_t, count=cython.longlong)
    cpdef bytes to_bytes(self)
    @cython.locals(counts=list, places=cython.longlong, pages=cython.longlong, of_site=cython.longlong, share=double, inside=double, leads=double)
    cpdef KeyFacts facts(self, long long site_pages)

@cython.locals(total=cython.longlong, index=Py_ssize_t)
cdef long long _sum(list counts, Py_ssize_t start, Py_ssize_t stop) except -1
@cython.locals(reached=cython.longlong, least=double, index=Py_ssize_t)
cdef int _within(list counts, Py_ssize_t start, Py_ssize_t stop, long long places) except -1
@cython.locals(count=cython.longlong, pairs=cython.longlong, index=Py_ssize_t, same=double)
cdef int _alike(list counts, Py_ssize_t start, Py_ssize_t stop, long long places) except -1

@cython.locals(known=cython.longlong)
cdef int _count(list counts, Py_ssize_t index) except -1
@cython.locals(inside=int, found=list)
cdef bytes _packed(int place)
