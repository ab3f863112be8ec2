# Types of filing.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.lexicon.gates cimport count_words, demands
from archiver.boilerplate.lexicon.template cimport Variant, longest_run

cdef int _ALL

cdef class Filing:
    cdef readonly Variant variant
    cdef readonly object entry
    cdef readonly frozenset others
    cdef readonly str before, after, run
    cdef readonly int marks
    cdef readonly Py_ssize_t longest, small
    cdef readonly int opens, closes, ends
    cdef readonly object at
    cdef readonly bint is_open, is_known
    cdef public long long tried

    @cython.locals(tokens=tuple, beside=tuple, run=str)
    cpdef int know(self) except -1
    @cython.locals(length=Py_ssize_t, word=Word)
    cpdef bint may_be(self, list words, int marks) except -1
    @cython.locals(length=Py_ssize_t, beside=Word)
    cdef bint may_stand(self, list words, Py_ssize_t n, int marks) except -1

cdef Py_ssize_t _longest(str template) except -1
cdef tuple _beside(tuple tokens, Py_ssize_t at)
cpdef int kinds_of(str word) except -1

cdef class Waiting:
    cdef readonly str template
    cdef readonly object entry
    cdef tuple _demands
    cdef Py_ssize_t _longest
    cdef readonly bint is_learnt
    cdef bint may_be_all(self, Py_ssize_t length) except -1
    @cython.locals(words=list, options=list)
    cpdef bint may_be_in(self, long long text) except -1

@cython.locals(n=Py_ssize_t, word=Word)
cdef bint _are_in(list words, long long text) except -1
@cython.locals(choices=list, choice=list)
cdef bint _are_taken(list options, long long text) except -1

cdef class Word:
    cdef readonly str text
    cdef public tuple anchored, first, waiting
    cdef readonly bint is_network
    cdef public bint is_wanted
    cdef readonly int kinds
    cdef public long long seen
