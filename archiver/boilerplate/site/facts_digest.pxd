# Types of facts_digest.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.keys.fingerprint cimport Fingerprint
from archiver.boilerplate.site.facts cimport KeyFacts
from archiver.boilerplate.site.statistics cimport SiteFacts

cdef Py_ssize_t _FACTS, _PACKED

@cython.locals(by_key=dict, keys=set, known=list, facts_of=KeyFacts, at=Py_ssize_t, packed=bytearray, own=Fingerprint)
cpdef digest_of(list prints, SiteFacts facts)
@cython.locals(shift=int, n=Py_ssize_t)
cdef int _pack(bytearray packed, Py_ssize_t at, long long key, bytes facts) except -1
