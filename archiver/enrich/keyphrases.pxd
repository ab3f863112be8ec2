# Types of keyphrases.py, for the compiled module alone: the source runs without them.
cimport cython

@cython.locals(words=list, keys=list, at=Py_ssize_t, size=Py_ssize_t, end=Py_ssize_t, sign=Py_UCS4)
cdef tuple _read(str text)
@cython.locals(end=Py_ssize_t, sign=Py_UCS4)
cdef Py_ssize_t _end_of_word(str text, Py_ssize_t at, Py_ssize_t size)
cdef bint _is_joint(Py_UCS4 sign)
@cython.locals(places=dict, first=Py_ssize_t, second=Py_ssize_t, third=Py_ssize_t, at=Py_ssize_t)
cdef dict _standing(list numbers)
@cython.locals(chosen=list, taken=set)
cdef list _distinct(ranked)
