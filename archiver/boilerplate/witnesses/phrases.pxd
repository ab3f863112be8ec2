# Types of phrases.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.text.forms cimport is_sentence
from archiver.boilerplate.witnesses.remembered cimport Remembered
from archiver.boilerplate.witnesses.testimony cimport Testimony

cdef str _BEHIND_STOP, _BEGINS_SPEECH
cdef int _SHORTEST_LABEL, _LONGEST_LABEL
cdef Remembered _SPOKEN

cdef class Spoken:
    cdef readonly Testimony said
    cdef readonly bint put, account, lists

cpdef Spoken spoken(str text)
@cython.locals(labelled=bint, put=bint, lists=bint)
cpdef Spoken _spoken(str text)
cpdef Testimony phrases(str text)
@cython.locals(sign=Py_ssize_t, last=Py_ssize_t, end=Py_ssize_t)
cdef str _label(str text)
@cython.locals(end=Py_ssize_t)
cdef bint _is_speech(str text) except -1
