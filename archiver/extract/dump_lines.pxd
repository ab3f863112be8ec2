# Types of dump_lines.py, for the compiled module alone: the source runs without them.
cimport cython

cdef Py_ssize_t _LISTED
cdef bytes _TIDY

@cython.locals(lines=list, apart=bint, raw=str, folded=str, indent=Py_ssize_t)
cpdef list read_lines(str text)
@cython.locals(sign=Py_UCS4, spaced=bint)
cdef bint _is_folded(str line)
@cython.locals(sign=Py_UCS4, before=Py_UCS4, code=Py_ssize_t, alone=bint)
cdef bint _is_tidy(str text)
