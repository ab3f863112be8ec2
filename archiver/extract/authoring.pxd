# Types for the compiled module alone: the source runs without them.

import cython
from archiver.extract cimport finding

cdef bytes _BEGINS, _SHIFTS
cdef tuple _NEEDLES

@cython.locals(begins="const unsigned char*", shifts="const unsigned char*", last=Py_ssize_t, shift=cython.int, needle=bytes)
cdef bint may_say(const unsigned char* page, Py_ssize_t at, Py_ssize_t end)
