# Types of digests.py, for the compiled module alone: the source runs without them.
cimport cython

cdef unsigned long long _SIGN

@cython.locals(hashed=cython.ulonglong)
cpdef long long key_of(packed, Py_ssize_t start, Py_ssize_t end) except? -1
