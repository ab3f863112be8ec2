# Types of lines.py, for the compiled module alone: the source runs without them.
cimport cython

cdef class Line:
    cdef readonly str text
    cdef readonly Py_ssize_t indent
    cdef readonly bint apart

@cython.locals(lines=list, apart=bint, raw=str, folded=str, indent=Py_ssize_t)
cpdef list read_lines(str text)
@cython.locals(sign=Py_UCS4, spaced=bint)
cdef bint _is_folded(str line)
cdef Py_ssize_t _width(list lines) except -1
@cython.locals(longest=Py_ssize_t, line=Line, text=str)
cdef Py_ssize_t _width_by(list measured, list lines, double share=*) except -1
