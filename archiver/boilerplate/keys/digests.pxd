# Types of digests.py, for the compiled module alone: the source runs without them.
cimport cython

cdef unsigned long long _SIGN

@cython.locals(hashed=cython.ulonglong)
cpdef long long key_of(packed) except? -1
