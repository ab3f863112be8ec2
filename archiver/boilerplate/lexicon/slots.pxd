# Types of slots.py, for the compiled module alone: the source runs without them.
cimport cython

@cython.locals(c=Py_UCS4, has_small=bint)
cpdef bint _is_named(str text) except -1
cpdef bint _is_year(str word) except -1
@cython.locals(words=list, numbers=list, year=bint)
cpdef bint _is_date(str text) except -1
