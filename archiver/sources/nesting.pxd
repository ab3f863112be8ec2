# Types for the compiled module alone: the source runs without them.

from archiver.common cimport counting

cdef unsigned char _LESS
