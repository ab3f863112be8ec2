# Types of sheet.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.keys.fingerprint cimport Fingerprint

cdef class Sheet:
    cdef readonly tuple blocks
    cdef readonly list prints, texts, odds, inside, outside
    cdef readonly bint html
