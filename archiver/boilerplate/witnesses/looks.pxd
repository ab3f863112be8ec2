# Types of looks.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.text.forms cimport is_sentence
from archiver.boilerplate.witnesses.testimony cimport Testimony

cdef str _STEPS
cdef int PROSE
cdef double _HEADING, _SENTENCE, _LINE, _TRAIL, _SYMBOLS, _PROSE, _PROSE_200, _PROSE_300

@cython.locals(length=Py_ssize_t, stop=bint, bits=double, words=str)
cpdef Testimony looks(str text, bint heading)
cpdef Testimony looks_long(Py_ssize_t length)
cpdef bint is_trail(str text) except -1
@cython.locals(i=Py_ssize_t)
cdef bint _has_step(str text) except -1
@cython.locals(count=Py_ssize_t, c=Py_UCS4)
cdef Py_ssize_t _letters(str text) except -1
cpdef double prose_bits(Py_ssize_t length) except? -1
