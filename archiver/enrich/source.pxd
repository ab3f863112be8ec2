# Types of source.py, for the compiled module alone: the source runs without them.
cimport cython

cdef bint _is_capital(str word) except -1
@cython.locals(end=Py_ssize_t, last=Py_ssize_t, number=Py_ssize_t, gap=str, token=str)
cdef str _name_at(str text, Py_ssize_t start)
