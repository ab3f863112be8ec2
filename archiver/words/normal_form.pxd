# Types of normal_form.py, for the compiled module alone: the source runs without them.
cimport cython

cdef Py_ssize_t _LISTED
cdef bytes _ITSELF

cdef bint _is_latin_1(str text) except -1
@cython.locals(sign=Py_UCS4, before=Py_UCS4, code=int, at=Py_ssize_t, mark=Py_ssize_t)
cpdef bint is_normal(str text)
