# Types of iban.py, for the compiled module alone: the source runs without them.
cimport cython

cdef bint _may_have_one(str text) except -1
@cython.locals(letter=Py_ssize_t, second=Py_ssize_t, country=str)
cpdef bint begins_iban(str text, Py_ssize_t i) except -1
@cython.locals(size=Py_ssize_t, rest=cython.int, c=Py_UCS4, own=Py_UCS4, capital=str)
cdef bint _may_check(str text, Py_ssize_t at, Py_ssize_t count, str begin) except -1
@cython.locals(code=cython.int)
cdef int _divided(int rest, Py_UCS4 c)
