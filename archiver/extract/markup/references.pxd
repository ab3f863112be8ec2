# Types for the compiled module alone: the source runs without them.

import cython

cdef Py_ssize_t _MOST_KNOWN, _LONGEST_NAME, _LONGEST_KNOWN
cdef dict _known

@cython.locals(at=Py_ssize_t, end=Py_ssize_t, done=Py_ssize_t, size=Py_ssize_t, reference=str, character=str, parts=list)
cpdef str resolved(str text)
@cython.locals(start=Py_ssize_t, digits=Py_ssize_t, last=Py_ssize_t, hexadecimal=cython.bint)
cdef Py_ssize_t _end(str text, Py_ssize_t at, Py_ssize_t size)
cdef bint _ends_name(Py_UCS4 c) noexcept
cdef str _learned(str reference)
