# Types of forms.py, for the compiled module alone: the source runs without them.
from archiver.boilerplate.sentences cimport sentence_spans
from archiver.boilerplate.witnesses cimport is_sentence

cdef int _LONGEST_LINE, _SHORT_LINE, _TITLE
cdef str _ASKS, _GOES_ON

cpdef bint is_open_line(str text) except -1
cpdef bint asks(str text) except -1
cpdef bint may_be_title(str text) except -1
