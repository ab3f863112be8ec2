# Types for the compiled module alone: the source runs without them.

import cython
cimport archiver.extract.markup.codes as codes
cimport archiver.extract.markup.finding as finding
cimport archiver.extract.markup.references as references
cimport archiver.extract.markup.whitespace as whitespace
from archiver.extract.markup.codes cimport Table

cdef Py_ssize_t _MOST_CLASSES, _MOST_VALUES, _LONGEST_NAME
cdef dict BITS
cdef Table SAID
cdef unsigned long long[200] _codes

cdef class Called:
    cdef public str tag, name
    cdef bytes source
    cdef const unsigned char* chars
    cdef int[16] begins, ends
    cdef public int said, structure
    cdef int count
    cdef public object scored_by
    cdef public double score
    cdef public unsigned long long key

    cdef void _begin(self, str tag, str name, unsigned long long key, bytes source)
    cdef void add(self, int start, int end) noexcept
    @cython.locals(bits=cython.int, said="long long", found="unsigned long long*", k=cython.int, n=cython.int)
    cpdef int roles(self)

@cython.locals(called=Called, chars="const unsigned char*", size=Py_ssize_t, at=Py_ssize_t, start=Py_ssize_t, classes=cython.int)
cdef Called named(str element, Py_ssize_t own, bytes names)
cdef Called _named_closely(str element, bytes values)
cpdef tuple words(str element, tuple values)
