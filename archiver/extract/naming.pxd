# Types for the compiled module alone: the source runs without them.

import cython
from archiver.extract cimport attributes as attributes_of

cdef long long _NAMING_LENGTHS
cdef dict _words

@cython.locals(stated=dict, each=list, found=list)
cpdef tuple named(str element, bytes raw)
cdef tuple _words_of(str value)
@cython.locals(found=list, size=Py_ssize_t, at=Py_ssize_t, start=Py_ssize_t, c=Py_UCS4)
cdef list _parts(str value)
