# Types of observation.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.fingerprint cimport Fingerprint


@cython.locals(own=Fingerprint, prints=list, buckets=list, seen=set, found=list, sentences=tuple, last=Py_ssize_t, i=Py_ssize_t, j=Py_ssize_t, end=int, start=int, before=int, after=int, following=int, closes=bint, titles=list, leads=bint)
cpdef observe(document)
cdef int _note(list found, set seen, object key, int end, int start, int before, int after, int inside, bint leads) except -1
@cython.locals(reached=int)
cpdef int distance_bin(Py_ssize_t distance, int bins)
cdef int _bucket(long long key)
