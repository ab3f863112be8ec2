# Types of letters.py, for the compiled module alone: the source runs without them.

cpdef int kind_of(Py_UCS4 sign) except -1
cdef bint _is_mark(Py_UCS4 sign) noexcept
