# Types for the compiled module alone: the source runs without them.

import cython
from archiver.extract cimport attributes as attributes_of

cdef long long _NAMING_LENGTHS
cdef Py_ssize_t _MOST_CLASSES, _LONGEST_NAME, _MOST_KNOWN
cdef tuple _NAMING
cdef dict BITS, _roles

@cython.locals(stated=dict, each=list, path=str, values=tuple)
cpdef tuple named(str element, bytes raw)
cpdef tuple words(str element, tuple values)
@cython.locals(bits=cython.int)
cpdef int roles_of(str element, tuple values)
@cython.locals(bits=cython.int)
cdef int _learned(str value)
cpdef tuple words_of(str value)
@cython.locals(found=list, size=Py_ssize_t, at=Py_ssize_t, start=Py_ssize_t, c=Py_UCS4)
cdef list _parts(str value)
