# Types for the compiled module alone: the source runs without them.

cimport archiver.common.counting as counting

cdef unsigned char _LESS
