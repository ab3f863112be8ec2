# Types of witnesses.py, for the compiled module alone: the source runs without them.
cimport cython

cdef str _STOPS, _AFTER_STOP, _STEPS

cdef bint _has_step(str text) except -1
@cython.locals(count=Py_ssize_t, c=Py_UCS4)
cdef Py_ssize_t _letters(str text) except -1
@cython.locals(end=Py_ssize_t)
cpdef bint is_sentence(str text) except -1
