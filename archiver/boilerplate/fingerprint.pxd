# Types of fingerprint.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.digests cimport key_of

cdef class Fingerprint:
    cdef readonly object whole, head, tail, frame, shared, label
    cdef readonly tuple sentences, keys

@cython.locals(space=Py_ssize_t, at=Py_ssize_t)
cdef bint _may_have_name(str text)
cpdef Py_ssize_t label_length(str text) except -1
cdef bint _may_be_short(bytes plain) except -1
cdef object _closing_label(str text, tuple span)
cdef list _outer(list spans)
@cython.locals(packed=bytes)
cdef object _digest(str text)
