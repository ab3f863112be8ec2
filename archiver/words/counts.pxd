# Types of counts.py, for the compiled module alone: the source runs without them.
cimport cython

@cython.locals(sign=Py_UCS4)
cdef bint _may_be_unspaced(str text) except -1
@cython.locals(count=Py_ssize_t, spaced=bint, sign=Py_UCS4)
cdef Py_ssize_t _spaced(str text) except -1
@cython.locals(sign=Py_UCS4)
cdef bint _is_unspaced(str text) except -1
@cython.locals(count=Py_ssize_t, letters=Py_ssize_t, is_word=bint, sign=Py_UCS4)
cdef Py_ssize_t _unspaced(str text) except -1
cdef bint _is_character(Py_UCS4 sign) noexcept
cdef bint _is_phrased(Py_UCS4 sign) noexcept
