# Types of written.py, for the compiled module alone: the source runs without them.
cimport cython

cpdef bint has_figure(str text) except -1
cdef bint _may_date(str text) except -1
@cython.locals(row=int, c=Py_UCS4)
cdef bint _has_figures(str text, int several) except -1
@cython.locals(c=Py_UCS4)
cdef bint _is_arabic(str text) except -1
