# Types of witnesses.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.remembered cimport Remembered

cdef str _STOPS, _AFTER_STOP, _STEPS, _BEGINS_SPEECH
cdef int PROSE, _SHORTEST_LABEL, _LONGEST_LABEL
cdef double _HEADING, _SENTENCE, _LINE, _TRAIL, _SYMBOLS, _PROSE, _PROSE_200, _PROSE_300
cdef double _BODY, _BODY_PER_BIT, _BODY_PART, _BODY_END, _BODY_END_LINE
cdef Remembered _SPOKEN

cdef class Testimony:
    cdef readonly str rule, evidence
    cdef readonly double bits

    cpdef tuple _parts(self)
    cpdef Testimony weighing(self, double bits)

cdef class Spoken:
    cdef readonly Testimony said
    cdef readonly bint put, account, lists

@cython.locals(length=Py_ssize_t, stop=bint, bits=double, words=str)
cpdef Testimony looks(str text, bint heading)
cpdef Testimony looks_long(Py_ssize_t length)
cpdef bint is_trail(str text) except -1
@cython.locals(i=Py_ssize_t)
cdef bint _has_step(str text) except -1
@cython.locals(count=Py_ssize_t, c=Py_UCS4)
cdef Py_ssize_t _letters(str text) except -1
cpdef double prose_bits(Py_ssize_t length) except? -1
@cython.locals(end=Py_ssize_t)
cpdef bint is_sentence(str text) except -1
cpdef bint is_prose(str text) except -1
cpdef Spoken spoken(str text)
@cython.locals(labelled=bint, put=bint, lists=bint)
cpdef Spoken _spoken(str text)
cpdef Testimony phrases(str text)
@cython.locals(sign=Py_ssize_t, last=Py_ssize_t, end=Py_ssize_t)
cdef str _label(str text)
@cython.locals(end=Py_ssize_t)
cdef bint _is_speech(str text) except -1
cpdef double most_at_end(str text) except? -1
@cython.locals(bits=double)
cpdef double place_bits(double odds, bint whole=*, double most=*) except? -1
cdef tuple _INSIDE, _OUTSIDE

@cython.locals(tenths=Py_ssize_t)
cpdef Testimony by_place(double bits)
@cython.locals(i=Py_ssize_t, before=Py_ssize_t, first=dict, found=dict)
cpdef list repeated(list keys)
@cython.locals(i=Py_ssize_t, j=Py_ssize_t, said=dict, repeats=list)
cpdef dict repeated_runs(list keys, blocks, spoken)
