# Types of words.py, for the compiled module alone: the source runs without them.
cimport cython

@cython.locals(words=list, marks=set, end=Py_ssize_t, i=Py_ssize_t, start=Py_ssize_t, c=Py_UCS4, digits=Py_ssize_t, numbers=Py_ssize_t, iban=bint, plain=bint, closes=bint)
cpdef tuple words_and_marks(str text, object fold)

cdef object _closed_marks(str lower, set marks)

@cython.locals(at=Py_ssize_t)
cdef bint _follows_country(str text, Py_ssize_t i)
