# Types for the compiled module alone: the source runs without them.

import cython
from archiver.extract cimport attributes as attributes_of
from archiver.extract cimport codes
from archiver.extract.attributes cimport Spot
from archiver.extract.codes cimport Table

cdef int _LENGTHS
cdef Py_ssize_t _LONGEST, _MOST_CLASSES, _LONGEST_NAME, _MOST_KNOWN
cdef dict BITS, _NUMBERS, _roles
cdef Table _SAID
cdef unsigned long long[200] _codes

@cython.locals(stated=list, each=list, classes=str, path=str, values=tuple, spot=Spot, length=Py_ssize_t, number=cython.int)
cpdef tuple named(str element, bytes raw)
cpdef tuple words(str element, tuple values)
@cython.locals(bits=cython.int)
cpdef int roles_of(str element, tuple values)
@cython.locals(bits=cython.int, said="long long", found="unsigned long long*", k=cython.int)
cdef int _learned(str value)
