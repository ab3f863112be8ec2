# Types of fold.py, for the compiled module alone: the source runs without them.
cimport cython

cdef int _LISTED
cdef list _LIST

@cython.locals(known=list, folded=list, c=Py_UCS4, code=int, sign=str)
cdef str _translated(str text)
@cython.locals(code=int, sign=str)
cpdef Py_UCS4 fold_sign(Py_UCS4 c) except? 0
@cython.locals(kept=list, gaps=list, i=Py_ssize_t, start=Py_ssize_t, c=Py_UCS4)
cdef tuple _without_dropped(str text)
cdef bint _has_dropped(str text) except -1
cdef bint _is_dropped(Py_UCS4 c)
cpdef str fold_plain(str text)
cpdef str fold_word(str word)
cpdef bint is_reshaped(str text) except -1
