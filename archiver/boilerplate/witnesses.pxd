# Types of witnesses.py, for the compiled module alone: the source runs without them.
cimport cython

cdef str _STOPS, _AFTER_STOP, _STEPS, _CLOSING, _BEGINS_SPEECH

cdef int _SHORTEST_LABEL, _LONGEST_LABEL

@cython.locals(sign=Py_ssize_t, last=Py_ssize_t, end=Py_ssize_t)
cdef str _label(str text)
@cython.locals(end=Py_ssize_t)
cdef bint _is_speech(str text) except -1
cdef bint _has_step(str text) except -1
@cython.locals(count=Py_ssize_t, c=Py_UCS4)
cdef Py_ssize_t _letters(str text) except -1
@cython.locals(end=Py_ssize_t)
cpdef bint is_sentence(str text) except -1
