# Types of cutting.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.keys.fingerprint cimport Fingerprint

cdef class Unit:
    cdef readonly Py_ssize_t block, start, end
    cdef readonly str text
    cdef readonly object key
    cdef readonly bint whole, plain

cpdef Unit whole_unit(Py_ssize_t index, str text, Fingerprint prints, bint plain=*)
cdef int _BEFORE_DIGIT, _BEHIND_DIGIT

@cython.locals(end=Py_ssize_t)
cdef Py_ssize_t _head_residue(str text, suspicious) except -1
@cython.locals(digit=Py_ssize_t, last=Py_ssize_t, i=Py_ssize_t, c=Py_UCS4, near=bint)
cpdef Py_ssize_t head_end(str text) except -1
@cython.locals(head=Py_ssize_t, last=Py_ssize_t, first=Py_ssize_t, plain=bint, middle=tuple, units=list)
cpdef list units_of(Py_ssize_t index, str text, Fingerprint prints, suspicious)
@cython.locals(start=Py_ssize_t, end=Py_ssize_t, own=str)
cdef bint _looks(str text, tuple sentence, Py_ssize_t head, suspicious) except -1
@cython.locals(outer=tuple, known=dict)
cdef object _sentences(str text, Fingerprint prints)
@cython.locals(own=str)
cdef Unit _unit(Py_ssize_t index, str text, Py_ssize_t start, Py_ssize_t end, key=*)
