# Types for the compiled module alone: the source runs without them.

import cython
from archiver.extract.page.pieces cimport Place
from archiver.words.numbering cimport Numbering

cdef int KIN
cdef unsigned long long _PRIME, _ALL

@cython.locals(place=Place, numbers=Numbering, found="int[::1]", keys="unsigned long long[::1]", parents="int[::1]",
               i=Py_ssize_t, size=Py_ssize_t, key="unsigned long long", at=Py_ssize_t, left=cython.int)
cpdef families(list places)
cpdef kin_of(walked)
