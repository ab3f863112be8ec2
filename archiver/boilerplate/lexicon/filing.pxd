# Types of filing.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.lexicon.gates cimport are_met
from archiver.boilerplate.lexicon.template cimport Variant

cdef int _ALL

cdef class Filing:
    cdef readonly Variant variant
    cdef readonly object entry
    cdef readonly frozenset others
    cdef readonly str before, after, run
    cdef readonly int marks
    cdef readonly Py_ssize_t longest, small
    cdef readonly int opens, closes, ends
    cdef readonly bint is_open

    @cython.locals(length=Py_ssize_t, word=Word)
    cpdef bint may_be(self, list words, int marks) except -1
    @cython.locals(length=Py_ssize_t, beside=Word)
    cdef bint may_stand(self, list words, Py_ssize_t n, int marks) except -1

cpdef int kinds_of(str word) except -1

cdef class Waiting:
    cdef readonly str template
    cdef readonly object entry
    cdef list _demands
    cdef Py_ssize_t _longest
    cpdef bint may_be_in(self, set found, Py_ssize_t length) except -1

cdef class Word:
    cdef readonly str text
    cdef public list anchored, first, waiting
    cdef readonly bint is_network
    cdef readonly int kinds
