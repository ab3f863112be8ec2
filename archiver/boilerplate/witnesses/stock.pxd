# Types of stock.py, for the compiled module alone: the source runs without them.
cimport cython

cdef unsigned long long _BASIS, _PRIME, _BITS

@cython.locals(c=Py_UCS4, sign=Py_UCS4, before=Py_UCS4, hashed=cython.ulonglong)
cpdef unsigned long long hash_of(str folded) except? 0
