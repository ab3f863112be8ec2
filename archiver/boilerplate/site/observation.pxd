# Types of observation.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.keys.fingerprint cimport Fingerprint
from archiver.boilerplate.keys.framing cimport prints_in
from archiver.boilerplate.site.places cimport as_first, place
from archiver.boilerplate.text.forms cimport may_be_title

cdef long long _OTHERS
cdef int END_BINS, START_BINS, WHOLE, WITHIN, CLOSING

cdef class _Places:
    cdef list standing, places
    cdef set keys

    @cython.locals(known=Py_ssize_t)
    cdef int add(self, object key, int where) except -1
    cdef int add_whole(self, Fingerprint own, int where) except -1

@cython.locals(own=Fingerprint, texts=list, prints=list, found=_Places, sentences=tuple, sentence=tuple, last=Py_ssize_t, i=Py_ssize_t, j=Py_ssize_t, end=int, start=int, before=int, after=int, following=int, where=int, closes=bint, leads=bint)
cpdef observe(document)
@cython.locals(own=Fingerprint)
cdef int _bucket_of(list prints, Py_ssize_t n) except -1
@cython.locals(reached=int)
cpdef int distance_bin(Py_ssize_t distance, int bins)
cdef int _bucket(long long key) noexcept
