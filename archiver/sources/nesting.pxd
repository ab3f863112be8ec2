# Types for the compiled module alone: the source runs without them.

cimport archiver.counting as counting

cdef unsigned char _LESS
