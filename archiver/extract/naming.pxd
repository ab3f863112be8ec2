# Types for the compiled module alone: the source runs without them.

import cython
from archiver.extract cimport attributes as attributes_of
from archiver.extract cimport codes
from archiver.extract.attributes cimport Spot
from archiver.extract.codes cimport Table

cdef Py_ssize_t _LONGEST, _MOST_CLASSES, _LONGEST_NAME, _KINDS
cdef unsigned long long _ALL
cdef dict BITS
cdef tuple _NAMING, _OF_LENGTH
cdef Table SAID
cdef unsigned long long[200] _codes

cdef class Called:
    cdef public str tag, name
    cdef public tuple values
    cdef public int said, structure
    cdef public object scored_by
    cdef public double score
    cdef public unsigned long long key

    cpdef int roles(self)

@cython.locals(stated=list, each=list, classes=str, name=str, value=str, called=Called, spot=Spot, length=Py_ssize_t,
               number=Py_ssize_t)
cpdef Called named(str element, bytes raw)
cpdef tuple words(str element, tuple values)
@cython.locals(bits=cython.int, said="long long", found="unsigned long long*", k=cython.int, value=str)
cpdef int roles_of(str element, tuple values)
