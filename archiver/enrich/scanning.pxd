# Types of scanning.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.memory cimport Memory

cdef Py_ssize_t _NEAR, _MOST

@cython.locals(low=bytearray, high=bytearray, code=Py_ssize_t, sign=Py_UCS4)
cdef object _count(str text, dict found)
@cython.locals(found=dict, words=Py_ssize_t, i=Py_ssize_t, end=Py_ssize_t, start=Py_ssize_t)
cpdef tuple words_of_languages(str text, Memory known, Py_ssize_t longest)
@cython.locals(found=dict, codes=tuple)
cpdef dict by_language(dict shared)
@cython.locals(both=dict, lacked=dict, to=dict, codes=tuple)
cpdef tuple beside(dict shared, str language)

cdef class Beginnings:
    cdef dict _words
    cdef bytearray _is_first

    @cython.locals(found=list, i=Py_ssize_t, code=Py_ssize_t)
    cpdef list places(self, str text)

cdef bint _is_letter(Py_UCS4 sign)
cdef bint _is_joint(Py_UCS4 sign)
