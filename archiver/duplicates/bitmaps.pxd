# Types of bitmaps.py, for the compiled module alone: the source runs without them.
cimport cython

@cython.locals(i=Py_ssize_t, place=cython.ulonglong)
cdef void _turn_over(bytearray bits, const unsigned long long[::1] shingles, unsigned long long mask)
