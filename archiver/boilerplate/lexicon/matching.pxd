# Types of matching.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.lexicon.gates cimport are_met

cdef class Filing:
    cdef readonly object variant, entry, needs
    cdef readonly str run
    cdef readonly Py_ssize_t longest

cdef class Waiting:
    cdef readonly str template
    cdef readonly object entry
    cdef list _demands
    cpdef bint may_be_in(self, set found) except -1

cdef class Filed:
    cdef public list anchored, waiting

cdef class Index:
    cdef dict _filed, _first
    cdef set _written

    @cython.locals(filed=Filed)
    cdef Filed _of(self, str word)
    @cython.locals(own=Filed, waiting=Waiting, written=bint, admitted=list)
    cdef bint _admit(self, set touched, set found) except -1
    cdef object _write(self, str template, entry)
    @cython.locals(tokens=list, marks=set, candidates=list, one=Filing)
    cdef list _spans(self, str text)
    @cython.locals(filed=dict, touched=set, found=set, fitting=list, own=Filed, filing=Filing)
    cpdef list candidates(self, list tokens, set marks)

@cython.locals(filing=Filing)
cdef object _add_fitting(list to, list filings, set found, Py_ssize_t length)
