# Types of capitals.py, for the compiled module alone: the source runs without them.
cimport cython

cdef Py_ssize_t _MOST

@cython.locals(end=Py_ssize_t, last=Py_ssize_t, number=Py_ssize_t, at=Py_ssize_t, after=Py_ssize_t, is_capital=bint)
cpdef str name_at(str text, Py_ssize_t start)
@cython.locals(start=Py_ssize_t)
cpdef str word_behind(str text, Py_ssize_t at)
cdef Py_ssize_t _word_from(str text, Py_ssize_t at) noexcept
@cython.locals(size=Py_ssize_t)
cdef Py_ssize_t _end_of_word(str text, Py_ssize_t at) noexcept
cdef bint _is_joint(str text, Py_ssize_t at, Py_ssize_t size) noexcept
cdef bint _is_between(Py_UCS4 sign) noexcept
@cython.locals(at=Py_ssize_t)
cdef bint _is_blank(str text, Py_ssize_t start, Py_ssize_t end) noexcept
cdef bint _is_capital(Py_UCS4 first) except -1
