# Types of words.py, for the compiled module alone: the source runs without them.
cimport cython

cdef int _LISTED, _APART, _GONE, _SEVERAL, _OTHER, _BITS
cdef dict _FOLDED

@cython.locals(found=set, signs="unsigned short[::1]", count=Py_ssize_t, number="long long", length=Py_ssize_t, sign=Py_UCS4, other=Py_UCS4, code=Py_ssize_t, own="int")
cdef set _begin_words(str text, long long[::1] wanted)
@cython.locals(n=Py_ssize_t)
cdef int _note(set found, long long number, long long[::1] wanted, Py_ssize_t count) except -1
cdef bint _is_apart(Py_UCS4 sign)
