# Types of observation.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.fingerprint cimport Fingerprint
from archiver.boilerplate.forms cimport may_be_title
from archiver.boilerplate.framing cimport prints_in

cdef long long _OTHERS

@cython.locals(own=Fingerprint, texts=list, prints=list, buckets=list, seen=set, found=list, sentences=tuple, last=Py_ssize_t, i=Py_ssize_t, j=Py_ssize_t, end=int, start=int, before=int, after=int, following=int, closes=bint, leads=bint)
cpdef observe(document)
@cython.locals(known=Py_ssize_t)
cdef int _note(list found, set seen, object key, int end, int start, int before, int after, int inside, bint leads) except -1
@cython.locals(reached=int)
cpdef int distance_bin(Py_ssize_t distance, int bins)
cdef int _bucket(long long key) noexcept
