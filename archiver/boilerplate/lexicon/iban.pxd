# Types of iban.py, for the compiled module alone: the source runs without them.
cimport cython

@cython.locals(i=Py_ssize_t, letter=Py_ssize_t, following=Py_UCS4)
cdef bint _may_have_one(str text) except -1
