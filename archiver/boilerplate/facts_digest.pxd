# Types of facts_digest.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.fingerprint cimport Fingerprint

cdef Py_ssize_t _FACTS, _PACKED

@cython.locals(known=list, n=Py_ssize_t, packed=bytearray, own=Fingerprint)
cpdef digest_of(list prints, facts)
@cython.locals(shift=int, n=Py_ssize_t)
cdef int _pack(bytearray packed, Py_ssize_t at, long long key, bytes facts) except -1
