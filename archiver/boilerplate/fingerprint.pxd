# Types of fingerprint.py, for the compiled module alone: the source runs without them.
cimport cython



cdef class Fingerprint:
    cdef readonly object whole, head, tail, frame, shared
    cdef readonly tuple sentences, keys

cdef bint _may_be_short(str plain)
cdef list _outer(list spans)
cdef object _digest(str text)
