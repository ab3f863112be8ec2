# Types of counts.py, for the compiled module alone: the source runs without them.
cimport cython

cdef int _PAGES, _PLACES, _INSIDE, _END, _START, _BEFORE, _AFTER, _CLOSING, _SIZE

cdef class KeyCounts:
    cdef list _counts
    cdef bytes _packed
    cdef tuple _place

    @cython.locals(counts=list)
    cpdef add(self, tuple place)
    @cython.locals(packed=bytearray, index=Py_ssize_t)
    cpdef bytes to_bytes(self)
    cpdef facts(self, site_pages)
    @cython.locals(counts=list)
    cpdef repeated_facts(self, site_pages)
