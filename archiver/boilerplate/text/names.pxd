# Types of names.py, for the compiled module alone: the source runs without them.
cimport cython

cdef int _SHORTEST_MONTH, _LONGEST_MONTH, _LONGEST_NAME, _OUTSIDE, _WITHIN, _BEHIND, _LABEL, _LABEL_WORDS
cdef Py_UCS4 _LAST_CAPITAL

@cython.locals(kept=str, i=Py_ssize_t, c=Py_UCS4, copied=Py_ssize_t, end=Py_ssize_t, start=Py_ssize_t, words=Py_ssize_t, where=int)
cpdef str nameless(str text)
cdef bint _is_capital(Py_UCS4 c) noexcept
@cython.locals(c=Py_UCS4, words=Py_ssize_t, in_word=bint)
cpdef Py_ssize_t label_length(str text) except -1
cpdef bint is_month(str word) except -1
