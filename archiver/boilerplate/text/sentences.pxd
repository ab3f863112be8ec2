# Types of sentences.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.text.names cimport is_month

cdef int _MONTH_AND_YEAR, _LABEL, _LABEL_WORDS

@cython.locals(i=Py_ssize_t, end=Py_ssize_t, start=Py_ssize_t, stop=Py_ssize_t, seen=Py_ssize_t, last=Py_ssize_t, c=Py_UCS4, goes_on=bint, glued=bint, ends=bint, in_row=bint, spans=list)
cpdef list sentence_spans(str text)

@cython.locals(end=Py_ssize_t)
cdef Py_ssize_t _after_stops(str text, Py_ssize_t i) except -1
@cython.locals(end=Py_ssize_t)
cdef Py_ssize_t _after_spaces(str text, Py_ssize_t i) except -1
cdef Py_ssize_t _before_spaces(str text, Py_ssize_t i, Py_ssize_t start) except -1

cdef bint _opens(Py_UCS4 c) noexcept
cdef bint _is_initial(str text, Py_ssize_t dot) except -1
cdef bint _is_number(str text, Py_ssize_t start, Py_ssize_t i) except -1
@cython.locals(month=str, rest=str)
cdef bint _is_day(str text, Py_ssize_t dot, Py_ssize_t i) except -1
@cython.locals(before=str, colon=str, rest=str)
cdef bint _has_label(str text, Py_ssize_t start, Py_ssize_t i, Py_ssize_t bar) except -1
