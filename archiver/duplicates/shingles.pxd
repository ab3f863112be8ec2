# Types of shingles.py, for the compiled module alone: the source runs without them.
cimport cython

cdef int _APART, _WORD, _ALONE, _NEAR, _SEVERAL, _WIDTH
cdef unsigned long long _BITS, _BASE, _FIRST, _SECOND, _THIRD, _MIX, _MIX_AGAIN

@cython.locals(kinds=bytes, folds="unsigned short[::1]", end=Py_ssize_t, value=cython.ulonglong, power=cython.ulonglong, inside=bint, code=int, kind=int, sign=Py_UCS4, other=Py_UCS4)
cdef Py_ssize_t _read(str text, Py_ssize_t start, unsigned long long[::1] found, bint is_folded) except? -1
@cython.locals(i=Py_ssize_t, count=Py_ssize_t)
cdef Py_ssize_t _without_repetitions(unsigned long long[::1] hashes) noexcept
@cython.locals(last=Py_ssize_t, at=Py_ssize_t)
cdef Py_ssize_t _joined(unsigned long long[::1] words, Py_ssize_t start, Py_ssize_t end) noexcept
cdef unsigned long long _mixed(unsigned long long value) noexcept
