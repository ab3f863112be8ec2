# Types of forms.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.text.sentences cimport sentence_spans

cdef int _PROSE, _LONGEST_LINE, _SHORT_LINE, _TITLE
cdef str _STOPS, _AFTER_STOP, _ASKS, _GOES_ON

@cython.locals(end=Py_ssize_t)
cpdef bint is_sentence(str text) except -1
cpdef bint is_prose(str text) except -1
cpdef bint is_open_line(str text) except -1
cpdef bint asks(str text) except -1
cpdef bint may_be_title(str text) except -1
@cython.locals(c=Py_UCS4)
cpdef bint has_number(str text) except -1
