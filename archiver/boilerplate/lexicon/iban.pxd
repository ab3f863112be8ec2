# Types of iban.py, for the compiled module alone: the source runs without them.
cimport cython

cdef bint _may_have_one(str text) except -1
@cython.locals(letter=Py_ssize_t, following=Py_UCS4)
cpdef bint begins_iban(str text, Py_ssize_t i) except -1
